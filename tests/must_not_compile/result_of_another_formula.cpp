// expect: tapeless: this formula is not computed: gradient(loss, wrt(x), also(f))
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto g = gradient(x * y, wrt(x), also(square(y)));

#ifdef MISTAKE
inline const double z = g(x = 1.0, y = 2.0)[square(x)];
#else
inline const double z = g(x = 1.0, y = 2.0)[square(y)];
#endif
