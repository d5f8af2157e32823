#include "line.hpp"

#include <tapeless/gradient.hpp>

using namespace tapeless::names;

namespace {

constexpr auto n = axis<"n">;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;
constexpr auto intercept = input<"intercept">;
constexpr auto loss = mean(square(slope * height + intercept - weight));
constexpr auto fit = gradient(loss, wrt(slope, intercept));

}  // namespace

misfit of_a_line(double s, double i, std::span<const double> h, std::span<const double> w) {
  const auto [error, d_slope, d_intercept] = fit(slope = s, intercept = i, height = h, weight = w);
  return {error, d_slope, d_intercept};
}
