// A user's program.
#include <tapeless/tapeless.hpp>

using namespace tapeless;

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;
constexpr auto slope_of = gradient(sum(square(a * x)), wrt(a));

int main() {
  const double numbers[] = {1, 2, 3};
  return slope_of(a = 0.5, x = numbers, threads(2))[a] == 14 ? 0 : 1;
}
