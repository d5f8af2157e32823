// expect: tapeless: on_step() takes a function of (const progress&, const auto&
// theta)
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;

auto theta = parameters(x = 1.0);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, on_step([](int *) {}));
#else
const auto end =
    minimize(x * x, wrt(x), theta, lbfgs{}, on_step([](const progress &) {}));
#endif
