// README.md's example, word for word; tests/docs/blocks.cmake compares.
#include <cstdio>
#include <vector>

#include <tapeless/tapeless.hpp>
using namespace tapeless::names;

constexpr auto n = axis<"n">;                // extent known when data is bound
constexpr auto height = input<"height">(n);  // a tensor over named axes
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;  // no axes: a scalar
constexpr auto intercept = input<"intercept">;

constexpr auto loss = mean(square(slope * height + intercept - weight));
constexpr auto fit = gradient(loss, wrt(slope, intercept));  // compiled here, by the compiler

int main() {
  const std::vector<double> h{1, 2, 3}, w{2, 4, 7};
  auto [mse, d_slope, d_intercept] = fit(slope = 2.0, intercept = 1.0, height = h, weight = w);
  std::printf("%g %g %g\n", mse, d_slope, d_intercept);
}
