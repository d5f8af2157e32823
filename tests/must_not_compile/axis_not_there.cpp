// expect: tapeless: a reduction is over an axis that its operand does not have
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto f = function(sum(x, k));
#else
constexpr auto f = function(sum(x, n));
#endif
