// expect: tapeless: a tensor has at most 6 axes: in a Jacobian those of the formula and of
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">(axis<"i", 2>, axis<"j", 2>, axis<"k", 2>, axis<"l", 2>);

#ifdef MISTAKE
constexpr auto f = jacobian(a * 2_c, wrt(a));
#else
constexpr auto f = jacobian(sum(a, axis<"k", 2>, axis<"l", 2>), wrt(a));
#endif
