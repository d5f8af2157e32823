// Where the model of L-BFGS-B has its minimum inside the bounds, as far as it is worth knowing:
// the Cauchy point says which numbers rest at their bounds, and the others go to the minimum of the
// model among themselves. Byrd, Lu, Nocedal, Zhu, "A limited memory algorithm for bound constrained
// optimization", SIAM J. Sci. Comput. 16, 1995, section 5.1.
#pragma once

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "tapeless/optimize/search/box.hpp"
#include "tapeless/optimize/search/cauchy_point.hpp"
#include "tapeless/optimize/search/compact_hessian.hpp"

namespace tapeless::optimizing {

template <class T>
class bounded_model {
 public:
  bounded_model(int pairs, std::size_t size) : b_(pairs), cauchy_(size), step_(size) {}

  bool empty() const { return b_.empty(); }
  void forget() { b_.forget(); }
  void add(const point<T>& from, const point<T>& to) { b_.add(from, to); }

  // Sets the direction of the next search. As long as nothing is known of the length of a step, it
  // is at most 1.
  void turn_down(const point<T>& here, const box<T>& within, std::vector<T>& direction) {
    if (empty()) b_.set_scale(std::max(within.gradient_norm(here), here.gradient_norm()));
    cauchy_.find(here, within, b_);
    find_free();
    for (std::size_t i = 0; i < step_.size(); ++i) step_[i] = cauchy_.moved(i);
    if (!empty() && !free_.empty()) go_on(here, within);
    for (std::size_t i = 0; i < step_.size(); ++i)
      direction[i] = std::clamp(static_cast<T>(step_[i]), within.lower(i) - here.x[i],
                                within.upper(i) - here.x[i]);
  }

 private:
  void find_free() {
    free_.clear();
    for (std::size_t i = 0; i < step_.size(); ++i)
      if (cauchy_.is_free(i)) free_.push_back(i);
  }

  // From the Cauchy point to the minimum among the free numbers, each no further than its bound;
  // where that goes down less steeply than to the Cauchy point, all stop at the first bound.
  // (Morales & Nocedal, "Remark on Algorithm 778", ACM TOMS 38, 2011)
  void go_on(const point<T>& here, const box<T>& within) {
    find_residual(here);
    if (!solve()) return;
    projected_ = step_;
    double share = 1;
    for (std::size_t k = 0; k < free_.size(); ++k) {
      const std::size_t i = free_[k];
      const double x = static_cast<double>(here.x[i]);
      const double least = static_cast<double>(within.lower(i)) - x;
      const double most = static_cast<double>(within.upper(i)) - x;
      projected_[i] = std::clamp(step_[i] + further_[k], least, most);
      if (projected_[i] != step_[i] + further_[k])
        share = std::min(share, (projected_[i] - step_[i]) / further_[k]);
    }
    if (dot(here.gradient, projected_) <= 0.1 * dot(here.gradient, step_))
      return std::swap(step_, projected_);
    for (std::size_t k = 0; k < free_.size(); ++k) step_[free_[k]] += share * further_[k];
  }

  // The model's gradient at the Cauchy point: g + scale moved - W M c.
  void find_residual(const point<T>& here) {
    m_c_ = cauchy_.c();
    b_.apply_m(m_c_);
    residual_.resize(free_.size());
    for (std::size_t k = 0; k < free_.size(); ++k) {
      const std::size_t i = free_[k];
      residual_[k] = static_cast<double>(here.gradient[i]) + b_.scale() * step_[i] -
                     sum(b_.columns(), [&](std::size_t j) { return b_.w(i, j) * m_c_[j]; });
    }
  }

  // further = -B^-1 residual among the free numbers, by the formula of Sherman, Morrison and
  // Woodbury: (scale I - W M W^T)^-1 = I / scale + W (M^-1 - W^T W / scale)^-1 W^T / scale^2.
  bool solve() {
    const std::size_t columns = b_.columns();
    std::vector<double>& small = small_ = b_.inverse_of_m();
    for (std::size_t i = 0; i < columns; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        const double w_w =
            sum(free_.size(), [&](std::size_t k) { return b_.w(free_[k], i) * b_.w(free_[k], j); });
        small[i * columns + j] -= w_w / b_.scale();
        if (i != j) small[j * columns + i] -= w_w / b_.scale();
      }
    if (!equations_.factor(small, columns)) return false;
    v_.resize(columns);
    for (std::size_t j = 0; j < columns; ++j)
      v_[j] = sum(free_.size(), [&](std::size_t k) { return b_.w(free_[k], j) * residual_[k]; });
    equations_.solve(v_);
    further_.resize(free_.size());
    for (std::size_t k = 0; k < free_.size(); ++k) {
      const double w_v = sum(columns, [&](std::size_t j) { return b_.w(free_[k], j) * v_[j]; });
      further_[k] = -(residual_[k] + w_v / b_.scale()) / b_.scale();
    }
    return true;
  }

  compact_hessian b_;
  cauchy_point<T> cauchy_;
  std::vector<double> step_;
  std::vector<std::size_t> free_{};
  std::vector<double> projected_{}, residual_{}, further_{}, m_c_{}, v_{}, small_{};
  linear_equations equations_{};
};

}  // namespace tapeless::optimizing
