// expect: tapeless: parameters() takes input = value, such as slope = 6.0
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
auto theta = parameters(6.0);
#else
auto theta = parameters(x = 6.0);
#endif
