// expect: tapeless: bounds() takes an input and two numbers; for a tensor also ranges of numbers
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
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, bounds(x, data, data));
#else
const auto end = minimize(x * x, wrt(x), theta, lbfgs{}, bounds(x, 1, 2));
#endif
