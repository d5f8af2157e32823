// expect: tapeless: step() takes parameters() and what a gradient returned for them
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

constexpr auto fit = gradient(x * x, wrt(x));
auto theta = parameters(x = 1.0);
adam opt;

#ifdef MISTAKE
void step() { opt.step(fit(theta), theta); }
#else
void step() { opt.step(theta, fit(theta)); }
#endif
