// What is built on formulas, called in every way: Jacobians, parameters, solvers, the tape.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

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
constexpr auto length = function(sqrt(sum(square(x))));

template <class T>
T solve(const std::vector<T>& at, const std::vector<T>& of) {
  auto theta = parameters(a = T(1), b = T(0));
  minimize(residuals, wrt(a, b), x = at, y = of, theta, levenberg_marquardt{});
  minimize(sum(square(residuals)), wrt(a, b), x = at, y = of, theta, lbfgs{});
  adam method;
  method.step(theta, fit(theta, x = at, y = of));
  return theta[a];
}

}  // namespace

double of_jacobians(const std::vector<double>& at) {
  slopes(a = 1.0, b = 2.0, x = at, y = at);
  equations(a = 1.0, b = 2.0, x = at, y = at);
  std::vector<double> to(at.size());
  slopes(a = 1.0, b = 2.0, x = at, y = at, out(b) = to);
  return to[0] + equations(a = 1.0, b = 2.0, x = at, y = at).value;
}
double of_solvers(const std::vector<double>& at) { return solve(at, at); }
double on_the_tape(const std::vector<double>& at) {
  tape<double> t;
  const auto of = t.inputs(at);
  length(x = of);
  const active<double> once = length(x = of) * dot(of, of);
  return t.gradient(once)[0];
}
