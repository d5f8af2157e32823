// The shortest example: x * x at 3.6 has the derivative 7.2, as the first lines of Jason Brownlee's
// article on TensorFlow's automatic differentiation have it (machinelearningmastery.com, 2022).
#include <tapeless/tapeless.hpp>

#include <cstdio>

using namespace tapeless::names;

constexpr auto x = input<"x">;
constexpr auto dydx = gradient(x * x, wrt(x));

// The compiler computes it, too.
static_assert(dydx(x = 3.6).value == 3.6 * 3.6);
static_assert(dydx(x = 3.6)[x] == 7.2);

int main() {
  const auto [y, slope] = dydx(x = 3.6);
  std::printf("x * x at 3.6 is %g, its derivative %g\n", y, slope);
  return slope == 7.2 ? 0 : 1;
}
