// expect: tapeless: float and double are mixed in one call; use one of them
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto f = function(x * y);

#ifdef MISTAKE
constexpr auto z = f(x = 1.0f, y = 2.0);
#else
constexpr auto z = f(x = 1.0f, y = 2.0f);
#endif
