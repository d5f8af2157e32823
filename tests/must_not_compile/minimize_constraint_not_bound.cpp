// expect: tapeless: an input of the formula is not bound
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto most = input<"most">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, at_most_0(most - x));
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, at_most_0(most - x, most = 2.0));
#endif
