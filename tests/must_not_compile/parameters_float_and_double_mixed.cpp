// expect: tapeless: parameters(): float and double are mixed; use one of them
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
auto theta = parameters(x = 1.0f, y = 2.0);
#else
auto theta = parameters(x = 1.0f, y = 2.0f);
#endif
