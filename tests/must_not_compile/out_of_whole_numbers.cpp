// expect: tapeless: out() needs memory of float or double
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto f = function(sum(x));
const std::vector<double> data(3);
std::vector<double> memory(3);
std::vector<int> whole(3);
#ifdef MISTAKE
const auto g = gradient(sum(x), wrt(x))(x = data, out(x) = whole);
#else
const auto g = gradient(sum(x), wrt(x))(x = data, out(x) = memory);
#endif
