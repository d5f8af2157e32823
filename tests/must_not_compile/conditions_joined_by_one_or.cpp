// expect: tapeless: conditions are joined by && and ||
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
constexpr auto f = where((a < 0_c) | (a > 1_c), a, b);
#else
constexpr auto f = where(a < 0_c || a > 1_c, a, b);
#endif
