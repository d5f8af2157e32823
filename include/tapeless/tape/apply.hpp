// Rows applied to active numbers: the chain rule, forwards, within one statement.
#pragma once

#include "tapeless/op/all.hpp"
#include "tapeless/tape/unfinished.hpp"

namespace tapeless::taped {

// A number as the beginning of a statement. What has a name of its own is a statement already.
template <class T>
[[gnu::always_inline]] inline unfinished<T, 1> term(const active<T>& x) {
  return {x.value(), T(1), x.statement()};
}
template <class T, int Count>
[[gnu::always_inline]] inline unfinished<T, 1> term(const unfinished<T, Count>& x) {
  return {x.value(), T(1), x.statement()};
}
template <class T, int Count>
[[gnu::always_inline]] inline unfinished<T, Count> term(unfinished<T, Count>&& x) {
  if (x.is_finished()) return {x.value(), T(1), x.statement()};
  return x;
}

// The operands of x, and the derivatives by them of something whose derivative by x is g.
template <class T, int Count, int Total>
[[gnu::always_inline]] inline void pass_on(const unfinished<T, Count>& x, const T& g,
                                           unfinished<T, Total>& z, int first = 0) {
  for (int k = 0; k < Count; ++k) {
    z.partial[first + k] = is_one(x.partial[k]) ? g : T(x.partial[k] * g);
    z.operand[first + k] = x.operand[k];
  }
}

template <class Row, class T, int X>
[[gnu::always_inline]] inline unfinished<T, X> apply(const unfinished<T, X>& x) {
  unfinished<T, X> z;
  z.result = Row::value(x.result);
  const auto g = Row::adjoint(T(1), x.result, z.result);
  pass_on(x, T(g[0]), z);
  return z;
}

template <class Row, class T, int X, int Y>
[[gnu::always_inline]] inline unfinished<T, X + Y> apply(const unfinished<T, X>& x,
                                                         const unfinished<T, Y>& y) {
  unfinished<T, X + Y> z;
  z.result = Row::value(x.result, y.result);
  const auto g = Row::adjoint(T(1), x.result, y.result, z.result);
  pass_on(x, T(g[0]), z);
  pass_on(y, T(g[1]), z, X);
  return z;
}

// One operand is passive.
template <class Row, class T, int X>
[[gnu::always_inline]] inline unfinished<T, X> apply(const unfinished<T, X>& x, const T& y) {
  unfinished<T, X> z;
  z.result = Row::value(x.result, y);
  pass_on(x, T(Row::adjoint(T(1), x.result, y, z.result)[0]), z);
  return z;
}
template <class Row, class T, int Y>
[[gnu::always_inline]] inline unfinished<T, Y> apply(const T& x, const unfinished<T, Y>& y) {
  unfinished<T, Y> z;
  z.result = Row::value(x, y.result);
  pass_on(y, T(Row::adjoint(T(1), x, y.result, z.result)[1]), z);
  return z;
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
