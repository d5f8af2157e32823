// A loss as a function of one vector.
#pragma once

#include <cstdint>
#include <tuple>
#include <utility>

#include "tapeless/optimize/flat.hpp"

namespace tapeless::optimizing {

// Calls what gradient() compiled.
template <class Fit>
struct by_gradient {
  Fit fit;

  template <class T>
  void operator()(point<T>& at, auto& theta, const auto&... data) const {
    at.value = std::apply([&](const auto&... outs) { return fit(theta.theta(), data..., outs...); },
                          theta.outs(at.gradient))
                   .value;
  }
};

// Look is by_gradient or by_squares (squares.hpp): look(point, theta, data...) fills the point with
// what is found at theta.
template <class Look, class Flat, class Data>
class objective {
 public:
  using number = typename Flat::number;

  objective(Look look, Flat& theta, const Data& data) : look_(look), theta_(theta), data_(data) {}

  auto& theta() { return theta_; }
  const auto& theta() const { return theta_; }
  std::int64_t evaluations() const { return evaluations_; }

  // Where theta is.
  point<number> here() {
    point<number> p{std::vector<number>(theta_.size()), std::vector<number>(theta_.size())};
    look_here(p);
    return p;
  }
  void look_here(point<number>& p) {
    theta_.gather(p.x);
    look(p);
  }

  // Takes theta to p.x.
  void evaluate(point<number>& p) {
    theta_.scatter(p.x);
    look(p);
  }

 private:
  void look(point<number>& p) {
    ++evaluations_;
    std::apply([&](const auto&... data) { look_(p, theta_, data...); }, data_);
  }

  Look look_;
  Flat& theta_;
  const Data& data_;
  std::int64_t evaluations_ = 0;
};

}  // namespace tapeless::optimizing
