// What the last steps showed of a loss's second derivatives.
#pragma once

#include <algorithm>
#include <cstddef>
#include <limits>
#include <vector>

#include "tapeless/optimize/search/box.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless::optimizing {

template <class T>
class curvature_pairs {
 public:
  // So many pairs, of vectors of this size. All memory is taken here.
  curvature_pairs(int most, std::size_t size) : pairs_(static_cast<std::size_t>(most) + 1) {
    for (pair& p : pairs_) p.step.resize(size), p.change.resize(size);
  }

  bool empty() const { return count_ == 0; }
  void forget() { count_ = 0; }

  // A pair without positive curvature is left out: the inverse stays positive definite.
  void add(const point<T>& from, const point<T>& to) {
    pair& p = pairs_[count_];
    for (std::size_t i = 0; i < p.step.size(); ++i) {
      p.step[i] = to.x[i] - from.x[i];
      p.change[i] = to.gradient[i] - from.gradient[i];
    }
    p.curvature = dot(p.step, p.change);
    const double square = dot(p.change, p.change);
    constexpr double epsilon = static_cast<double>(std::numeric_limits<T>::epsilon());
    if (!(p.curvature > epsilon * square)) return;
    scale_ = p.curvature / square;
    if (++count_ < pairs_.size()) return;
    std::rotate(pairs_.begin(), pairs_.begin() + 1, pairs_.end());
    --count_;
  }

  // Sets the direction of the next search. As long as nothing is known of the length of a step, it
  // is 1.
  void turn_down(const point<T>& here, const box<T>&, std::vector<T>& direction) {
    const auto length = static_cast<T>(empty() ? here.gradient_norm() : 1);
    for (std::size_t i = 0; i < direction.size(); ++i) direction[i] = -here.gradient[i] / length;
    divide(direction);
  }

  // The vector times the inverse of the second derivatives, as far as they are known. (Nocedal &
  // Wright, Numerical Optimization, algorithm 7.4)
  void divide(std::vector<T>& vector) {
    for (std::size_t i = count_; i-- > 0;) {
      pair& p = pairs_[i];
      p.share = dot(p.step, vector) / p.curvature;
      add_to(vector, -p.share, p.change);
    }
    if (!empty())
      for (T& x : vector) x *= static_cast<T>(scale_);
    for (std::size_t i = 0; i < count_; ++i) {
      const pair& p = pairs_[i];
      add_to(vector, p.share - dot(p.change, vector) / p.curvature, p.step);
    }
  }

 private:
  struct pair {
    std::vector<T> step{}, change{};  // of x, of the gradient
    double curvature = 0, share = 0;
  };

  static void add_to(std::vector<T>& vector, double factor, const std::vector<T>& other) {
    const T f = static_cast<T>(factor);
    for (std::size_t i = 0; i < vector.size(); ++i) vector[i] += f * other[i];
  }

  std::vector<pair> pairs_;  // from the oldest to the newest, and a free one
  std::size_t count_ = 0;
  double scale_ = 1;
};

}  // namespace tapeless::optimizing
