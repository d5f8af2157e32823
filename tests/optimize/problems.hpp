// Losses to be minimised whose minima are known, as Moré, Garbow and Hillstrom have them ("Testing
// unconstrained optimization software", ACM TOMS 7, 1981).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "tapeless/optimize.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

using namespace tapeless::literals;

inline constexpr auto pairs = axis<"pairs">;
inline constexpr auto u = input<"u">(pairs);
inline constexpr auto v = input<"v">(pairs);
inline constexpr auto x = input<"x">;
inline constexpr auto y = input<"y">;
inline constexpr auto z = input<"z">;
inline constexpr auto w = input<"w">;

// Number 21, in twice as many dimensions as there are pairs; 0 where all are 1.
inline constexpr auto rosenbrock = sum(100_c * square(v - square(u)) + square(1_c - u));

inline auto rosenbrock_start(std::size_t dimensions) {
  return parameters(u = std::vector<double>(dimensions / 2, -1.2),
                    v = std::vector<double>(dimensions / 2, 1.0));
}
// No two pairs are alike, and the second derivatives neither.
inline auto uneven_rosenbrock_start(std::size_t dimensions) {
  auto theta = rosenbrock_start(dimensions);
  const auto size = static_cast<double>(theta[u].size());
  for (std::size_t k = 0; k < theta[u].size(); ++k) theta[u][k] += static_cast<double>(k) / size;
  return theta;
}

// Number 5; 0 at (3, 1/2).
inline constexpr auto beale = square(1.5_c - x * (1_c - y)) +
                              square(2.25_c - x * (1_c - square(y))) +
                              square(2.625_c - x * (1_c - y * square(y)));

// Number 14, from (-3, -1, -3, -1); 0 where all are 1.
inline constexpr auto wood = 100_c * square(y - square(x)) + square(1_c - x) +
                             90_c * square(w - square(z)) + square(1_c - z) +
                             10_c * square(y + w - 2_c) + 0.1_c * square(y - w);

// 0 at 0; the second derivatives are the steepness.
inline constexpr auto steepness = input<"steepness">(pairs);
inline constexpr auto bowl = 0.5_c * sum(steepness * square(u));

inline std::vector<double> steepness_to(double last, std::size_t size) {
  std::vector<double> all(size);
  for (std::size_t k = 0; k < size; ++k)
    all[k] = std::pow(last, static_cast<double>(k) / static_cast<double>(size - 1));
  return all;
}

inline double largest_distance(const std::vector<double>& values, double from) {
  double largest = 0;
  for (const double value : values) largest = std::max(largest, std::abs(value - from));
  return largest;
}

}  // namespace tapeless::tests
