// expect: tapeless: a formula is compiled before it is called
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
const std::vector<double> v(3);

#ifdef MISTAKE
const double s = sum(x)(x = v);
#else
const double s = function(sum(x))(x = v);
#endif
