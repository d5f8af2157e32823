// Steps on quadratic models, no longer than they were found to be right.
// Nocedal & Wright, Numerical Optimization, algorithm 4.1.
#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "tapeless/optimize/descent.hpp"
#include "tapeless/optimize/quadratic_model.hpp"

namespace tapeless::optimizing {

// How much the value falls between two points. Where rounding hides the difference of the values,
// the trapezoidal rule over the gradients tells it: their rounding is as small as the step.
template <class T>
double decrease(const point<T>& from, const point<T>& to) {
  const double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
  const double before = static_cast<double>(from.value), after = static_cast<double>(to.value);
  if (!(std::abs(before - after) <= std::cbrt(epsilon * epsilon) * std::abs(before)))
    return before - after;
  return sum(from.x.size(), [&](std::size_t i) {
    const double mean =
        (static_cast<double>(from.gradient[i]) + static_cast<double>(to.gradient[i])) / 2;
    return mean * (static_cast<double>(from.x[i]) - static_cast<double>(to.x[i]));
  });
}

// One run. The radius is how far the model is trusted.
template <class Descent>
class trust_region {
 public:
  explicit trust_region(Descent& descent)
      : descent_(descent), next_(descent.here()), model_(next_.x.size()) {}

  // The first radius is `first` times the length of the parameters.
  reason run(double first) {
    for (;;) {
      const point<T>& here = descent_.here();
      model_.look_from(here);
      const double size = model_.length(here.x);
      if (radius_ == 0) radius_ = first * (size > 0 ? size : 1);
      do {
        length_ = model_.find_step(radius_);
        if (model_.predicted() <= rounding()) return reason::precision;
        if (length_ <= 4 * epsilon * size)
          return next_.finite() ? reason::no_decrease : reason::not_finite;
      } while (!falls());
      if (const auto why = descent_.arrive(next_, length_ / size)) return *why;
    }
  }

 private:
  using T = typename Descent::number;
  static constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());

  // A decrease that cannot be told from 0 by gradients either: they are products of residuals and
  // their derivatives, so they have as many digits as the roots of a sum of squares.
  double rounding() const {
    return std::pow(16 * epsilon, 2) * static_cast<double>(descent_.here().value);
  }

  // Tries the step, and learns from it how far to trust the next model.
  bool falls() {
    const point<T>& here = descent_.here();
    for (std::size_t i = 0; i < here.x.size(); ++i)
      next_.x[i] = here.x[i] + static_cast<T>(model_.step(i));
    descent_.evaluate(next_);
    const double gain = next_.finite() ? decrease(here, next_) / model_.predicted() : -1;
    if (gain <= 0.25) radius_ = length_ / 4;
    else if (gain >= 0.75 || length_ < radius_) radius_ = 2 * length_;
    return gain > 1e-4;
  }

  Descent& descent_;
  point<T> next_;
  quadratic_model model_;
  double radius_ = 0, length_ = 0;
};

}  // namespace tapeless::optimizing
