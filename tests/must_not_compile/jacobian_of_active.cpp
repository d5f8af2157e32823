// expect: tapeless: only gradients and functions can be called with active numbers
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto slope = jacobian(a * a, wrt(a));

#ifdef MISTAKE
auto call(const active<double>& x) { return slope(a = x); }
#else
auto call(double x) { return slope(a = x); }
#endif
