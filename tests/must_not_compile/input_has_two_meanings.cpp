// expect: tapeless: two inputs of the formula have one name, but other axes; rename one
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto f = function(x * input<"x">);
#else
constexpr auto f = function(x * input<"y">);
#endif
