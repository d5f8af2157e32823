// expect: tapeless: the length of an axis is a formula of extents and whole constants with + - * /
// min and max, such as extent(i) - 1_c
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
#ifdef MISTAKE
constexpr auto half = axis<"half">(0.5_c * extent(i));
#else
constexpr auto half = axis<"half">(extent(i) / 2_c);
#endif
constexpr auto f = function(input<"x">(i)(2_c * half));
