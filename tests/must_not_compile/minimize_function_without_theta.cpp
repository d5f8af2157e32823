// expect: tapeless: minimize() changes the parameters() that hold the inputs in wrt(); keep
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
const auto end = minimize([](const auto& a, const auto& b) { return a * a + b * b; }, lbfgs{});
#else
const auto end =
    minimize([](const auto& a, const auto& b) { return a * a + b * b; }, theta, lbfgs{});
#endif
