// A step along a line that is neither too short nor too long: the strong Wolfe conditions.
// Nocedal & Wright, Numerical Optimization, algorithms 3.5 and 3.6, as one loop.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/search/cubic.hpp"

namespace tapeless::optimizing {

// The interval that is searched begins at the lowest look so far. Its end is too high, or not
// finite, or on the other side of a minimum; it is infinitely far away as long as the value falls.
class line_search {
 public:
  enum class found { good_step, lower_value, no_end, nothing };

  // Values that differ by less than `rounding` are taken as equal. Steps are at most as long as
  // `most`.
  line_search(const look& start, double rounding, double most = infinity)
      : start_(start), rounding_(rounding), most_(most), low_(start), before_(start) {}

  // at(step) looks at the loss there. The last look is at what was found.
  template <class At>
  found operator()(const At& at, double step) {
    const double first = step = std::min(step, most_);
    for (int looks = 0; looks < most_looks(first); ++looks) {
      const look now = at(step);
      if (now.finite() && is_lower(now) && (is_flat(now) || falls_to_the_end(now)))
        return found::good_step;
      narrow(now);
      step = has_end() ? inside() : std::min(further(), most_);
    }
    if (low_.value >= start_.value) return found::nothing;
    at(low_.step);
    return falls_from(first) ? found::no_end : found::lower_value;
  }

 private:
  static constexpr double decrease = 1e-4, curvature = 0.9;
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();

  bool has_end() const { return !base::is_inf(end_.step); }

  // Where rounding hides the decrease that the slope promises, only the first looks tell something.
  int most_looks(double step) const {
    return has_end() && -start_.slope * step <= rounding_ ? 4 : 20;
  }

  // Whether all looks saw the value fall as steeply as at the start, or what they saw is -infinity.
  bool falls_from(double first) const {
    constexpr double far = 1e12;
    if (has_end()) return base::is_inf(end_.value) && end_.value < 0;
    return low_.step > far * first;
  }

  // Near a minimum values differ by their rounding alone, and only slopes tell the way. There the
  // second condition takes the place of the first: Hager & Zhang, "A new conjugate gradient method
  // with guaranteed descent and an efficient line search", SIAM J. Optim. 16, 2005, condition 4.1.
  bool is_lower(const look& now) const {
    return now.value <= start_.value + decrease * now.step * start_.slope ||
           (std::abs(now.value - start_.value) <= rounding_ &&
            now.slope <= (2 * decrease - 1) * start_.slope);
  }
  bool falls_to_the_end(const look& now) const { return now.step >= most_ && now.slope < 0; }
  bool is_flat(const look& now) const { return std::abs(now.slope) <= -curvature * start_.slope; }

  void narrow(const look& now) {
    if (!now.finite() || !is_lower(now) || now.value > low_.value + rounding_) {
      end_ = now;
      return;
    }
    if (now.slope * (end_.step - low_.step) >= 0) end_ = low_;
    before_ = low_;
    low_ = now;
  }

  // A step between low and end. It stays away from both, and halves an interval that shrank by less
  // than a third.
  double inside() {
    const double width = end_.step - low_.step;
    const bool shrinks = std::abs(width) < 0.66 * width_;
    width_ = std::abs(width);
    if (!end_.finite()) return low_.step + 0.1 * width;
    const double part = shrinks ? (minimum(low_, end_) - low_.step) / width : 0.5;
    return low_.step + (base::is_nan(part) ? 0.5 : std::clamp(part, 0.001, 0.9)) * width;
  }

  // A step beyond low, by one to ten times the last one.
  double further() const {
    const double last = low_.step - before_.step;
    const double wanted = (minimum(before_, low_) - low_.step) / last;
    const bool is_beyond = !base::is_nan(wanted) && wanted > 0;
    return low_.step + (is_beyond ? std::clamp(wanted, 1.1, 10.0) : 10) * last;
  }

  double minimum(const look& a, const look& b) const {
    return std::abs(a.value - b.value) > rounding_ ? cubic_minimum(a, b) : secant_minimum(a, b);
  }

  look start_;
  double rounding_, most_;
  look low_, before_;
  look end_{infinity, nan, nan};
  double width_ = infinity;
};

}  // namespace tapeless::optimizing
