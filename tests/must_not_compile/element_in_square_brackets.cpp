// expect: tapeless: an element of a formula is read with round brackets and a subscript: x(0_c),
// x(i + 1_c), or at(f, i = 0_c)
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

#ifdef MISTAKE
constexpr auto f = x[0] + a;
#else
constexpr auto f = x(0_c) + a;
#endif
