// expect: tapeless: wrt() takes inputs, not formulas or reads along other axes
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
constexpr auto wanted = wrt(square(x));
#else
constexpr auto wanted = wrt(x);
#endif
