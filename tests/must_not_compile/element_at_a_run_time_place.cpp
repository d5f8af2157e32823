// expect: tapeless: a number in a formula is a compile-time constant, written 0.5_c or 2_c; a
// run-time number is a named input
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

#ifdef MISTAKE
constexpr auto f = x(1) + a;
#else
constexpr auto f = x(1_c) + a;
#endif
