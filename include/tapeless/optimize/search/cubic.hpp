// What is seen of a loss along a line, and the cubic through two looks.
#pragma once

#include <cmath>

#include "tapeless/base/finite.hpp"

namespace tapeless::optimizing {

struct look {
  double step, value, slope;

  bool finite() const { return base::is_finite(value) && base::is_finite(slope); }
};

// Where the cubic through two looks has its minimum; not a number if it has none.
// (Nocedal & Wright, Numerical Optimization, equation 3.59)
inline double cubic_minimum(const look& a, const look& b) {
  const double d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step);
  const double d2 = std::copysign(std::sqrt(d1 * d1 - a.slope * b.slope), b.step - a.step);
  return b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
}

// The same from the slopes alone.
inline double secant_minimum(const look& a, const look& b) {
  return a.step + (b.step - a.step) * a.slope / (a.slope - b.slope);
}

}  // namespace tapeless::optimizing
