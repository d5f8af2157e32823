// expect: tapeless: wrt() names at least one input
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
constexpr auto wanted = wrt();
#else
constexpr auto wanted = wrt(x);
#endif
