// Linear algebra in named axes: sums of products, by the names that people know them by.
#pragma once

#include "tapeless/expr/axes_of.hpp"
#include "tapeless/expr/rearranging.hpp"

namespace tapeless {

// a b, summed over axes that both have: matmul(a, b, k) of (n, k) and (k, m) is over (n, m). What
// else both have stays, as in a batch of products.
template <expr::operand A, expr::operand B, expr::axis... Over>
constexpr auto matmul(A a, B b, Over... over) {
  static_assert(sizeof...(Over) > 0,
                "tapeless: matmul() names the axes that it sums over: matmul(a, b, k)");
  static_assert(((expr::has_axis<A, Over> && expr::has_axis<B, Over>)&&...),
                "tapeless: matmul() sums over axes that both factors have");
  return sum(a * b, over...);
}

// The sum of x y over the axes named, which both have, or over all axes of x y when none is.
template <class X, class Y, expr::axis... Over>
requires expr::some_operand<X, Y>
constexpr auto dot(X, Y, Over... over) {
  using x = decltype(expr::number_of<X>());
  using y = decltype(expr::number_of<Y>());
  static_assert(((expr::has_axis<x, Over> && expr::has_axis<y, Over>)&&...),
                "tapeless: dot() sums over axes that both factors have");
  return sum(x{} * y{}, over...);
}

// Each element of x times each of y: over the axes of x and those of y, which are others. (The
// second vector of outer(x, x) is read along a twin: outer(x, x(j)).)
template <expr::operand X, expr::operand Y>
constexpr auto outer(X x, Y y) {
  static_assert(!expr::share_an_axis<X, Y>,
                "tapeless: outer() multiplies along different axes; read one factor along a twin "
                "of the axis that both have");
  return x * y;
}

// The sum of a square matrix's diagonal.
template <expr::operand A, expr::axis I, expr::axis J>
constexpr auto trace(A a, I i, J j) {
  constexpr bool there = expr::has_axis<A, I> && expr::has_axis<A, J>;
  static_assert(there, "tapeless: trace() is over two axes that the matrix has");
  if constexpr (there) return sum(diagonal(a, i, j), i);
  else return sum(a);
}

// sqrt(sum(x^2)), over the axes named or over all. Its derivative at 0 is 0, the smallest of the
// subgradients (docs/numerics.md). Squares beyond the type's range overflow.
constexpr auto norm(expr::operand auto x, expr::axis auto... over) {
  return sqrt(sum(square(x), over...));
}

}  // namespace tapeless
