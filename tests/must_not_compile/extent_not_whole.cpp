// expect: tapeless: an extent is a whole number
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto f = function(sum(x));
const std::vector<double> data(3);

#ifdef MISTAKE
const auto y = f(x = data, n = 3.5);
#else
const auto y = f(x = data, n = 3);
#endif
