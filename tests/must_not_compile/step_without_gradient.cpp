// expect: tapeless: step(): the result has no gradient by any of the parameters
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

constexpr auto fit = gradient(x * x, wrt(x));
auto theta = parameters(x = 1.0);
auto other = parameters(y = 1.0);
adam opt;

#ifdef MISTAKE
void step() { opt.step(other, fit(theta)); }
#else
void step() { opt.step(theta, fit(theta)); }
#endif
