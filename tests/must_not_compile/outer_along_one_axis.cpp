// expect: tapeless: outer() multiplies along different axes
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto j = twin<"j">(n);
constexpr auto x = input<"x">(n);
#ifdef MISTAKE
constexpr auto f = function(outer(x, exp(x)));
#else
constexpr auto f = function(outer(x, exp(x(j))));
#endif
