// expect: tapeless: minimize(): bounds() are given for a parameter that does not move
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto v = input<"v">(n);
const std::vector<double> data{1, 2};

auto theta = parameters(x = 1.0, y = 2.0);
auto tensors = parameters(v = data);

#ifdef MISTAKE
const auto end = minimize(x * y, wrt(x), theta, lbfgs{}, bounds(y, 0, 2));
#else
const auto end = minimize(x * y, wrt(x), theta, lbfgs{}, bounds(x, 0, 2));
#endif
