// expect: tapeless: a number in a formula is a compile-time constant
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
int sign() {
  if (a > 1.0) return 1;
  return -1;
}
#else
constexpr auto sign = where(a > 1_c, 1_c, -1_c);
#endif
