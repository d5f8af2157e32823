// expect: tapeless: ordered() names axes that its formula has
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto f = function(ordered(x, 1));
#else
constexpr auto f = function(ordered(x, n));
#endif
