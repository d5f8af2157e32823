// expect: tapeless: gradient: the inputs are given in wrt(): gradient(loss, wrt(x, y))
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
auto mistaken() { return [] { gradient(x * x, x); }; }
#else
constexpr auto g = gradient(x * x, wrt(x));
static_assert(g(x = 3.0)[x] == 6);
#endif
