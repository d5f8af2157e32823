// What is built on formulas, called in every way: Jacobians, parameters, solvers, the tape.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

#if !defined(NUMBER)
#define NUMBER double
#endif

using namespace tapeless;
using number = NUMBER;
using samples = std::vector<number>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto residuals = a * exp(b * x) - y;
constexpr auto slopes = jacobian(residuals, wrt(a, b));
constexpr auto equations = gauss_newton(residuals, wrt(a, b));
constexpr auto fit = gradient(sum(square(residuals)), wrt(a, b));
constexpr auto length = tapeless::function(sqrt(sum(square(x))));

}  // namespace

number of_jacobians(const samples& at) {
  const auto bound = [&](auto of) { return of(a = number(1), b = number(2), x = at, y = at); };
  samples to(at.size());
  bound(slopes);
  bound(equations);
  slopes(a = number(1), b = number(2), x = at, y = at, out(b) = to);
  return to[0] + bound(equations).value;
}

number of_solvers(const samples& at) {
  auto theta = parameters(a = number(1), b = number(0));
  minimize(residuals, wrt(a, b), x = at, y = at, theta, levenberg_marquardt{});
  minimize(sum(square(residuals)), wrt(a, b), x = at, y = at, theta, lbfgs{});
  adam method;
  method.step(theta, fit(theta, x = at, y = at));
  return theta[a];
}

number on_the_tape(const samples& at) {
  tape<number> t;
  const auto of = t.inputs(at);
  length(x = of);
  const active<number> once = length(x = of) * dot(of, of);
  const dual<number, 2> one(once.value(), 1), both = one * one + sin(one);
  return t.gradient(once)[0] + both.derivative(1);
}

// By value, as the algorithms of std:: take their numbers.
dual<number, 8> twice(dual<number, 8> of) { return of + of; }
