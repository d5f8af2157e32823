// expect: tapeless: gradient: the loss is a tensor; wrap it in sum() or mean()
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

constexpr auto n = axis<"n">;
constexpr auto t = input<"t">(n);
auto theta = parameters(x = 1.0);
const double data[] = {1, 2};

#ifdef MISTAKE
const auto end = minimize(x * t, wrt(x), t = data, theta, lbfgs{});
#else
const auto end =
    minimize(x * t, wrt(x), t = data, theta, levenberg_marquardt{});
#endif
