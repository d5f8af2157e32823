// expect: tapeless: minimize(): a function has its data in its captures; what is bound to
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

auto theta = parameters(x = 1.0);
const auto loss = [](const auto& a) { return a * a; };

#ifdef MISTAKE
const auto end = minimize(loss, theta, lbfgs{}, y = 3.0);
#else
const auto end = minimize(loss, theta, lbfgs{});
#endif
