#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace gradbench::plain::llsq {

inline double abscissa(std::size_t i, std::size_t n) {
  return -1 + 2 * static_cast<double>(i) / static_cast<double>(n - 1);
}

// sign(t) - sum_j x_j t^j, by a running power.
inline double residual(double t, const std::vector<double>& x) {
  double r = (t > 0) - (t < 0), power = 1;
  for (const double xj : x) {
    r -= xj * power;
    power *= t;
  }
  return r;
}

inline double primal(std::size_t n, const std::vector<double>& x) {
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double r = residual(abscissa(i, n), x);
    sum += r * r;
  }
  return sum / 2;
}

inline void gradient(std::size_t n, const std::vector<double>& x, std::vector<double>& d_x) {
  std::fill(d_x.begin(), d_x.end(), 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    const double t = abscissa(i, n), r = residual(t, x);
    double power = 1;
    for (double& d : d_x) {
      d -= r * power;
      power *= t;
    }
  }
}

}  // namespace gradbench::plain::llsq
