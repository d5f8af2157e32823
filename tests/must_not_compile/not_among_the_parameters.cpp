// expect: tapeless: this input is not among the parameters
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

#ifdef MISTAKE
auto z = parameters(x = 1.0)[y];
#else
auto z = parameters(x = 1.0, y = 2.0)[y];
#endif
