// expect: tapeless: a result has a value and derivatives
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
const std::vector<double> v(3);

#ifdef MISTAKE
const double s = gradient(sum(x), wrt(x))(x = v);
#else
const double s = gradient(sum(x), wrt(x))(x = v).value;
#endif
