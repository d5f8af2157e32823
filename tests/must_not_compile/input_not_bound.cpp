// expect: tapeless: an input of the formula is not bound; write name = data in the call
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto f = function(x * y);

#ifdef MISTAKE
constexpr auto z = f(x = 1.0);
#else
constexpr auto z = f(x = 1.0, y = 2.0);
#endif
