// The Euclidean norm of tensors together, and making it what it should be.
#pragma once

#include <cmath>
#include <cstddef>
#include <span>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/dot.hpp"

namespace tapeless::optimizing {

// Of the numbers times `scale`.
template <class T>
double sum_of_squares(std::span<T> numbers, double scale) {
  return sum(numbers.size(), [numbers, scale](std::size_t i) {
    const double x = static_cast<double>(numbers[i]) * scale;
    return x * x;
  });
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
