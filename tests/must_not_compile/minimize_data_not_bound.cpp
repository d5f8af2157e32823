// expect: tapeless: an input of the formula is not bound; write name = data in the call
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">;
constexpr auto t = input<"t">(n);
const double data[] = {1, 2};

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(mean(square(x - t)), wrt(x), theta, lbfgs{});
#else
const auto end = minimize(mean(square(x - t)), wrt(x), theta, lbfgs{}, t = data);
#endif
