// expect: tapeless: a condition is not a number; write where(condition, 1_c, 0_c)
#include <tapeless/tapeless.hpp>

using namespace tapeless;
using namespace tapeless::literals;

constexpr auto x = input<"x">;

#ifdef MISTAKE
constexpr auto f = x * (x < 1_c);
#else
constexpr auto f = x * where(x < 1_c, 1_c, 0_c);
#endif
