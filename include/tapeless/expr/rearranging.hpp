// Formulas with their elements in other places. All of it is reads elsewhere: nothing is copied.
#pragma once

#include "tapeless/expr/axes_of.hpp"
#include "tapeless/expr/functions.hpp"

namespace tapeless {

// f backwards along an axis.
constexpr auto flip(expr::operand auto f, expr::axis auto i) {
  using literals::operator""_c;
  return at(f, i = extent(i) - 1_c - i);
}

// The elements of a square matrix on its diagonal, over the first of its axes.
constexpr auto diagonal(expr::operand auto f, expr::axis auto i, expr::axis auto j) {
  return at(f, j = i);
}

// Neighbours less each other: f[m + 1] - f[m]. The axis m is as long as i less 1.
constexpr auto diff(expr::operand auto f, expr::axis auto i, expr::axis auto m) {
  using literals::operator""_c;
  return at(f, i = m + 1_c) - at(f, i = m);
}

// Windows that slide along an axis: at step t the elements from t on, along k. The axis t is as
// long as i less that of k, plus 1.
constexpr auto window(expr::operand auto f, expr::axis auto i, expr::axis auto t,
                      expr::axis auto k) {
  return at(f, i = t + k);
}

// f along the longer axis p, `before` elements after its beginning; elsewhere another value.
template <expr::operand F, expr::axis I, expr::axis P, class Before, class Value>
constexpr auto pad(F f, I i, P p, Before before, Value value) {
  return padded(at(f, i = p - before), value);
}

// f turned around an axis: the element i is f[i + by], those at the end come from the beginning,
// and the other way round. `by` is from -extent to extent. (numpy.roll turns by -by.)
template <expr::operand F, expr::axis I, class By>
constexpr auto roll(F f, I i, By by) {
  const auto from_the_end = padded(at(f, i = i + by + extent(i)), f);
  return padded(at(f, i = i + by), padded(at(f, i = i + by - extent(i)), from_the_end));
}

// One axis as two: the element (a, b) is f[a * extent(b) + b]. b has an extent that the compiler
// knows.
constexpr auto split(expr::operand auto f, expr::axis auto i, expr::axis auto a,
                     expr::axis auto b) {
  return at(f, i = a * extent(b) + b);
}

// Two axes as one, m, which is as long as their product: the element m is f[m / n, m % n] with n
// for the extent of j.
constexpr auto merge(expr::operand auto f, expr::axis auto i, expr::axis auto j,
                     expr::axis auto m) {
  return at(f, i = m / extent(j), j = m % extent(j));
}

// f over i and then g over j, along m, which is as long as both.
template <expr::operand F, expr::axis I, expr::operand G, expr::axis J, expr::axis M>
constexpr auto concat(F f, I i, G g, J j, M m) {
  using literals::operator""_c;
  return padded(at(f, i = m), padded(at(g, j = m - extent(i)), 0_c));
}

// f and g side by side: the first two steps along s.
template <expr::operand F, expr::operand G, expr::axis S>
constexpr auto stack(F f, G g, S s) {
  using literals::operator""_c;
  return where(s == 0_c, f, g);
}

// f with its axes in an order, as a result has them: function(ordered(f, n, k)) is row-major over n
// and k. Axes that are not named come before these, in the order in which they first appear in f.
// (Without it all of them are in that order; inside of a larger formula it changes nothing.)
template <expr::operand F, class... Axes>
constexpr auto ordered(F, Axes...) {
  using formula = decltype(expr::number_of<F>());
  constexpr bool there = expr::has_axes<F, Axes...>;
  constexpr bool once = expr::name_once<there, Axes...>();
  static_assert(there, "tapeless: ordered() names axes that its formula has");
  static_assert(once, "tapeless: ordered() names each axis once");
  if constexpr (there && once)
    return typename expr::naming<expr::in_order<formula, Axes...>>::type{};
  else return formula{};
}

}  // namespace tapeless
