// expect: tapeless: an input is bound as it stands in the formula, with its axes
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto f = function(sum(x));
const std::vector<double> data(3);

#ifdef MISTAKE
const auto y = f(input<"x"> = 3.0);
#else
const auto y = f(x = data);
#endif
