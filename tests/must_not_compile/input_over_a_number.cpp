// expect: tapeless: an input is declared over axes
// 3>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n", 3>;

#ifdef MISTAKE
constexpr auto x = input<"x">(3);
#else
constexpr auto x = input<"x">(n);
#endif
