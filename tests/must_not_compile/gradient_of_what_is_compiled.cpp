// expect: tapeless: only formulas, axes and constants can stand in a formula
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto f = a * a;

#ifdef MISTAKE
constexpr auto g = gradient(function(f), wrt(a));
#else
constexpr auto g = gradient(f, wrt(a));
#endif
