// Parameters as vectors of numbers: sums, products and lengths, in double.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <iterator>
#include <span>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/pairwise_sum.hpp"
#include "tapeless/base/shape.hpp"

namespace tapeless::optimizing {

// A scalar is a tensor with one number: whatever is done to tensors is done to both.
template <std::floating_point Number>
std::span<Number> as_span(Number& scalar) {
  return {&scalar, 1};
}

template <class Range>
auto as_span(Range& tensor) {
  static_assert(base::shape_of<Range>::flat,
                "tapeless: a range or a row-major matrix is needed, whose numbers lie in a row");
  return std::span(std::data(tensor), std::size(tensor));
}

// term(first) + ... + term(last - 1). Eight sums side by side: one alone would wait for itself.
double sum_of_block(std::size_t first, std::size_t last, const auto& term) {
  constexpr std::size_t sides = 8;
  double sums[sides] = {};
  std::size_t i = first;
  for (; i + sides <= last; i += sides)
    for (std::size_t side = 0; side < sides; ++side) sums[side] += term(i + side);
  for (; i < last; ++i) sums[0] += term(i);
  return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]));
}

// term(0) + ... + term(size - 1).
double sum(std::size_t size, const auto& term) {
  constexpr std::size_t block = 1024;
  if (size <= block) return sum_of_block(0, size, term);
  base::pairwise_sum<double> sums;
  for (std::size_t i = 0; i < size; i += block)
    sums.add(sum_of_block(i, std::min(size, i + block), term));
  return sums.total();
}

double dot(const auto& x, const auto& y) {
  return sum(x.size(),
             [&](std::size_t i) { return static_cast<double>(x[i]) * static_cast<double>(y[i]); });
}

double distance(const auto& x, const auto& y) {
  return std::sqrt(sum(x.size(), [&](std::size_t i) {
    const double d = static_cast<double>(x[i]) - static_cast<double>(y[i]);
    return d * d;
  }));
}

// The sum of squares of the numbers times `scale`.
template <class T>
double sum_of_squares(std::span<T> numbers, double scale) {
  return sum(numbers.size(), [numbers, scale](std::size_t i) {
    const double x = static_cast<double>(numbers[i]) * scale;
    return x * x;
  });
}

// The Euclidean norm of tensors together. A second look, at scaled numbers, is taken where squares
// overflow or vanish.
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
