// expect: tapeless: parameters(): an input is given twice
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
auto theta = parameters(x = 6.0, x = 7.0);
#else
auto theta = parameters(x = 6.0, y = 7.0);
#endif
