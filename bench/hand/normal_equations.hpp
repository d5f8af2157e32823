// The normal equations of y = b1 exp(-b2 x) + b3 exp(-b4 x), by hand: sum of squares, J^T r, the
// upper half of J^T J.
#pragma once

#include <array>
#include <cmath>

#include "pack.hpp"

namespace hand {

using fifteen = std::array<double, 15>;

// What one sample (or a pack of them) adds to each.
template <class Number>
void add_products(Number (&to)[15], Number r, const Number (&j)[4]) {
  to[0] += r * r;
  for (int a = 0, k = 5; a < 4; ++a) {
    to[1 + a] += j[a] * r;
    for (int b = a; b < 4; ++b) to[k++] += j[a] * j[b];
  }
}

inline fifteen normal_equations_plain(const double* b, const double* x, const double* y,
                                      std::size_t n) {
  double total[15] = {};
  for (std::size_t i = 0; i < n; ++i) {
    const double e = std::exp(-b[1] * x[i]), f = std::exp(-b[3] * x[i]);
    const double j[] = {e, -b[0] * x[i] * e, f, -b[2] * x[i] * f};
    add_products(total, b[0] * e + b[2] * f - y[i], j);
  }
  return std::to_array(total);
}

inline fifteen normal_equations_best(const double* b, const double* x, const double* y,
                                     std::size_t n) {
  pack total[15] = {};
  std::size_t i = 0;
  for (; i + lanes <= n; i += lanes) {
    const pack x_i = load(x + i);
    const pack e = exp(-b[1] * x_i), f = exp(-b[3] * x_i);
    const pack j[] = {e, -b[0] * x_i * e, f, -b[2] * x_i * f};
    add_products(total, b[0] * e + b[2] * f - load(y + i), j);
  }
  fifteen sums = normal_equations_plain(b, x + i, y + i, n - i);
  for (std::size_t k = 0; k < 15; ++k) sums[k] += sum(total[k]);
  return sums;
}

}  // namespace hand
