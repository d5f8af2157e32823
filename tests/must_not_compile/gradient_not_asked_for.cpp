// expect: tapeless: the gradient by this input was not asked for in wrt()
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto r = gradient(x * y, wrt(x))(x = 2.0, y = 3.0);

#ifdef MISTAKE
constexpr double z = r[y];
#else
constexpr double z = r[x];
#endif
