// expect: tapeless: parameters() holds at least one input
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

#ifdef MISTAKE
auto theta = parameters();
#else
auto theta = parameters(x = 1.0);
#endif
