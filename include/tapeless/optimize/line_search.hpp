// A step along a line that is neither too short nor too long: the strong Wolfe conditions.
// Nocedal & Wright, Numerical Optimization, algorithms 3.5 and 3.6, as one loop.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "tapeless/optimize/cubic.hpp"

namespace tapeless::optimizing {

// The interval that is searched begins at the lowest look so far. It has no end as long as the
// value only falls; its end is too high, or not finite, or on the other side of a minimum.
class line_search {
 public:
  // Values that differ by less than `rounding` are taken as equal.
  line_search(const look& start, double rounding)
      : start_(start), rounding_(rounding), low_(start), before_(start) {}

  // at(step) looks at the loss there. The last look is at the step that is returned.
  template <class At>
  std::optional<double> operator()(const At& at, double step) {
    for (int looks = 0; looks < most_looks; ++looks) {
      const look now = at(step);
      if (is_lower(now) && is_flat(now)) return step;
      narrow(now);
      step = end_ ? inside() : further();
    }
    if (low_.step == 0) return std::nullopt;
    at(low_.step);  // it is lower, at least
    return low_.step;
  }

 private:
  static constexpr double decrease = 1e-4, curvature = 0.9;
  static constexpr int most_looks = 30;

  // Near a minimum values differ by their rounding alone, and only slopes tell the way. There the
  // second condition stands for the first: Hager & Zhang, "A new conjugate gradient method with
  // guaranteed descent and an efficient line search", SIAM J. Optim. 16, 2005, condition 4.1.
  bool is_lower(const look& now) const {
    return now.value <= start_.value + decrease * now.step * start_.slope ||
           (now.value <= start_.value + rounding_ &&
            now.slope <= (2 * decrease - 1) * start_.slope);
  }
  bool is_flat(const look& now) const { return std::abs(now.slope) <= -curvature * start_.slope; }

  void narrow(const look& now) {
    if (!now.finite() || !is_lower(now) || now.value > low_.value + rounding_) {
      end_ = now;
      return;
    }
    const double onward = end_ ? end_->step - low_.step : 1;
    if (now.slope * onward >= 0) end_ = low_;
    before_ = low_;
    low_ = now;
  }

  // A step between low and end. It stays away from both, and halves an interval that shrank by less
  // than a third.
  double inside() {
    const double width = end_->step - low_.step;
    const bool shrinks = std::abs(width) < 0.66 * width_;
    width_ = std::abs(width);
    if (!end_->finite()) return low_.step + 0.1 * width;
    const double part = shrinks ? (cubic_minimum(low_, *end_) - low_.step) / width : 0.5;
    return low_.step + (std::isnan(part) ? 0.5 : std::clamp(part, 0.1, 0.9)) * width;
  }

  // A step beyond low, by one to four times the last one.
  double further() const {
    const double last = low_.step - before_.step;
    const double wanted = (cubic_minimum(before_, low_) - low_.step) / last;
    return low_.step + (wanted > 0 ? std::clamp(wanted, 1.1, 4.0) : 4) * last;
  }

  look start_;
  double rounding_;
  look low_, before_;
  std::optional<look> end_{};
  double width_ = INFINITY;
};

}  // namespace tapeless::optimizing
