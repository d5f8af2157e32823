// expect: tapeless: a derivative is in the result of a call: g(x = data)[x]
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto g = gradient(a * a, wrt(a));

#ifdef MISTAKE
constexpr auto d = g[a];
#else
constexpr auto d = g(a = 1.0)[a];
#endif
