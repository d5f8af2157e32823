// The functions of active numbers, one line each. What their derivatives are where they are not
// smooth is in docs/numerics.md, and the same as for formulas.
#pragma once

#include "tapeless/tape/operators.hpp"

namespace tapeless {

template <taped::number X>
[[gnu::always_inline]] inline auto square(X&& x) {
  return taped::apply_to<op::square>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto sqrt(X&& x) {
  return taped::apply_to<op::sqrt>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto abs(X&& x) {
  return taped::apply_to<op::abs>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto fabs(X&& x) {
  return taped::apply_to<op::abs>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto sign(X&& x) {
  return taped::apply_to<op::sign>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto exp(X&& x) {
  return taped::apply_to<op::exp>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto log(X&& x) {
  return taped::apply_to<op::log>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto log1p(X&& x) {
  return taped::apply_to<op::log1p>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto expm1(X&& x) {
  return taped::apply_to<op::expm1>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto sin(X&& x) {
  return taped::apply_to<op::sin>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto cos(X&& x) {
  return taped::apply_to<op::cos>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto tan(X&& x) {
  return taped::apply_to<op::tan>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto tanh(X&& x) {
  return taped::apply_to<op::tanh>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto asin(X&& x) {
  return taped::apply_to<op::asin>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto acos(X&& x) {
  return taped::apply_to<op::acos>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto atan(X&& x) {
  return taped::apply_to<op::atan>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto sigmoid(X&& x) {
  return taped::apply_to<op::sigmoid>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto softplus(X&& x) {
  return taped::apply_to<op::softplus>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto relu(X&& x) {
  return taped::apply_to<op::relu>(std::forward<X>(x));
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

// Steps: their derivative is 0 wherever there is one, so they are plain numbers.
template <taped::number X>
auto floor(const X& x) {
  using std::floor;
  return floor(x.value());
}
template <taped::number X>
auto ceil(const X& x) {
  using std::ceil;
  return ceil(x.value());
}
template <taped::number X>
auto round(const X& x) {
  using std::round;
  return round(x.value());
}
template <taped::number X>
auto trunc(const X& x) {
  using std::trunc;
  return trunc(x.value());
}

}  // namespace tapeless
