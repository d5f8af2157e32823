// expect: tapeless: a formula has no value before it is called
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
int sign() {
  if (a > 0_c) return 1;
  return -1;
}
#else
constexpr auto sign = where(a > 0_c, 1_c, -1_c);
#endif
