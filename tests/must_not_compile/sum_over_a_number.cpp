// expect: tapeless: a reduction is over axes, by the objects
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

#ifdef MISTAKE
constexpr auto f = sum(x, 1);
#else
constexpr auto f = sum(x, n);
#endif
