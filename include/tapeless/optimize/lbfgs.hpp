// Liu, Nocedal, "On the limited memory BFGS method for large scale optimization", Mathematical
// Programming 45, 1989.
#pragma once

#include <cmath>
#include <limits>
#include <string_view>
#include <vector>

#include "tapeless/optimize/curvature_pairs.hpp"
#include "tapeless/optimize/descent.hpp"
#include "tapeless/optimize/line_search.hpp"

namespace tapeless {

namespace optimizing {

// One run. (Nocedal & Wright, Numerical Optimization, algorithm 7.5)
template <class Descent>
class quasi_newton {
 public:
  quasi_newton(Descent& descent, int memory)
      : descent_(descent),
        next_(descent.here()),
        direction_(next_.x),
        pairs_(memory, next_.x.size()) {}

  // When the pairs mislead, it starts anew from the gradient.
  reason run() {
    for (;;) {
      const double slope = turn_down();
      if (step(slope)) {
        if (const auto why = descent_.arrive(next_)) return *why;
        pairs_.add(next_, descent_.here());
      } else if (pairs_.empty()) {
        return next_.finite() ? reason::no_decrease : reason::not_finite;
      } else if (-slope <= rounding()) {
        return reason::precision;
      } else {
        pairs_.forget();
      }
    }
  }

 private:
  using T = typename Descent::number;

  // Sets the direction, and returns the slope along it.
  double turn_down() {
    const auto& gradient = descent_.here().gradient;
    for (std::size_t i = 0; i < gradient.size(); ++i) direction_[i] = -gradient[i];
    pairs_.divide(direction_);
    const double slope = dot(gradient, direction_);
    if (slope < 0 || pairs_.empty()) return slope;
    pairs_.forget();
    return turn_down();
  }

  // Nothing is known of the length of the first step: it is 1.
  bool step(double slope) {
    const point<T>& here = descent_.here();
    const auto at = [&](double step) {
      for (std::size_t i = 0; i < here.x.size(); ++i)
        next_.x[i] = here.x[i] + static_cast<T>(step) * direction_[i];
      descent_.evaluate(next_);
      return look{step, static_cast<double>(next_.value), dot(next_.gradient, direction_)};
    };
    line_search search({0, static_cast<double>(here.value), slope}, rounding());
    return search(at, pairs_.empty() ? 1 / here.gradient_norm() : 1).has_value();
  }

  // How far two equal values may lie apart.
  double rounding() const {
    return 1000 * static_cast<double>(std::numeric_limits<T>::epsilon()) *
           std::abs(static_cast<double>(descent_.here().value));
  }

  Descent& descent_;
  point<T> next_;
  std::vector<T> direction_;
  curvature_pairs<T> pairs_;
};

}  // namespace optimizing

// For smooth losses of any number of parameters. `memory` is how many of the last steps it sees.
struct lbfgs {
  int memory = 10;

  static constexpr std::string_view name = "lbfgs";

  void check(const optimizing::settings& must_be) const { must_be.at_least_1("memory", memory); }

  template <class T>
  static stop usual_stop() {
    return {.relative_decrease = std::is_same_v<T, float> ? 1e-6 : 1e-12};
  }

  template <class Descent>
  reason run(Descent& descent) const {
    return optimizing::quasi_newton(descent, memory).run();
  }
};

}  // namespace tapeless
