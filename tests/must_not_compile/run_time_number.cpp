// expect: tapeless: a number in a formula is a compile-time constant, written 0.5_c or 2_c; a
// run-time number is a named input
#include <tapeless/tapeless.hpp>

using namespace tapeless;
using namespace tapeless::literals;

constexpr auto x = input<"x">;

#ifdef MISTAKE
constexpr auto half = 0.5 * x;
#else
constexpr auto half = 0.5_c * x;
#endif
