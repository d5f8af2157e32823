// expect: tapeless: a tensor has at most 6 axes: in a Jacobian those of the formula and of
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i", 2>;
constexpr auto j = axis<"j", 2>;
constexpr auto k = axis<"k", 2>;
#ifdef MISTAKE
constexpr auto a = input<"a">(i, j, k, axis<"l", 2>);
#else
constexpr auto a = input<"a">(i, j, k);
#endif
constexpr auto f = gauss_newton(a * 2_c, wrt(a));
