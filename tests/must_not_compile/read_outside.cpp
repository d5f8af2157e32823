// expect: tapeless: an input or a formula is read where it has no elements (the name, the axis, the
// least and the greatest place, and the extent are in the type)
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i", 10>;
constexpr auto m = axis<"m", 9>;
constexpr auto x = input<"x">(i);

#ifdef MISTAKE
constexpr auto f = function(x(m + 2_c));
#else
constexpr auto f = function(x(m + 1_c));
#endif
