// expect: tapeless: cumsum() is along an axis that its operand has
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto x = input<"x">(n);
#ifdef MISTAKE
constexpr auto f = function(cumsum(x, k));
#else
constexpr auto f = function(cumsum(x, n));
#endif
