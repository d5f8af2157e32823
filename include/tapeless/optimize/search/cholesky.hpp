// Small systems of linear equations that are symmetric and positive definite.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace tapeless::optimizing {

// A = L L^T, for row-major A.
class cholesky {
 public:
  explicit cholesky(std::size_t size) : size_(size), l_(size * size) {}

  // Factors A + damping I. False if that is not positive definite.
  bool factor(const std::vector<double>& a, double damping) {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t j = 0; j < i; ++j)
        l(i, j) = (a[i * size_ + j] - row_product(i, j)) / l(j, j);
      const double square = a[i * size_ + i] + damping - row_product(i, i);
      if (!(square > 0)) return false;
      l(i, i) = std::sqrt(square);
    }
    return true;
  }

  // x becomes L^-1 x.
  void solve_lower(std::vector<double>& x) const {
    for (std::size_t i = 0; i < size_; ++i) {
      for (std::size_t k = 0; k < i; ++k) x[i] -= l(i, k) * x[k];
      x[i] /= l(i, i);
    }
  }
  // x becomes L^-T x.
  void solve_upper(std::vector<double>& x) const {
    for (std::size_t i = size_; i-- > 0;) {
      x[i] /= l(i, i);
      for (std::size_t k = 0; k < i; ++k) x[k] -= l(i, k) * x[i];
    }
  }

 private:
  double& l(std::size_t i, std::size_t j) { return l_[i * size_ + j]; }
  double l(std::size_t i, std::size_t j) const { return l_[i * size_ + j]; }

  // Of the columns before j, which are done.
  double row_product(std::size_t i, std::size_t j) const {
    double sum = 0;
    for (std::size_t k = 0; k < j; ++k) sum += l(i, k) * l(j, k);
    return sum;
  }

  std::size_t size_;
  std::vector<double> l_;
};

}  // namespace tapeless::optimizing
