// The second derivatives as the last steps showed them, as a diagonal less a product of thin
// matrices: B = scale I - W M W^T. Byrd, Nocedal, Schnabel, "Representations of quasi-Newton
// matrices and their use in limited memory methods", Mathematical Programming 63, 1994.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "tapeless/optimize/search/linear_equations.hpp"
#include "tapeless/optimize/search/point.hpp"

namespace tapeless::optimizing {

// W has two columns for each pair of a step s and the change y of the gradient along it: all y,
// then all s times the scale. M is the inverse of [-D, L^T; L, scale S^T S], where D has s y of
// each pair and L the s y of a later s and an earlier y.
class compact_hessian {
 public:
  explicit compact_hessian(int most) : most_(static_cast<std::size_t>(most)) {}

  bool empty() const { return pairs_.empty(); }
  void forget() { pairs_.clear(), scale_ = 1; }

  double scale() const { return scale_; }
  // Where there are no pairs, B is this.
  void set_scale(double scale) { scale_ = scale; }

  std::size_t columns() const { return 2 * pairs_.size(); }
  double w(std::size_t row, std::size_t column) const {
    const std::size_t count = pairs_.size();
    return column < count ? pairs_[column].change[row] : scale_ * pairs_[column - count].step[row];
  }

  // A pair without positive curvature is left out: B stays positive definite.
  template <class T>
  void add(const point<T>& from, const point<T>& to) {
    pair next{difference(to.x, from.x), difference(to.gradient, from.gradient)};
    const double curvature = dot(next.step, next.change), square = dot(next.change, next.change);
    constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
    if (!(curvature > epsilon * square)) return;
    if (pairs_.size() == most_) pairs_.erase(pairs_.begin());
    pairs_.push_back(std::move(next));
    scale_ = square / curvature;
    fill_inverse();
    if (!m_.factor(inverse_, columns())) forget();
  }

  // v becomes M v.
  void apply_m(std::vector<double>& v) const { m_.solve(v); }
  // M^-1, row-major.
  const std::vector<double>& inverse_of_m() const { return inverse_; }

 private:
  struct pair {
    std::vector<double> step, change;
  };

  template <class T>
  static std::vector<double> difference(const std::vector<T>& a, const std::vector<T>& b) {
    std::vector<double> d(a.size());
    for (std::size_t i = 0; i < d.size(); ++i)
      d[i] = static_cast<double>(a[i]) - static_cast<double>(b[i]);
    return d;
  }

  void fill_inverse() {
    const std::size_t count = pairs_.size(), size = columns();
    inverse_.assign(size * size, 0);
    for (std::size_t i = 0; i < count; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        const double s_y = dot(pairs_[i].step, pairs_[j].change);
        if (i == j) at(i, i) = -s_y;
        else at(count + i, j) = at(j, count + i) = s_y;
        at(count + i, count + j) = at(count + j, count + i) =
            scale_ * dot(pairs_[i].step, pairs_[j].step);
      }
  }
  double& at(std::size_t i, std::size_t j) { return inverse_[i * columns() + j]; }

  std::size_t most_;
  std::vector<pair> pairs_{};  // from the oldest to the newest
  double scale_ = 1;
  std::vector<double> inverse_{};
  linear_equations m_{};
};

}  // namespace tapeless::optimizing
