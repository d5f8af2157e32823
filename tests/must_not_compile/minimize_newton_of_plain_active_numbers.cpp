// expect: tapeless: minimize(): newton{} calls the function with active<active<double>>
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
const auto end =
    minimize([](active<double> a, active<double> b) { return a * b; }, theta, newton{});
#else
const auto end =
    minimize([](const auto& a, const auto& b) { return a * a + b * b; }, theta, newton{});
#endif
