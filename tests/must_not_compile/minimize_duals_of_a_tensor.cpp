// expect: tapeless: minimize(): duals are for parameters whose number the compiler knows: scalars
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
const auto end = minimize(with_duals([](auto a) { return a[0]; }), tensors, lbfgs{});
#else
const auto end = minimize([](auto a) { return a[0] * a[0]; }, tensors, lbfgs{});
#endif
