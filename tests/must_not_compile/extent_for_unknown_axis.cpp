// expect: tapeless: an extent is given to an axis that does not appear in the formula
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto f = function(sum(square(n)));

#ifdef MISTAKE
constexpr auto z = f(n = 3, k = 4);
#else
constexpr auto z = f(n = 3);
#endif
