// expect: tapeless: a derivative is found by its input: r[x]
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto r = gradient(a * a, wrt(a))(a = 1.0);

#ifdef MISTAKE
const double d = r[0];
#else
const double d = r[a];
#endif
