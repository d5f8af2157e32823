// expect: tapeless: minimize() changes the parameters() that hold the inputs in
// wrt(); keep
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);
const auto constant = theta;

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), constant, lbfgs{});
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{});
#endif
