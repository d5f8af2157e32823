// expect: tapeless: minimize(): this method takes no constraints; lbfgs{}, levenberg_marquardt{}
// and
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless;
using namespace tapeless::literals;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto v = input<"v">(n);
const std::vector<double> data{1, 2};

auto theta = parameters(x = 1.0, y = 2.0);
auto tensors = parameters(v = data);

#ifdef MISTAKE
const auto end = minimize(x * x, wrt(x), theta, newton{}, at_most_0(1_c - x));
#else
const auto end = minimize(x * x, wrt(x), theta, newton{}, bounds(x, 1, 2));
#endif
