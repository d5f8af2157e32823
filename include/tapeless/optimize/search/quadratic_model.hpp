// A loss as it looks from one place: g h + h H h / 2, and the best step on it that is not too long.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "tapeless/optimize/search/box.hpp"
#include "tapeless/optimize/search/cholesky.hpp"
#include "tapeless/optimize/search/point.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless::optimizing {

// Each parameter is measured in its own unit: the root of H's diagonal element, the largest so far.
// Then nothing changes when a parameter is multiplied by a number, and H has 1 on its diagonal, or
// less. What is held at a bound has no part in it. (Moré, "The Levenberg-Marquardt algorithm:
// implementation and theory", 1978)
class quadratic_model {
 public:
  explicit quadratic_model(std::size_t size)
      : unit_(size), gradient_(size), matrix_(size * size), step_(size), factor_(size) {}

  template <class T>
  void look_from(const point<T>& here, const box<T>& within = {}) {
    const std::size_t size = unit_.size();
    for (std::size_t i = 0; i < size; ++i)
      unit_[i] =
          std::max(unit_[i], std::sqrt(std::abs(static_cast<double>(here.matrix[i * size + i]))));
    for (std::size_t i = 0; i < size; ++i) {
      gradient_[i] = static_cast<double>(here.gradient[i]) / unit(i);
      for (std::size_t j = 0; j < size; ++j)
        matrix_[i * size + j] =
            static_cast<double>(here.matrix[i * size + j]) / (unit(i) * unit(j));
    }
    for (std::size_t i = 0; i < size; ++i)
      if (within.is_held(i, here)) hold(i);
  }

  template <class T>
  double length(const std::vector<T>& x) const {
    return std::sqrt(sum(x.size(), [&](std::size_t i) {
      const double measured = unit(i) * static_cast<double>(x[i]);
      return measured * measured;
    }));
  }

  // Finds the best step of at most this length, or a tenth more, and returns its length. It solves
  // (H + damping) h = -g; the damping is found by Newton's method, from below where H is positive
  // definite, else between a damping that is too little and one that is too much. (Moré & Sorensen,
  // "Computing a trust region step", 1983; Nocedal & Wright, Numerical Optimization, algorithm 4.3)
  double find_step(double most) {
    constexpr int most_tries = 100;
    constexpr double negligible = 1e-13;
    const double least = std::sqrt(dot(gradient_, gradient_)) / most;  // where H is 0
    double too_little = -1, too_much = 0, length = 0;
    damping_ = 0;
    is_bent_ = false;
    for (int tries = 0; tries < most_tries; ++tries) {
      if (!factor_.factor(matrix_, damping_)) {
        too_little = damping_;
        damping_ = too_much > 0 ? (too_little + too_much) / 2
                                : std::max(10 * damping_, std::clamp(least, 1e-40, 1e-14));
        continue;
      }
      length = solve();
      const bool is_short = too_little >= 0 && length < 0.9 * most && damping_ > negligible;
      if (is_short) too_much = damping_;
      if (length <= 1.1 * most && (!is_short || too_much - too_little < 1e-3 * too_much)) break;
      const double wanted = damping_ + (length - most) / most / relative_fall(length);
      damping_ = is_short ? std::max(wanted, (too_little + too_much) / 2) : wanted;
    }
    return length;
  }
  double step(std::size_t i) const { return step_[i] / unit(i); }

  // Bends the step so that it ends inside the bounds.
  template <class T>
  void bend(const point<T>& here, const box<T>& within) {
    for (std::size_t i = 0; i < step_.size(); ++i) {
      const T end = here.x[i] + static_cast<T>(step(i)), inside = within.nearest(i, end);
      if (end == inside) continue;
      step_[i] = static_cast<double>(inside - here.x[i]) * unit(i);
      is_bent_ = true;
    }
  }

  // How much the step lowers the model. Both terms are positive where it is not bent: nothing
  // cancels.
  double predicted() const {
    if (!is_bent_) return (damping_ * dot(step_, step_) - dot(gradient_, step_)) / 2;
    const std::size_t size = step_.size();
    return -sum(size, [&](std::size_t i) {
      double h_step = 0;
      for (std::size_t j = 0; j < size; ++j) h_step += matrix_[i * size + j] * step_[j];
      return step_[i] * (gradient_[i] + h_step / 2);
    });
  }

 private:
  // Its step is 0.
  void hold(std::size_t i) {
    const std::size_t size = unit_.size();
    for (std::size_t j = 0; j < size; ++j) matrix_[i * size + j] = matrix_[j * size + i] = 0;
    matrix_[i * size + i] = 1;
    gradient_[i] = 0;
  }

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
  bool is_bent_ = false;
  cholesky factor_;
};

}  // namespace tapeless::optimizing
