// expect: tapeless: minimize(): stop{} or show_progress{} is given twice
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, stop{.iterations = 5},
                          stop{.seconds = 1});
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{},
                          stop{.iterations = 5, .seconds = 1});
#endif
