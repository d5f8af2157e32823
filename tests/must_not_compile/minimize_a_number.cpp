// expect: tapeless: minimize() takes input = data, axis = extent, threads(n),
// parameters(),
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, 100);
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{});
#endif
