// expect: tapeless: float and double are mixed in one call; use one of them
#include <tapeless/tapeless.hpp>

#include <vector>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);

#ifdef MISTAKE
using plain = float;
#else
using plain = double;
#endif
active<double> z(const std::vector<active<double>>& v, const std::vector<plain>& w) {
  return function(sum(x * y))(x = v, y = w);
}
