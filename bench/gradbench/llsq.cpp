#include "llsq.hpp"

#include "plain/llsq.hpp"
#include "program.hpp"

using namespace gradbench;
using numbers = std::vector<double>;

namespace {

constexpr auto value = function(llsq::loss);
constexpr auto derivative = gradient(llsq::loss, wrt(llsq::x));

template <class F>
void measure_primal(const json& input, F f) {
  const numbers x = input.at("x");
  const std::size_t n = input.at("n");
  measure(input, [&]() -> double { return f(n, x); });
}
template <class F>
void measure_gradient(const json& input, F f) {
  const numbers x = input.at("x");
  const std::size_t n = input.at("n");
  measure_numbers(input, x.size(), [&](numbers& d_x) { f(n, x, d_x); });
}

void primal(const json& input) {
  measure_primal(input,
                 [](std::size_t n, const numbers& x) { return value(llsq::x = x, llsq::i = n); });
}
void gradient(const json& input) {
  measure_gradient(input, [](std::size_t n, const numbers& x, numbers& d_x) {
    derivative(llsq::x = x, llsq::i = n, tapeless::out(llsq::x) = d_x);
  });
}
void plain_primal(const json& input) { measure_primal(input, plain::llsq::primal); }
void plain_gradient(const json& input) { measure_gradient(input, plain::llsq::gradient); }

}  // namespace

int main(int count, char** arguments) {
  return run(count, arguments, value_and_gradient{primal, gradient, plain_primal, plain_gradient});
}
