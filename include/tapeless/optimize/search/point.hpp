// A place where a loss was evaluated, and what was found there.
#pragma once

#include <vector>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless::optimizing {

template <class T>
struct point {
  std::vector<T> x, gradient;
  std::vector<T> matrix{};  // of a sum of squares: 2 J^T J, row-major
  T value{};

  double gradient_norm() const { return optimizing::norm(as_span(gradient)); }
  bool finite() const {
    return base::is_finite(value) &&
           base::is_finite(optimizing::norm(as_span(gradient), as_span(matrix)));
  }
};

}  // namespace tapeless::optimizing
