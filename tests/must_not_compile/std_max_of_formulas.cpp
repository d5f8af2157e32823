// expect: tapeless: a formula is neither true nor false before it is called: not if (c) or c ? x :
// y, but where(c, x, y)
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
