// A loss as it looks from one place: g h + h H h / 2, and the best step on it that is not too long.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "tapeless/optimize/search/cholesky.hpp"
#include "tapeless/optimize/search/point.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless::optimizing {

// Each parameter is measured in its own unit: the root of H's diagonal element, the largest so far.
// Then nothing changes when a parameter is multiplied by a number, and H has 1 on its diagonal, or
// less. (Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978)
class quadratic_model {
 public:
  explicit quadratic_model(std::size_t size)
      : unit_(size), gradient_(size), matrix_(size * size), step_(size), factor_(size) {}

  template <class T>
  void look_from(const point<T>& here) {
    const std::size_t size = unit_.size();
    for (std::size_t i = 0; i < size; ++i)
      unit_[i] = std::max(unit_[i], std::sqrt(static_cast<double>(here.matrix[i * size + i])));
    for (std::size_t i = 0; i < size; ++i) {
      gradient_[i] = static_cast<double>(here.gradient[i]) / unit(i);
      for (std::size_t j = 0; j < size; ++j)
        matrix_[i * size + j] =
            static_cast<double>(here.matrix[i * size + j]) / (unit(i) * unit(j));
    }
  }

  template <class T>
  double length(const std::vector<T>& x) const {
    return std::sqrt(sum(x.size(), [&](std::size_t i) {
      const double measured = unit(i) * static_cast<double>(x[i]);
      return measured * measured;
    }));
  }

  // Finds the best step of at most this length, or a tenth more, and returns its length. It solves
  // (H + damping) h = -g; the damping is found by Newton's method, from below. (Moré & Sorensen,
  // "Computing a trust region step", 1983; Nocedal & Wright, Numerical Optimization, algorithm 4.3)
  double find_step(double most) {
    constexpr int most_tries = 100;
    damping_ = 0;
    double length = 0;
    for (int tries = 0; tries < most_tries; ++tries) {
      if (!factor_.factor(matrix_, damping_)) {
        damping_ = std::max(10 * damping_, 1e-14);
        continue;
      }
      length = solve();
      if (length <= 1.1 * most) break;
      damping_ += (length - most) / most / relative_fall(length);
    }
    return length;
  }
  double step(std::size_t i) const { return step_[i] / unit(i); }

  // How much the step lowers the model. Both terms are positive: nothing cancels.
  double predicted() const { return (damping_ * dot(step_, step_) - dot(gradient_, step_)) / 2; }

 private:
  // Of a parameter that the loss never depended on, the unit is 1.
  double unit(std::size_t i) const { return unit_[i] > 0 ? unit_[i] : 1; }

  double solve() {
    for (std::size_t i = 0; i < step_.size(); ++i) step_[i] = -gradient_[i];
    factor_.solve_lower(step_);
    factor_.solve_upper(step_);
    return std::sqrt(dot(step_, step_));
  }

  // How fast the length falls with the damping, as a part of it.
  double relative_fall(double length) {
    work_ = step_;
    factor_.solve_lower(work_);
    return dot(work_, work_) / (length * length);
  }

  std::vector<double> unit_, gradient_, matrix_, step_, work_{};
  double damping_ = 0;
  cholesky factor_;
};

}  // namespace tapeless::optimizing
