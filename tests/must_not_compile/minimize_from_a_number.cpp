// expect: tapeless: minimize() takes input = data, axis = extent
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
auto theta = parameters(a = 1.0);

#ifdef MISTAKE
const auto end = minimize(a * a, wrt(a), 1.0, lbfgs{});
#else
const auto end = minimize(a * a, wrt(a), theta, lbfgs{});
#endif
