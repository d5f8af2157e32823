// How far parameters are from where they should be.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "tapeless/optimize.hpp"

namespace tapeless::tests {

// All numbers, one parameter after the other.
template <class T, class... Inputs>
std::vector<double> numbers_of(const parameters<T, Inputs...>& theta) {
  std::vector<double> all;
  const auto add = [&](const auto& x) {
    for (const T number : optimizing::as_span(x)) all.push_back(static_cast<double>(number));
  };
  (add(theta[Inputs{}]), ...);
  return all;
}

// The largest distance of any number, relative to those above 1.
inline double distance(const std::vector<double>& a, const std::vector<double>& b) {
  double most = a.size() == b.size() ? 0 : INFINITY;
  for (std::size_t i = 0; i < a.size() && most < INFINITY; ++i)
    most = std::max(most, std::abs(a[i] - b[i]) / std::max(1.0, std::abs(b[i])));
  return most;
}

}  // namespace tapeless::tests
