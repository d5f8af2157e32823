#include "det.hpp"

#include <tapeless/tape.hpp>

#include "plain/det.hpp"
#include "program.hpp"

using namespace gradbench;
using tapeless::active, tapeless::tape;
using numbers = std::vector<double>;

namespace {

double value(const numbers& a, std::size_t width) {
  return det::determinant(std::span<const double>(a), width);
}

// The tape's memory is kept between evaluations.
void derivative(const numbers& a, std::size_t width, numbers& d_a) {
  static tape<double> t;
  t.rewind();
  const auto x = t.inputs(a);
  const active<double> y = det::determinant(std::span<const active<double>>(x), width);
  t.gradient(y, d_a);
}

template <class F>
void measure_primal(const json& input, F f) {
  const numbers a = input.at("A");
  const std::size_t width = input.at("ell");
  measure(input, [&] { return f(a, width); });
}
template <class F>
void measure_gradient(const json& input, F f) {
  const numbers a = input.at("A");
  const std::size_t width = input.at("ell");
  measure_numbers(input, a.size(), [&](numbers& d_a) { f(a, width, d_a); });
}

void primal(const json& input) { measure_primal(input, value); }
void gradient(const json& input) { measure_gradient(input, derivative); }
void plain_primal(const json& input) { measure_primal(input, plain::det::primal); }
void plain_gradient(const json& input) { measure_gradient(input, plain::det::gradient); }

}  // namespace

int main(int count, char** arguments) {
  return run(count, arguments, value_and_gradient{primal, gradient, plain_primal, plain_gradient});
}
