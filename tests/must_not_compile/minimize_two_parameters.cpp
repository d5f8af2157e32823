// expect: tapeless: minimize(): the inputs in wrt() must be in one parameters()
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

auto theta = parameters(x = 1.0);
auto other = parameters(y = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * y, wrt(x, y), theta, other, lbfgs{});
#else
const auto end = minimize(x * y, wrt(x), theta, other, lbfgs{});
#endif
