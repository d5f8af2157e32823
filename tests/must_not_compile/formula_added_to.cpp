// expect: tapeless: a formula does not change; write another: const auto g = f + x
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
auto changed() {
  auto f = a;
  f += b;
  return f;
}
#else
auto changed() {
  auto f = a;
  return f + b;
}
#endif
