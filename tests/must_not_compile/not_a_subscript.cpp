// expect: tapeless: a subscript is a whole-number formula of axes, extents and inputs of whole
// numbers, such as i + 1_c, 2_c * i + k, extent(i) - 1_c - i or which
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto i = axis<"i">;
constexpr auto m = axis<"m">(extent(i) - 1_c);
constexpr auto x = input<"x">(i);

#ifdef MISTAKE
constexpr auto next = m + 0.5_c;
#else
constexpr auto next = m + 1_c;
#endif
constexpr auto f = function(x(next));
