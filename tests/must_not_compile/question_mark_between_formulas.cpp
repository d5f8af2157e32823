// expect: tapeless: a formula has no value before it is called
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
constexpr auto f = a > 0_c ? a : b;
#else
constexpr auto f = where(a > 0_c, a, b);
#endif
