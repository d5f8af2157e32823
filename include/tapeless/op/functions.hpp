// The functions that users call, each one line, whatever they call them with: formulas, active
// numbers, duals. The kinds of operands say what comes of it (`compute`). What the derivatives are
// where they are not smooth is in docs/numerics.md.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "tapeless/op/all.hpp"

namespace tapeless {

namespace op {

// Whether a function of ours takes these: at least one of them is no plain number. (Specialized for
// each kind.)
template <class... X>
inline constexpr bool are_operands = false;

template <class... X>
concept operands = are_operands<std::remove_cvref_t<X>...>;

}  // namespace op

#define TAPELESS_FUNCTION(name)                       \
  template <op::operands X>                           \
  [[gnu::always_inline]] constexpr auto name(X&& x) { \
    return compute<op::name>(std::forward<X>(x));     \
  }
#define TAPELESS_FUNCTION_OF_TWO(name)                                \
  template <class X, class Y>                                         \
  requires op::operands<X, Y>                                         \
  [[gnu::always_inline]] constexpr auto name(X&& x, Y&& y) {          \
    return compute<op::name>(std::forward<X>(x), std::forward<Y>(y)); \
  }

TAPELESS_FUNCTION(square)
TAPELESS_FUNCTION(cube)
TAPELESS_FUNCTION(sqrt)
TAPELESS_FUNCTION(cbrt)
TAPELESS_FUNCTION(abs)
TAPELESS_FUNCTION(sign)

// Exponentials and logarithms; expm1(x) is exp(x) - 1, log1p(x) is log(1 + x).
TAPELESS_FUNCTION(exp)
TAPELESS_FUNCTION(exp2)
TAPELESS_FUNCTION(exp10)
TAPELESS_FUNCTION(expm1)
TAPELESS_FUNCTION(log)
TAPELESS_FUNCTION(log2)
TAPELESS_FUNCTION(log10)
TAPELESS_FUNCTION(log1p)

// Of the circle and the hyperbola.
TAPELESS_FUNCTION(sin)
TAPELESS_FUNCTION(cos)
TAPELESS_FUNCTION(tan)
TAPELESS_FUNCTION(asin)
TAPELESS_FUNCTION(acos)
TAPELESS_FUNCTION(atan)
TAPELESS_FUNCTION(sinh)
TAPELESS_FUNCTION(cosh)
TAPELESS_FUNCTION(tanh)
TAPELESS_FUNCTION(asinh)
TAPELESS_FUNCTION(acosh)
TAPELESS_FUNCTION(atanh)

// Steps: their derivative is 0.
TAPELESS_FUNCTION(floor)
TAPELESS_FUNCTION(ceil)
TAPELESS_FUNCTION(round)
TAPELESS_FUNCTION(trunc)

// The error function, 1 less it, and its inverse; the normal distribution with mean 0 and
// variance 1.
TAPELESS_FUNCTION(erf)
TAPELESS_FUNCTION(erfc)
TAPELESS_FUNCTION(erfinv)
TAPELESS_FUNCTION(normal_cdf)
TAPELESS_FUNCTION(normal_pdf)
TAPELESS_FUNCTION(normal_logpdf)

// log |Gamma(x)|, Gamma(x), and the derivative of the first.
TAPELESS_FUNCTION(lgamma)
TAPELESS_FUNCTION(tgamma)
TAPELESS_FUNCTION(digamma)

// log(1 - exp(x)) for x < 0, and log(x / (1 - x)).
TAPELESS_FUNCTION(log1mexp)
TAPELESS_FUNCTION(logit)

// Of networks: 1 / (1 + exp(-x)), log(1 + exp(x)), max(x, 0), x / (1 + |x|).
TAPELESS_FUNCTION(sigmoid)
TAPELESS_FUNCTION(softplus)
TAPELESS_FUNCTION(relu)
TAPELESS_FUNCTION(softsign)

// sqrt(x^2 + y^2); the angle of (x, y), as atan2(y, x).
TAPELESS_FUNCTION_OF_TWO(hypot)
TAPELESS_FUNCTION_OF_TWO(atan2)

// The size of x with the sign of y; x less a whole multiple of y, that of the quotient towards 0 or
// the nearest; the greater and the smaller, where a number beside a NaN wins.
TAPELESS_FUNCTION_OF_TWO(copysign)
TAPELESS_FUNCTION_OF_TWO(fmod)
TAPELESS_FUNCTION_OF_TWO(remainder)
TAPELESS_FUNCTION_OF_TWO(fmax)
TAPELESS_FUNCTION_OF_TWO(fmin)

// x log(y), 0 where x is 0; log(exp(x) + exp(y)); x^2 / 2 near 0 and straight from |x| = d on, as
// huber(x, d); the derivative of order n of digamma, as polygamma(n, x), n a constant.
TAPELESS_FUNCTION_OF_TWO(xlogy)
TAPELESS_FUNCTION_OF_TWO(logaddexp)
TAPELESS_FUNCTION_OF_TWO(huber)
TAPELESS_FUNCTION_OF_TWO(polygamma)

#undef TAPELESS_FUNCTION
#undef TAPELESS_FUNCTION_OF_TWO

// By the names of <cmath>.
template <op::operands X>
[[gnu::always_inline]] constexpr auto fabs(X&& x) {
  return abs(std::forward<X>(x));
}
template <class X, class Y>
requires op::operands<X, Y>
[[gnu::always_inline]] constexpr auto fdim(X&& x, Y&& y) {
  return relu(std::forward<X>(x) - std::forward<Y>(y));
}
template <class X, class Y, class Z>
requires op::operands<X, Y, Z>
[[gnu::always_inline]] constexpr auto fma(X&& x, Y&& y, Z&& z) {
  return std::forward<X>(x) * std::forward<Y>(y) + std::forward<Z>(z);
}

// The number from `low` to `high` that is nearest to x: min(max(x, low), high).
template <class X, class Low, class High>
requires op::operands<X, Low, High>
[[gnu::always_inline]] constexpr auto clamp(X&& x, Low&& low, High&& high) {
  return min(max(std::forward<X>(x), std::forward<Low>(low)), std::forward<High>(high));
}

}  // namespace tapeless
