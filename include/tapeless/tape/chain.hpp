// The product of the chain rule. 0 times anything, also infinity or NaN, is 0: where nothing flows,
// and by an operand that does not matter, nothing arrives.
#pragma once

#include "tapeless/base/finite.hpp"
#include "tapeless/tape/number.hpp"

namespace tapeless::taped {

template <class T>
constexpr bool is_nan(const T& x) {
  if constexpr (depth<T> == 0) return base::is_nan(x);
  else return is_nan(x.value());
}
template <class T>
constexpr bool has_value_zero(const T& x) {
  if constexpr (depth<T> == 0) return x == T(0);
  else return has_value_zero(x.value());
}

// Neither 0 nor infinite nor NaN: a factor that does no harm. (The bits of 0 are before all others,
// those of infinity and NaN behind them.)
template <std::floating_point T>
constexpr bool is_harmless(T x) {
  return base::bits_of_size(x) - 1 < base::bits_of_infinity<T> - 1;
}
constexpr bool is_harmless(long double x) { return base::is_finite(x) && x != 0; }

template <class T>
[[gnu::always_inline]] constexpr bool is_known_harmless(const T& x) {
  if constexpr (depth<T> == 0) return __builtin_constant_p(x) && is_harmless(x);
  else return false;
}

// A derivative times another.
template <class T>
[[gnu::always_inline]] inline T chain_product(const T& x, const T& y) {
  if constexpr (0 < depth<T>) {
    if (is_constant(x, 1)) return y;
    if (is_constant(y, 1)) return x;
  }
  T product = x * y;
  if (is_known_harmless(x) || is_known_harmless(y)) return product;
  if (is_nan(product)) [[unlikely]]
    if (has_value_zero(x) || has_value_zero(y)) return T(0);
  return product;
}

}  // namespace tapeless::taped
