// Rows applied to active numbers: the chain rule, forwards, within one statement.
#pragma once

#include "tapeless/op/all.hpp"
#include "tapeless/tape/chain.hpp"
#include "tapeless/tape/record.hpp"

namespace tapeless::taped {

// A number as the beginning of a statement. What has a name of its own is a statement already.
template <class T>
[[gnu::always_inline]] inline unfinished<T, 1> term(const active<T>& x) {
  return {x.value(), x.statement()};
}
template <class T, int Count>
[[gnu::always_inline]] inline unfinished<T, 1> term(const unfinished<T, Count>& x) {
  return {x.value(), x.statement()};
}
template <class T, int Count>
[[gnu::always_inline]] inline unfinished<T, Count> term(unfinished<T, Count>&& x) {
  if (x.is_finished()) return {x.result, x.finished_statement()};
  return x;
}

// Rows whose derivatives are 1 or -1, so that what was 1 or -1 before stays so.
template <class Row>
inline constexpr bool keeps_units = false;
template <>
inline constexpr bool keeps_units<op::neg> = true;
template <>
inline constexpr bool keeps_units<op::add> = true;
template <>
inline constexpr bool keeps_units<op::sub> = true;

// Whether g may be multiplied by all derivatives of x without a look at each product: in long
// statements one look at g is less.
template <class T, int Count>
[[gnu::always_inline]] inline bool multiplies_freely(const unfinished<T, Count>& x, const T& g) {
  if constexpr (depth<T> != 0 || Count < 3) return false;
  else {
    bool known = true;
#pragma GCC unroll 16
    for (int k = 0; k < Count; ++k) known = known && is_known_harmless(x.partial[k]);
    return known || is_harmless(g);
  }
}

// A value that depends on x, with the derivative g by it; or on x and y.
template <class Row, class T, int Count, int Total>
[[gnu::always_inline]] inline void pass_on(const unfinished<T, Count>& x, const T& g,
                                           unfinished<T, Total>& z, int first = 0) {
  if (multiplies_freely(x, g)) [[likely]] {
#pragma GCC unroll 16
    for (int k = 0; k < Count; ++k) z.partial[first + k] = x.partial[k] * g;
  } else {
#pragma GCC unroll 16
    for (int k = 0; k < Count; ++k) z.partial[first + k] = chain_product(x.partial[k], g);
  }
#pragma GCC unroll 16
  for (int k = 0; k < Count; ++k) z.operand[first + k] = x.operand[k];
  if constexpr (keeps_units<Row>) z.units |= moved(x.units, first);
}
template <class Row, class T, int X>
[[gnu::always_inline]] inline unfinished<T, X> chained(Row, const T& value,
                                                       const unfinished<T, X>& x, const T& g) {
  unfinished<T, X> z;
  z.result = value;
  pass_on<Row>(x, g, z);
  return z;
}
template <class Row, class T, int X, int Y>
[[gnu::always_inline]] inline unfinished<T, X + Y> chained(Row, const T& value,
                                                           const unfinished<T, X>& x, const T& g,
                                                           const unfinished<T, Y>& y, const T& h) {
  unfinished<T, X + Y> z;
  z.result = value;
  pass_on<Row>(x, g, z);
  pass_on<Row>(y, h, z, X);
  return z;
}

// A row's value. Of numbers with derivatives of their own (of another tape) it has the row's, not
// those of what it is computed with: a maximum that is chosen would have the derivative of one of
// two equal numbers.
template <class Row, class... X>
[[gnu::always_inline]] inline auto value_of(const X&... x) {
  if constexpr ((number<X> || ...)) return compute<Row>(x...);
  else return Row::value(x...);
}

template <class Row, class X>
[[gnu::always_inline]] inline auto apply(const X& x) {
  using T = value_type_of<X>;
  const T z = value_of<Row>(x.value());
  const auto g = Row::adjoint(T(1), x.value(), z);
  return chained(Row(), z, x, T(g[0]));
}
template <class Row, class X, class Y>
[[gnu::always_inline]] inline auto apply(const X& x, const Y& y) {
  using T = value_type_of<X, Y>;
  if constexpr (is_passive<Y, T>) {
    const T z = value_of<Row>(x.value(), y);
    return chained(Row(), z, x, T(Row::adjoint(T(1), x.value(), y, z)[0]));
  } else if constexpr (is_passive<X, T>) {
    const T z = value_of<Row>(x, y.value());
    return chained(Row(), z, y, T(Row::adjoint(T(1), x, y.value(), z)[1]));
  } else {
    const T z = value_of<Row>(x.value(), y.value());
    const auto g = Row::adjoint(T(1), x.value(), y.value(), z);
    return chained(Row(), z, x, T(g[0]), y, T(g[1]));
  }
}

// An operand of a statement with a value type T: a term, or a passive T.
template <class T, class X>
[[gnu::always_inline]] inline decltype(auto) operand(X&& x) {
  if constexpr (is_passive<X, T>) return static_cast<T>(x);
  else return term(std::forward<X>(x));
}

template <class Row, class X>
[[gnu::always_inline]] inline auto apply_to(X&& x) {
  return apply<Row>(term(std::forward<X>(x)));
}
template <class Row, class X, class Y>
[[gnu::always_inline]] inline auto apply_to(X&& x, Y&& y) {
  using T = value_type_of<X, Y>;
  return apply<Row>(operand<T>(std::forward<X>(x)), operand<T>(std::forward<Y>(y)));
}

}  // namespace tapeless::taped
