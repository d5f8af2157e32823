// expect: tapeless: a formula has no value before it is called
#include <algorithm>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

#ifdef MISTAKE
const auto f = std::max(a + b, a + b);
#else
const auto f = max(a + b, a + b);
#endif
