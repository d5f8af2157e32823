// expect: tapeless: a formula does not change
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
auto twice() {
  auto s = a * b;
  s = s + a;
  return s;
}
#else
auto twice() {
  const auto s = a * b;
  return s + a;
}
#endif
