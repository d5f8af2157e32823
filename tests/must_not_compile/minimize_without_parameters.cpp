// expect: tapeless: minimize() changes the parameters() that hold the inputs in
// wrt()
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), lbfgs{}, x = 1.0);
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{});
#endif
