// expect: tapeless: minimize(): an input in wrt() is not among the parameters
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * y, wrt(x, y), y = 1.0, theta, lbfgs{});
#else
const auto end = minimize(x * y, wrt(x), y = 1.0, theta, lbfgs{});
#endif
