// A loss as a function of one vector.
#pragma once

#include <cstdint>
#include <tuple>
#include <utility>

#include "tapeless/optimize/search/flat.hpp"

namespace tapeless::optimizing {

// Calls what gradient() compiled.
template <class Fit>
struct by_gradient {
  using compiled = Fit;
  static constexpr const char* matrix = "";
  Fit fit;

  template <class T>
  void operator()(point<T>& at, auto& theta, const auto&... data) const {
    at.value = std::apply([&](const auto&... outs) { return fit(theta.theta(), data..., outs...); },
                          theta.outs(at.gradient))
                   .value;
  }
};

// Calls what gauss_newton() compiled. The gradient of the sum of squares is 2 J^T r, and its second
// derivative, without the residuals' own, 2 J^T J.
template <class GaussNewton>
struct by_squares {
  using compiled = GaussNewton;
  static constexpr const char* matrix = "J^T J";
  GaussNewton gauss_newton;

  template <class T>
  void operator()(point<T>& at, auto& theta, const auto&... data) const {
    const auto found = gauss_newton(theta.theta(), data...);
    at.value = found.value;
    at.matrix.resize(found.matrix.size());
    for (std::size_t i = 0; i < at.gradient.size(); ++i) at.gradient[i] = 2 * found.gradient[i];
    for (std::size_t i = 0; i < at.matrix.size(); ++i) at.matrix[i] = 2 * found.matrix[i];
  }
};

// Look is by_gradient, by_squares, or another: look(point, theta, data...) fills the point with
// what is found at theta, and Look::matrix says what the point's matrix is.
template <class Look, class Flat, class Data>
class objective {
 public:
  using number = typename Flat::number;

  objective(Look& look, Flat& theta, const Data& data) : look_(look), theta_(theta), data_(data) {}

  static constexpr const char* matrix_name() { return Look::matrix; }
  const Data& data() const { return data_; }
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

  Look& look_;
  Flat& theta_;
  const Data& data_;
  std::int64_t evaluations_ = 0;
};

}  // namespace tapeless::optimizing
