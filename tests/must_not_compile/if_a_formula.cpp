// expect: tapeless: a formula is neither true nor false before it is called: not if (c) or c ? x :
// y, but where(c, x, y)
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
