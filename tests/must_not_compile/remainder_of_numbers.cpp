// expect: tapeless: remainders are of whole numbers: of steps, extents and inputs of whole numbers
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
#ifdef MISTAKE
constexpr auto f = function(x * (x % 2_c));
#else
constexpr auto f = function(x * (n % 2_c));
#endif
