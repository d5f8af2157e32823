// What the functions of op/functions.hpp make of active numbers, and those that are special here.
#pragma once

#include <concepts>

#include "tapeless/op/functions.hpp"
#include "tapeless/tape/operators.hpp"

namespace tapeless {

template <class... X>
requires taped::numbers<X...>
inline constexpr bool op::are_operands<X...> = true;

// What a row makes of active numbers. (A staircase makes a plain number.)
template <class Row, class X>
requires taped::number<X>
[[gnu::always_inline]] inline auto compute(X&& x) {
  if constexpr (std::derived_from<Row, op::staircase>) return Row::value(x.value());
  else return taped::apply_to<Row>(std::forward<X>(x));
}
template <class Row, class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto compute(X&& x, Y&& y) {
  return taped::apply_to<Row>(std::forward<X>(x), std::forward<Y>(y));
}

namespace taped {

// x * ... * x, n factors; never through log.
template <class T>
T multiplied_out(const T& x, unsigned long long n) {
  T z(1), factor(x);
  for (; n > 0; n /= 2) {
    if (n % 2 == 1) z = z * factor;
    if (n > 1) factor = factor * factor;
  }
  return z;
}

// d(x^n) = n x^(n - 1) dx
template <class X>
[[gnu::always_inline]] inline auto whole_power(const X& x, long long n) {
  using T = value_type_of<X>;
  const T& base = x.value();
  if (n == 0) return chained(op::pow(), T(1), x, T(0));
  if (n > 0) {
    const T one_less = multiplied_out(base, static_cast<unsigned long long>(n - 1));
    return chained(op::pow(), T(one_less * base), x, T(T(n) * one_less));
  }
  const T z = T(1) / multiplied_out(base, 0 - static_cast<unsigned long long>(n));
  return chained(op::pow(), z, x, T(T(n) * z / base));
}

// A passive exponent needs no logarithm.
template <class X, class T>
[[gnu::always_inline]] inline auto passive_power(const X& x, const T& y) {
  const T z(op::pow::value(x.value(), y));
  return chained(op::pow(), z, x, T(op::pow::by_base(T(1), x.value(), y, z)));
}

}  // namespace taped

// x to the power y. A whole y (an int) is multiplied out, so negative x are fine.
template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto pow(X&& x, Y&& y) {
  using T = taped::value_type_of<X, Y>;
  if constexpr (std::is_integral_v<std::remove_cvref_t<Y>>)
    return taped::whole_power(taped::operand<T>(std::forward<X>(x)), static_cast<long long>(y));
  else if constexpr (taped::is_passive<Y, T>)
    return taped::passive_power(taped::operand<T>(std::forward<X>(x)), static_cast<T>(y));
  else return taped::apply_to<op::pow>(std::forward<X>(x), std::forward<Y>(y));
}

// The greater or the smaller of two; equal operands share the gradient, NaN wins.
template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto max(X&& x, Y&& y) {
  return taped::apply_to<op::max>(std::forward<X>(x), std::forward<Y>(y));
}
template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto min(X&& x, Y&& y) {
  return taped::apply_to<op::min>(std::forward<X>(x), std::forward<Y>(y));
}
// (Of one type: where `using std::max` is in force, that would be taken.)
template <taped::number X>
inline auto max(const X& x, const X& y) {
  return taped::apply_to<op::max>(x, y);
}
template <taped::number X>
inline auto min(const X& x, const X& y) {
  return taped::apply_to<op::min>(x, y);
}

// Questions about the value.
template <taped::number X>
bool isnan(const X& x) {
  if constexpr (taped::depth<X> == 1) return base::is_nan(x.value());
  else return isnan(x.value());
}
template <taped::number X>
bool isfinite(const X& x) {
  if constexpr (taped::depth<X> == 1) return base::is_finite(x.value());
  else return isfinite(x.value());
}
template <taped::number X>
bool isinf(const X& x) {
  if constexpr (taped::depth<X> == 1) return base::is_inf(x.value());
  else return isinf(x.value());
}

}  // namespace tapeless
