// expect: tapeless: a condition is needed here, such as x < y or i != j
#include <tapeless/tapeless.hpp>

using namespace tapeless;
using namespace tapeless::literals;

constexpr auto x = input<"x">;

#ifdef MISTAKE
constexpr auto f = where(x, 1_c, 0_c);
#else
constexpr auto f = where(x > 0_c, 1_c, 0_c);
#endif
