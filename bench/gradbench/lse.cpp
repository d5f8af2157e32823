#include "lse.hpp"

#include "plain/lse.hpp"
#include "program.hpp"

using namespace gradbench;

namespace {

constexpr auto value = function(lse::loss);
constexpr auto derivative = gradient(lse::loss, wrt(lse::x));

std::vector<double> x_of(const json& input) { return input.at("x"); }

void primal(const json& input) {
  const auto x = x_of(input);
  measure(input, [&]() -> double { return value(lse::x = x); });
}
void plain_primal(const json& input) {
  const auto x = x_of(input);
  measure(input, [&] { return plain::lse::primal(x); });
}

template <class F>
void measure_gradient(const json& input, F f) {
  const auto x = x_of(input);
  measure_numbers(input, x.size(), [&](auto& d_x) { f(x, d_x); });
}
void gradient(const json& input) {
  measure_gradient(input,
                   [](auto& x, auto& d_x) { derivative(lse::x = x, tapeless::out(lse::x) = d_x); });
}
void plain_gradient(const json& input) { measure_gradient(input, plain::lse::gradient); }

}  // namespace

int main(int count, char** arguments) {
  return run(count, arguments, value_and_gradient{primal, gradient, plain_primal, plain_gradient});
}
