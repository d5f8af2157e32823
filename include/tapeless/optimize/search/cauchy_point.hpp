// The first minimum of a quadratic model on the way down along the gradient, bent at the bounds.
// Byrd, Lu, Nocedal, Zhu, "A limited memory algorithm for bound constrained optimization", SIAM J.
// Sci. Comput. 16, 1995, algorithm CP.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/search/box.hpp"
#include "tapeless/optimize/search/compact_hessian.hpp"

namespace tapeless::optimizing {

// The way x - t g is straight until a number meets its bound, which happens at its break; from
// there on that number rests. Along each piece the model is a parabola of t.
template <class T>
class cauchy_point {
 public:
  explicit cauchy_point(std::size_t size) : break_(size), moved_(size), direction_(size) {}

  // Finds it from a place inside the box.
  void find(const point<T>& here, const box<T>& within, const compact_hessian& b) {
    find_breaks(here, within);
    std::sort(order_.begin(), order_.end(),
              [this](std::size_t i, std::size_t j) { return break_[i] < break_[j]; });
    begin(b);
    double at = 0;
    for (const std::size_t next : order_) {
      const double until_break = break_[next] - at;
      if (-slope_ / curvature_ < until_break || base::is_inf(until_break)) break;
      meet(next, until_break, here, within, b);
      at = break_[next];
    }
    const double rest = curvature_ > 0 ? std::max(-slope_ / curvature_, 0.0) : 0;
    for (std::size_t k = 0; k < c_.size(); ++k) c_[k] += rest * p_[k];
    for (std::size_t i = 0; i < moved_.size(); ++i)
      if (direction_[i] != 0) moved_[i] = (at + rest) * direction_[i];
  }

  // How far the number moved; whether it is still on its way, at no bound.
  double moved(std::size_t i) const { return moved_[i]; }
  bool is_free(std::size_t i) const { return direction_[i] != 0; }
  // W^T times what all numbers moved.
  const std::vector<double>& c() const { return c_; }

 private:
  // At t = 0 rests what is at its bound, and what has no slope.
  void find_breaks(const point<T>& here, const box<T>& within) {
    order_.clear();
    for (std::size_t i = 0; i < break_.size(); ++i) {
      const double g = static_cast<double>(here.gradient[i]), x = static_cast<double>(here.x[i]);
      const double bound = static_cast<double>(g < 0 ? within.upper(i) : within.lower(i));
      break_[i] = g == 0 ? std::numeric_limits<double>::infinity() : (x - bound) / g;
      moved_[i] = 0;
      direction_[i] = break_[i] > 0 ? -g : 0;
      if (direction_[i] != 0) order_.push_back(i);
    }
  }

  void begin(const compact_hessian& b) {
    p_.assign(b.columns(), 0);
    c_.assign(b.columns(), 0);
    for (std::size_t k = 0; k < p_.size(); ++k)
      p_[k] = sum(direction_.size(), [&](std::size_t i) {
        return direction_[i] == 0 ? 0 : b.w(i, k) * direction_[i];
      });
    slope_ = -dot(direction_, direction_);
    curvature_ = -b.scale() * slope_ - product(p_, p_, b);
  }

  // The number i meets its bound; slope and curvature become those of the next piece.
  void meet(std::size_t i, double after, const point<T>& here, const box<T>& within,
            const compact_hessian& b) {
    const double g = static_cast<double>(here.gradient[i]);
    const T bound = direction_[i] > 0 ? within.upper(i) : within.lower(i);
    moved_[i] = static_cast<double>(bound) - static_cast<double>(here.x[i]);
    row_.resize(b.columns());
    for (std::size_t k = 0; k < row_.size(); ++k) row_[k] = b.w(i, k);
    for (std::size_t k = 0; k < c_.size(); ++k) c_[k] += after * p_[k];
    slope_ += after * curvature_ + g * g + b.scale() * g * moved_[i] - g * product(row_, c_, b);
    curvature_ -= b.scale() * g * g + 2 * g * product(row_, p_, b) + g * g * product(row_, row_, b);
    for (std::size_t k = 0; k < p_.size(); ++k) p_[k] += g * row_[k];
    direction_[i] = 0;
  }

  // x M y
  double product(const std::vector<double>& x, const std::vector<double>& y,
                 const compact_hessian& b) {
    if (x.empty()) return 0;
    work_ = y;
    b.apply_m(work_);
    return dot(x, work_);
  }

  std::vector<double> break_, moved_, direction_;
  std::vector<std::size_t> order_{};
  std::vector<double> p_{}, c_{}, row_{}, work_{};
  double slope_ = 0, curvature_ = 0;
};

}  // namespace tapeless::optimizing
