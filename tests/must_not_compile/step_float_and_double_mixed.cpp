// expect: tapeless: step(): float and double are mixed; use one of them
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

constexpr auto fit = gradient(x * x, wrt(x));
auto theta = parameters(x = 1.0);
adam opt;

#ifdef MISTAKE
void step() { opt.step(theta, fit(x = 1.0f)); }
#else
void step() { opt.step(theta, fit(x = 1.0)); }
#endif
