// Where the parameters may be: each between a lower and an upper bound.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

#include "tapeless/optimize/search/point.hpp"

namespace tapeless::optimizing {

// Without bounds it has no numbers, and costs nothing.
template <class T>
class box {
 public:
  static constexpr T infinity = std::numeric_limits<T>::infinity();

  box() = default;
  explicit box(std::size_t size) : lower_(size, -infinity), upper_(size, infinity) {}

  bool is_open() const { return lower_.empty(); }
  T lower(std::size_t i) const { return is_open() ? -infinity : lower_[i]; }
  T upper(std::size_t i) const { return is_open() ? infinity : upper_[i]; }

  // One more pair of bounds for a number; what is in both remains.
  void narrow(std::size_t i, T lower, T upper) {
    lower_[i] = std::max(lower_[i], lower);
    upper_[i] = std::min(upper_[i], upper);
  }

  T nearest(std::size_t i, T x) const {
    return is_open() ? x : std::min(std::max(x, lower_[i]), upper_[i]);
  }
  void bring_inside(std::vector<T>& x) const {
    for (std::size_t i = 0; i < lower_.size(); ++i) x[i] = nearest(i, x[i]);
  }

  // Whether the number is at a bound, and the value falls only beyond.
  bool is_held(std::size_t i, const point<T>& at) const {
    return !is_open() && ((at.x[i] <= lower_[i] && at.gradient[i] > 0) ||
                          (at.x[i] >= upper_[i] && at.gradient[i] < 0) || lower_[i] == upper_[i]);
  }

  // The norm of the projected gradient, x - nearest(x - gradient): 0 where no direction that stays
  // inside goes down. (Conn, Gould, Toint, Trust-Region Methods, theorem 12.1.4)
  double gradient_norm(const point<T>& at) const {
    if (is_open()) return at.gradient_norm();
    return std::sqrt(sum(at.x.size(), [&](std::size_t i) {
      const double way = static_cast<double>(at.x[i] - nearest(i, at.x[i] - at.gradient[i]));
      return way * way;
    }));
  }

  // How many times the direction can be added before a bound is met.
  double most_steps(const std::vector<T>& x, const std::vector<T>& direction) const {
    double most = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < lower_.size(); ++i) {
      if (direction[i] == 0) continue;
      const T bound = direction[i] < 0 ? lower_[i] : upper_[i];
      most = std::min(most, static_cast<double>(bound - x[i]) / static_cast<double>(direction[i]));
    }
    return most;
  }

 private:
  std::vector<T> lower_{}, upper_{};
};

}  // namespace tapeless::optimizing
