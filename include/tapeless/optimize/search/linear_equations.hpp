// Small systems of linear equations of any kind.
#pragma once

#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace tapeless::optimizing {

// P A = L U with the largest pivot of each column, for row-major A. (Golub & Van Loan, Matrix
// Computations, algorithm 3.4.1)
class linear_equations {
 public:
  // False if A is singular.
  bool factor(const std::vector<double>& a, std::size_t size) {
    size_ = size;
    lu_.assign(a.begin(), a.end());
    pivots_.resize(size);
    for (std::size_t k = 0; k < size; ++k) {
      std::size_t& pivot = pivots_[k] = k;
      for (std::size_t i = k + 1; i < size; ++i)
        if (std::abs(lu(i, k)) > std::abs(lu(pivot, k))) pivot = i;
      if (!(std::abs(lu(pivot, k)) > 0)) return false;
      for (std::size_t j = 0; j < size; ++j) std::swap(lu(k, j), lu(pivot, j));
      eliminate(k);
    }
    return true;
  }

  // b becomes A^-1 b.
  void solve(std::vector<double>& b) const {
    for (std::size_t k = 0; k < size_; ++k) std::swap(b[k], b[pivots_[k]]);
    for (std::size_t i = 0; i < size_; ++i)
      for (std::size_t k = 0; k < i; ++k) b[i] -= lu(i, k) * b[k];
    for (std::size_t k = size_; k-- > 0;) {
      for (std::size_t j = k + 1; j < size_; ++j) b[k] -= lu(k, j) * b[j];
      b[k] /= lu(k, k);
    }
  }

 private:
  double& lu(std::size_t i, std::size_t j) { return lu_[i * size_ + j]; }
  double lu(std::size_t i, std::size_t j) const { return lu_[i * size_ + j]; }

  void eliminate(std::size_t k) {
    for (std::size_t i = k + 1; i < size_; ++i) {
      const double factor = lu(i, k) /= lu(k, k);
      for (std::size_t j = k + 1; j < size_; ++j) lu(i, j) -= factor * lu(k, j);
    }
  }

  std::size_t size_ = 0;
  std::vector<double> lu_{};
  std::vector<std::size_t> pivots_{};
};

}  // namespace tapeless::optimizing
