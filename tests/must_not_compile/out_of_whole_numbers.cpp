// expect: tapeless: out() needs memory of float or double, in a row or at even distances
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
const std::vector<double> data(3);

#ifdef MISTAKE
std::vector<int> memory(3);
#else
std::vector<double> memory(3);
#endif
const auto g = gradient(sum(x), wrt(x))(x = data, out(x) = memory);
