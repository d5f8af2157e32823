// A lower triangle, packed row by row, times the vector of each sample: the sum of squares and its
// gradient by triangle and vectors, by hand. A vector's components are rows of samples.
#pragma once

#include <algorithm>
#include <array>

#include "pack.hpp"

namespace hand {

template <std::size_t D>
struct triangle {
  static constexpr std::size_t packed = D * (D + 1) / 2;

  const double* lower;
  const double* x;  // D rows
  double* d_lower;
  double* d_x;
  std::size_t samples;
};

template <std::size_t D>
double triangle_plain(const triangle<D>& t) {
  const std::size_t n = t.samples;
  double value = 0;
  std::fill_n(t.d_lower, triangle<D>::packed, 0.0);
  std::fill_n(t.d_x, D * n, 0.0);
  for (std::size_t s = 0; s < n; ++s)
    for (std::size_t i = 0; i < D; ++i) {
      const double* row = t.lower + i * (i + 1) / 2;
      double* d_row = t.d_lower + i * (i + 1) / 2;
      double y = 0;
      for (std::size_t j = 0; j <= i; ++j) y += row[j] * t.x[j * n + s];
      value += y * y;
      for (std::size_t j = 0; j <= i; ++j) {
        d_row[j] += 2 * y * t.x[j * n + s];
        t.d_x[j * n + s] += 2 * y * row[j];
      }
    }
  return value;
}

// Several packs of samples at a time, so that the triangle and its sums are read once for all of
// them.
template <std::size_t D>
class triangle_best {
 public:
  static double run(const triangle<D>& t) { return triangle_best(t).all(); }

 private:
  explicit triangle_best(const triangle<D>& t) : t_(t) {}

  double all() {
    std::size_t s = 0;
    for (; s + 5 * lanes <= t_.samples; s += 5 * lanes) add<5>(s);
    for (; s + lanes <= t_.samples; s += lanes) add<1>(s);
    for (std::size_t k = 0; k < triangle<D>::packed; ++k) t_.d_lower[k] = sum(d_lower_[k]);
    double value = sum(value_);
    for (; s < t_.samples; ++s) value += add_one(s);
    return value;
  }

  template <std::size_t Packs>
  void add(std::size_t s) {
    const std::size_t n = t_.samples;
    const auto x = [=, this](std::size_t j, std::size_t p) {
      return load(t_.x + j * n + s + p * lanes);
    };
    pack d_x[D][Packs];
    for (std::size_t i = 0; i < D; ++i) {
      const std::size_t row = i * (i + 1) / 2;
      pack y[Packs] = {};
      for (std::size_t j = 0; j <= i; ++j)
        for (std::size_t p = 0; p < Packs; ++p) y[p] += t_.lower[row + j] * x(j, p);
      for (std::size_t p = 0; p < Packs; ++p) {
        value_ += y[p] * y[p];
        y[p] += y[p];
        d_x[i][p] = pack{};
      }
      for (std::size_t j = 0; j <= i; ++j) {
        pack d = d_lower_[row + j];
        for (std::size_t p = 0; p < Packs; ++p) {
          d += y[p] * x(j, p);
          d_x[j][p] += t_.lower[row + j] * y[p];
        }
        d_lower_[row + j] = d;
      }
    }
    for (std::size_t j = 0; j < D; ++j)
      for (std::size_t p = 0; p < Packs; ++p) store(t_.d_x + j * n + s + p * lanes, d_x[j][p]);
  }

  double add_one(std::size_t s) {
    std::array<double, D> x, d_x;
    std::array<double, triangle<D>::packed> d_lower;
    for (std::size_t j = 0; j < D; ++j) x[j] = t_.x[j * t_.samples + s];
    const double value = triangle_plain<D>({t_.lower, x.data(), d_lower.data(), d_x.data(), 1});
    for (std::size_t j = 0; j < D; ++j) t_.d_x[j * t_.samples + s] = d_x[j];
    for (std::size_t k = 0; k < d_lower.size(); ++k) t_.d_lower[k] += d_lower[k];
    return value;
  }

  triangle<D> t_;
  pack value_ = {}, d_lower_[triangle<D>::packed] = {};
};

}  // namespace hand
