// expect: tapeless: an input of the formula is not bound; write name = data in the call
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;

constexpr auto x = input<"x">(axis<"n">);
constexpr auto a = input<"a">;
constexpr auto g = gradient(sum(a * x), wrt(a, x));

// (Nothing is said of what follows.)
double slope(const std::vector<double>& v) {
#ifdef MISTAKE
  const auto r = g(x = v);
#else
  const auto r = g(a = 1.0, x = v);
#endif
  const auto [value, by_a, by_x] = r;
  return value + by_a + by_x[0] + r[x][1];
}
