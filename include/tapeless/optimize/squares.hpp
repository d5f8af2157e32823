// A sum of squares as a function of one vector.
#pragma once

#include <cstddef>

#include "tapeless/optimize/point.hpp"

namespace tapeless::optimizing {

// Calls what gauss_newton() compiled. The gradient of the sum of squares is 2 J^T r, and its second
// derivative, without the residuals' own, 2 J^T J.
template <class GaussNewton>
struct by_squares {
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

}  // namespace tapeless::optimizing
