// Sums over vectors, in double.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "tapeless/base/pairwise_sum.hpp"

namespace tapeless::optimizing {

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

}  // namespace tapeless::optimizing
