// expect: tapeless: also() names each formula once
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
inline constexpr auto g = gradient(x * y, wrt(x), also(square(y), square(y)));
#else
inline constexpr auto g = gradient(x * y, wrt(x), also(square(y), exp(x)));
#endif
