// expect: tapeless: parameters(): a scalar input starts from a number
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
auto theta = parameters(x = std::vector{1.0});
#else
auto theta = parameters(x = 1.0);
#endif
