// op/: what mathematics has.
// The functions a row may use. Each finds its meaning by the type of its argument: std:: for
// numbers, by argument-dependent lookup for SIMD packs, graph handles and taped numbers.
#pragma once

#include <cmath>
#include <type_traits>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/mixed.hpp"

namespace tapeless::math {

[[gnu::always_inline]] constexpr auto abs(auto x) {
  using std::abs;
  return abs(x);
}
[[gnu::always_inline]] constexpr auto sqrt(auto x) {
  using std::sqrt;
  return sqrt(x);
}
[[gnu::always_inline]] constexpr auto exp(auto x) {
  using std::exp;
  return exp(x);
}
[[gnu::always_inline]] constexpr auto log(auto x) {
  using std::log;
  return log(x);
}
[[gnu::always_inline]] constexpr auto log1p(auto x) {
  using std::log1p;
  return log1p(x);
}
[[gnu::always_inline]] constexpr auto expm1(auto x) {
  using std::expm1;
  return expm1(x);
}
[[gnu::always_inline]] constexpr auto sin(auto x) {
  using std::sin;
  return sin(x);
}
[[gnu::always_inline]] constexpr auto cos(auto x) {
  using std::cos;
  return cos(x);
}
[[gnu::always_inline]] constexpr auto tan(auto x) {
  using std::tan;
  return tan(x);
}
[[gnu::always_inline]] constexpr auto tanh(auto x) {
  using std::tanh;
  return tanh(x);
}
[[gnu::always_inline]] constexpr auto asin(auto x) {
  using std::asin;
  return asin(x);
}
[[gnu::always_inline]] constexpr auto acos(auto x) {
  using std::acos;
  return acos(x);
}
[[gnu::always_inline]] constexpr auto atan(auto x) {
  using std::atan;
  return atan(x);
}
[[gnu::always_inline]] constexpr auto pow(auto x, auto y) {
  using std::pow;
  return pow(x, y);
}

[[gnu::always_inline]] constexpr auto uniform(auto key, auto counter) {
  using base::uniform;
  return uniform(key, counter);
}

// The derivative of tanh at x, where z is tanh(x), as exp(-2 |x|) (1 + |z|)^2: in 1 - z^2 the tails
// cancel.
[[gnu::always_inline]] constexpr auto tanh_slope_in_tails(auto x, auto z) {
  const auto one_more = math::abs(z) + 1;
  return math::exp(-2 * math::abs(x)) * (one_more * one_more);
}
[[gnu::always_inline]] constexpr auto tanh_slope(auto x, auto z) {
  if constexpr (requires { slope_of_tanh(x, z); }) return slope_of_tanh(x, z);
  else if constexpr (!std::is_floating_point_v<decltype(x)>) return tanh_slope_in_tails(x, z);
  else return 20 * math::abs(z) < 17 ? 1 - z * z : tanh_slope_in_tails(x, z);
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

}  // namespace tapeless::math
