// How numbers are spread around their mean.
#pragma once

#include "tapeless/expr/functions.hpp"

namespace tapeless {

// The mean of the squared differences from the mean, of all there is (divided by the count, not by
// one less), over the axes named or over all. In two passes, so numbers that lie close together far
// from 0 keep their digits; of nothing it is NaN, as the mean.
constexpr auto variance(expr::operand auto x, expr::axis auto... over) {
  return expr::reduction<op::variance, decltype(x), decltype(over)...>{};
}

// The root of that. Its derivative where all numbers are equal is 0 (docs/numerics.md).
constexpr auto standard_deviation(expr::operand auto x, expr::axis auto... over) {
  return sqrt(variance(x, over...));
}

// (x - mean) / sqrt(variance + small), over the axes named or over all (Ba et al., 2016). Scale and
// offset are what the formula around it multiplies and adds.
template <expr::operand X, class Small, expr::axis... Over>
constexpr auto layer_norm(X x, Small small, Over... over) {
  static_assert(!expr::axis<Small>,
                "tapeless: layer_norm() takes what is added to the variance before the axes: "
                "layer_norm(x, 1e-5_c, k)");
  using literals::operator""_c;
  return (x - mean(x, over...)) * (1_c / sqrt(variance(x, over...) + small));
}

}  // namespace tapeless
