// expect: tapeless: the data bound to an input has other extents than its axes declare
#include <array>
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"k", 4>);
constexpr auto f = function(sum(x));

#ifdef MISTAKE
const double z = f(x = std::array<double, 5>{1, 2, 3, 4, 5});
#else
const double z = f(x = std::array<double, 4>{1, 2, 3, 4});
#endif
