// Comparing numbers: equal infinities are near, NaN is near NaN.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

namespace tapeless::tests {

template <class A, class B>
bool near(A a, B b, long double tolerance, long double scale = 1) {
  const auto x = static_cast<long double>(a), y = static_cast<long double>(b);
  if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && std::isnan(y);
  if (std::isinf(x) || std::isinf(y)) return x == y;
  return std::abs(x - y) <= tolerance * std::max({scale, std::abs(x), std::abs(y)});
}

// The size of a tensor's elements: what the rounding of one of them is measured by.
template <class T>
long double scale_of(const std::vector<T>& tensor) {
  long double scale = 1;
  for (const T x : tensor)
    if (std::isfinite(x)) scale = std::max(scale, std::abs(static_cast<long double>(x)));
  return scale;
}

// How many units in the last place of the right one a result is away from it.
template <class T>
long double ulps(T result, long double right) {
  if (std::isnan(right))
    return std::isnan(result) ? 0 : std::numeric_limits<long double>::infinity();
  const T rounded = static_cast<T>(right);
  if (result == rounded) return 0;
  if (!std::isfinite(rounded) || !std::isfinite(result))
    return std::numeric_limits<long double>::infinity();
  const int exponent =
      rounded == 0 ? std::numeric_limits<T>::min_exponent : std::ilogb(rounded) + 1;
  const int unit =
      std::max(exponent, std::numeric_limits<T>::min_exponent) - std::numeric_limits<T>::digits;
  return std::abs(static_cast<long double>(result) - right) / std::ldexp(1.0L, unit);
}

}  // namespace tapeless::tests
