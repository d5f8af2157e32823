// The Euclidean norm of tensors together, and making it what it should be.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include "tapeless/base/finite.hpp"

namespace tapeless::optimizing {

// Of the numbers times `scale`. Eight sums side by side: one alone would wait for itself.
template <class T>
double sum_of_squares(std::span<T> numbers, double scale) {
  constexpr std::size_t sides = 8;
  double sums[sides] = {};
  const auto add = [&](std::size_t i, double& sum) {
    const double x = static_cast<double>(numbers[i]) * scale;
    sum += x * x;
  };
  std::size_t i = 0;
  for (; i + sides <= numbers.size(); i += sides)
    for (std::size_t side = 0; side < sides; ++side) add(i + side, sums[side]);
  for (; i < numbers.size(); ++i) add(i, sums[0]);
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

// A second look, at scaled numbers, is taken where squares overflow or vanish.
template <class... T>
double norm(std::span<T>... tensors) {
  const auto sum_at = [&](double scale) { return (sum_of_squares(tensors, scale) + ...); };
  const double sum = sum_at(1);
  if (sum > 1e-280 && base::is_finite(sum)) return std::sqrt(sum);
  const double scale = sum < 1 ? 0x1p600 : 0x1p-600;
  return std::sqrt(sum_at(scale)) / scale;
}

template <class T>
void change_norm(std::span<T> numbers, double from, double to) {
  for (T& x : numbers) x = static_cast<T>(static_cast<double>(x) / from * to);
}

}  // namespace tapeless::optimizing
