// expect: tapeless: minimize() needs one method, such as lbfgs{}
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), theta, stop{.iterations = 5});
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{});
#endif
