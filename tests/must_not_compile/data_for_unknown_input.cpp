// expect: tapeless: data is bound to an input that does not appear in the formula
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto f = function(square(x));

#ifdef MISTAKE
constexpr auto z = f(x = 1.0, y = 2.0);
#else
constexpr auto z = f(x = 1.0);
#endif
