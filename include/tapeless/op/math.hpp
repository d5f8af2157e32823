// op/: what mathematics has.
// The functions a row may use. Each finds its meaning by the type of its argument: std:: for
// numbers, by argument-dependent lookup for SIMD packs, graph handles and taped numbers.
#pragma once

#include <cmath>
#include <type_traits>

#include "tapeless/base/exp10.hpp"
#include "tapeless/base/finite.hpp"
#include "tapeless/base/gamma.hpp"
#include "tapeless/base/mixed.hpp"

namespace tapeless::math {

// A function has its meaning by the type of its argument: of numbers std's (or ours), of packs
// their own or that of each lane, of graph handles and active numbers the row of its name.
#define TAPELESS_FUNCTION(home, name)                                              \
  }                                                                                \
  namespace tapeless::op {                                                         \
  struct name;                                                                     \
  }                                                                                \
  namespace tapeless::math {                                                       \
  [[gnu::always_inline]] constexpr auto name(auto x) {                             \
    using home::name;                                                              \
    if constexpr (requires { compute<op::name>(x); }) return compute<op::name>(x); \
    else if constexpr (requires { name(x); }) return name(x);                      \
    else return x.each([](auto lane) { return name(lane); });                      \
  }
#define TAPELESS_FUNCTION_OF_TWO(home, name)                                             \
  }                                                                                      \
  namespace tapeless::op {                                                               \
  struct name;                                                                           \
  }                                                                                      \
  namespace tapeless::math {                                                             \
  [[gnu::always_inline]] constexpr auto name(auto x, auto y) {                           \
    using home::name;                                                                    \
    if constexpr (requires { compute<op::name>(x, y); }) return compute<op::name>(x, y); \
    else if constexpr (requires { name(x, y); }) return name(x, y);                      \
    else return x.each([](auto lane, auto other) { return name(lane, other); }, y);      \
  }

TAPELESS_FUNCTION(std, abs)
TAPELESS_FUNCTION(std, sqrt)
TAPELESS_FUNCTION(std, cbrt)
TAPELESS_FUNCTION(std, exp)
TAPELESS_FUNCTION(std, exp2)
TAPELESS_FUNCTION(std, expm1)
TAPELESS_FUNCTION(std, log)
TAPELESS_FUNCTION(std, log2)
TAPELESS_FUNCTION(std, log10)
TAPELESS_FUNCTION(std, log1p)
TAPELESS_FUNCTION(std, sin)
TAPELESS_FUNCTION(std, cos)
TAPELESS_FUNCTION(std, tan)
TAPELESS_FUNCTION(std, asin)
TAPELESS_FUNCTION(std, acos)
TAPELESS_FUNCTION(std, atan)
TAPELESS_FUNCTION(std, sinh)
TAPELESS_FUNCTION(std, cosh)
TAPELESS_FUNCTION(std, tanh)
TAPELESS_FUNCTION(std, asinh)
TAPELESS_FUNCTION(std, acosh)
TAPELESS_FUNCTION(std, atanh)
TAPELESS_FUNCTION(std, erf)
TAPELESS_FUNCTION(std, erfc)
TAPELESS_FUNCTION(std, tgamma)
TAPELESS_FUNCTION(std, floor)
TAPELESS_FUNCTION(std, ceil)
TAPELESS_FUNCTION(std, round)
TAPELESS_FUNCTION(std, trunc)
TAPELESS_FUNCTION(base, exp10)
TAPELESS_FUNCTION(base, lgamma)
TAPELESS_FUNCTION(base, digamma)
TAPELESS_FUNCTION_OF_TWO(std, pow)
TAPELESS_FUNCTION_OF_TWO(std, atan2)
TAPELESS_FUNCTION_OF_TWO(std, hypot)
TAPELESS_FUNCTION_OF_TWO(std, fmod)
TAPELESS_FUNCTION_OF_TWO(std, remainder)
TAPELESS_FUNCTION_OF_TWO(std, copysign)
TAPELESS_FUNCTION_OF_TWO(base, polygamma)
TAPELESS_FUNCTION_OF_TWO(base, uniform)

#undef TAPELESS_FUNCTION
#undef TAPELESS_FUNCTION_OF_TWO

// The derivative of tanh at x, where z is tanh(x): 1 - z^2, or exp(-2 |x|) (1 + |z|)^2 in the
// tails, where that cancels.
[[gnu::always_inline]] constexpr auto tanh_slope(auto x, auto z) {
  if constexpr (requires { slope_of_tanh(x, z); }) {
    return slope_of_tanh(x, z);
  } else {
    const auto size = math::abs(z);
    if (20 * size < 17) return decltype(x)(1 - z * z);
    return decltype(x)(math::exp(-2 * math::abs(x)) * ((size + 1) * (size + 1)));
  }
}

// A number that is not whole, as a T. (Rows are of all types: 0.5 * x would be a double.)
template <class T>
[[gnu::always_inline]] constexpr T constant(long double number) {
  if constexpr (requires { typename T::number; }) return T(static_cast<typename T::number>(number));
  else if constexpr (std::is_floating_point_v<T>) return static_cast<T>(number);
  else return T(static_cast<double>(number));
}

// What of it such a T has.
template <class T>
constexpr long double rounded(long double number) {
  if constexpr (requires { typename T::number; })
    return static_cast<long double>(static_cast<typename T::number>(number));
  else return static_cast<long double>(static_cast<T>(number));
}

[[gnu::always_inline]] constexpr auto is_nan(auto x) {
  using base::is_nan;
  if constexpr (base::finite_only && requires { is_nan(x); }) return is_nan(x);
  else return x != x;
}
[[gnu::always_inline]] constexpr auto is_finite(auto x) {
  using base::is_finite;
  if constexpr (requires { is_finite(x); }) return is_finite(x);
  else return x - x == 0;
}

// What is said of numbers is false where one of them is NaN.
[[gnu::always_inline]] constexpr auto of_numbers(auto said, auto... x) {
  if constexpr (base::finite_only) return (said && ... && !is_nan(x));
  else return said;
}
// (g++ would make one instruction of `x < y ? x : y`, to which a NaN is nothing: it is shown whole
// numbers.)
[[gnu::always_inline]] constexpr auto less(auto x, auto y) {
  if constexpr (base::finite_only && requires { base::rank(x) < base::rank(y); })
    return of_numbers(base::rank(x) < base::rank(y), x, y);
  else return of_numbers(x < y, x, y);
}
[[gnu::always_inline]] constexpr auto less_equal(auto x, auto y) {
  return of_numbers(x <= y, x, y);
}
[[gnu::always_inline]] constexpr auto equal(auto x, auto y) { return of_numbers(x == y, x, y); }

template <class Number>
[[gnu::always_inline]] constexpr Number select(bool condition, Number yes, Number no) {
  return condition ? yes : no;
}

// `condition ? yes : no`, lane by lane; what is not taken is never looked at.
[[gnu::always_inline]] constexpr auto where(auto condition, auto yes, auto no) {
  if constexpr (requires { select(condition, yes, no); }) {
    return select(condition, yes, no);
  } else {
    using Number = std::common_type_t<decltype(yes), decltype(no)>;
    return select(condition, Number(yes), Number(no));
  }
}

// A product is 0 where a factor is, whatever the others (docs/numerics.md): said only where it
// would not be, so that elsewhere its own derivative is a product's.
[[gnu::always_inline]] constexpr auto with_factor(auto factor, auto product) {
  return where(factor == 0 && !is_finite(product), 0, product);
}

// tanh(x), and its derivative, by h = exp(|x|) - 1. (Of an infinite h, too.)
[[gnu::always_inline]] constexpr auto tanh_by_growth(auto x, auto h) {
  if constexpr (requires { tanh_of_growth(x, h); }) return tanh_of_growth(x, h);
  else {
    const auto t = h * (h + 2), q = 1 / (t + 2);  // exp(2 |x|) - 1, 1 / (exp(2 |x|) + 1)
    return math::copysign(where(t < 2, t * q, 1 - 2 * q), x);
  }
}
[[gnu::always_inline]] constexpr auto tanh_slope_by_growth(auto h) {
  const auto u = h + 1, inverse_cosh = 2 / (u + 1 / u);
  return inverse_cosh * inverse_cosh;
}

// -|x| in what is smooth at 0: there it has the derivative of one side, and abs has 0.
[[gnu::always_inline]] constexpr auto minus_size(auto x) { return where(x < 0, x, -x); }

}  // namespace tapeless::math
