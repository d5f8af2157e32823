// expect: tapeless: minimize: the inputs are given in wrt(): minimize(loss,
// wrt(x, y), ...)
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
int end = (minimize(x * x, x, theta, lbfgs{}), 0);
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{});
#endif
