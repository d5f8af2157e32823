// expect: tapeless: gradient: an input is named twice in wrt()
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
constexpr auto g = gradient(x * y, wrt(x, x));
#else
constexpr auto g = gradient(x * y, wrt(x, y));
#endif
