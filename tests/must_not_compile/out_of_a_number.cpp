// expect: tapeless: out() needs memory of float or double, in a row or at even distances
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);

double f(const std::vector<double>& data) {
  double memory[1];
#ifdef MISTAKE
  return function(sum(x))(x = data, out = memory[0]);
#else
  return function(sum(x))(x = data, out = memory);
#endif
}
