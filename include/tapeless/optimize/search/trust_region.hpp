// Steps on quadratic models, no longer than they were found to be right.
// Nocedal & Wright, Numerical Optimization, algorithm 4.1.
#pragma once

#include <cmath>
#include <limits>
#include <optional>

#include "tapeless/optimize/search/descent.hpp"
#include "tapeless/optimize/search/quadratic_model.hpp"

namespace tapeless::optimizing {

// How much the value falls between two points. Where rounding hides the difference of the values,
// the trapezoidal rule over the gradients tells it: its own rounding is as small as the step.
template <class T>
double decrease(const point<T>& from, const point<T>& to) {
  const double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
  const double before = static_cast<double>(from.value), after = static_cast<double>(to.value);
  if (!(std::abs(before - after) <= std::sqrt(epsilon) * std::abs(before))) return before - after;
  return sum(from.x.size(), [&](std::size_t i) {
    const double mean =
        (static_cast<double>(from.gradient[i]) + static_cast<double>(to.gradient[i])) / 2;
    return mean * (static_cast<double>(from.x[i]) - static_cast<double>(to.x[i]));
  });
}

// One run. The radius is how far the model is trusted. Where parameters have become longer than
// `most_size` the loss is taken to have no minimum.
template <class Descent>
class trust_region {
 public:
  explicit trust_region(Descent& descent,
                        double most_size = std::numeric_limits<double>::infinity())
      : descent_(descent), most_size_(most_size), next_(descent.here()), model_(next_.x.size()) {}

  // The first radius is the length of the parameters, if they have one.
  reason run() {
    for (;;) {
      const point<T>& here = descent_.here();
      model_.look_from(here, descent_.box());
      size_ = model_.length(here.x);
      if (size_ > most_size_) return reason::unbounded;
      if (radius_ == 0) radius_ = size_ > 0 ? size_ : std::numeric_limits<double>::infinity();
      if (const auto why = step()) return *why;
      if (const auto why = descent_.arrive(next_, length_ / size_)) return *why;
    }
  }

 private:
  using T = typename Descent::number;
  static constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());

  // Tries shorter and shorter steps until one goes down, or says why none does.
  std::optional<reason> step() {
    do {
      length_ = model_.find_step(radius_);
      if (model_.predicted() <= rounding()) return reason::precision;
      if (length_ <= 4 * epsilon * size_) return in_vain();
      if (!descent_.box().is_open()) model_.bend(descent_.here(), descent_.box());
      if (goes_down()) return std::nullopt;
    } while (!falls_to_minus_infinity());
    return reason::unbounded;
  }

  bool falls_to_minus_infinity() const { return base::is_inf(next_.value) && next_.value < 0; }
  reason in_vain() {
    if (!next_.finite()) return why_not_finite(static_cast<double>(next_.value));
    return is_perfect() ? reason::precision : reason::no_decrease;
  }

  // Whether even the best step of any length gains less than rounding takes from residuals that are
  // differences of numbers as large as the model's.
  bool is_perfect() {
    model_.find_step(std::numeric_limits<double>::infinity());
    return model_.predicted() <= std::pow(64 * epsilon * size_, 2);
  }

  // Below this the gradients cannot tell a decrease from 0 either. Their rounding is relative to
  // the residuals; the value has the residuals' squares.
  double rounding() const {
    return std::pow(16 * epsilon, 2) * std::abs(static_cast<double>(descent_.here().value));
  }

  // Tries the step, and learns from it how far to trust the next model.
  bool goes_down() {
    const point<T>& here = descent_.here();
    if (!(model_.predicted() > 0)) return radius_ = length_ / 4, false;
    for (std::size_t i = 0; i < here.x.size(); ++i)
      next_.x[i] = here.x[i] + static_cast<T>(model_.step(i));
    descent_.box().bring_inside(next_.x);
    descent_.evaluate(next_);
    if (!next_.finite()) return radius_ = length_ / 10, false;
    const double gain = decrease(here, next_) / model_.predicted();
    if (gain <= 0.25) radius_ = length_ / 2;
    else if (gain >= 0.75 || length_ < radius_) radius_ = 2 * length_;
    return gain > 1e-4;
  }

  Descent& descent_;
  double most_size_;
  point<T> next_;
  quadratic_model model_;
  double size_ = 0, radius_ = 0, length_ = 0;  // of the parameters, of any step, of the step
};

// What methods on a trust region have in common.
struct by_trust_region {
  static constexpr bool takes_bounds = true;

  void check(const settings&) const {}

  template <class T>
  static stop usual_stop() {
    return {.relative_step = negligible<T>};
  }
};

}  // namespace tapeless::optimizing
