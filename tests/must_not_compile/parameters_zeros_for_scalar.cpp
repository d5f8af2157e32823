// expect: tapeless: parameters(): a scalar input starts from a number
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
auto theta = parameters(x = zeros(3));
#else
auto theta = parameters(x = 0);
#endif
