// Functions, of numbers and of packs, that are right to the last digits also where they are nearly
// flat: what belongs to the error function, and log(1 - exp(x)).
#pragma once

#include "tapeless/op/math.hpp"

namespace tapeless::op {
struct bell;
struct erfinv;
struct log1mexp;
struct normal_cdf;
}  // namespace tapeless::op

namespace tapeless::math {

inline constexpr long double root_of_half = 0.707106781186547524400844362104849L;
template <int Number>
inline constexpr long double log_of = 0;
template <>
inline constexpr long double log_of<2> = 0.693147180559945309417232121458176568L;
template <>
inline constexpr long double log_of<10> = 2.30258509299404568401799145468436421L;
inline constexpr long double root_of_pi = 1.77245385090551602729816748334114518L;

namespace computing {

using base::high_half;

// exp(t) for |t| < 0.06.
template <class X>
[[gnu::always_inline]] constexpr X exp_of_little(X t) {
  X z = constant<X>(1.L / 720) * t + constant<X>(1.L / 120);
  z = z * t + constant<X>(1.L / 24);
  z = z * t + constant<X>(1.L / 6);
  z = z * t + constant<X>(1.L / 2);
  return (z * t + 1) * t + 1;
}

// exp(-c x^2). The square is taken in two parts: in one, its last digit would be up to 700 of the
// result's. (Of c = 1 or 1/2: of other c, their last digit counts as much.)
template <class X>
[[gnu::always_inline]] constexpr X bell(X x, X c) {
  const X most = 1500;
  const X near = where(c * x * x < most, x, X(0));
  const X high = high_half(near);
  const X z = math::exp(-(c * high * high)) * exp_of_little<X>(c * (high - near) * (high + near));
  return where(is_nan(x), x, where(c * x * x < most, z, X(0)));
}

// How far erf(z) lies below x, for 0 <= x <= 1: by what both lack of 1 where that is less.
[[gnu::always_inline]] constexpr auto missing(auto x, auto z) {
  return where(2 * x < 1, x - math::erf(z), math::erfc(z) - (1 - x));
}

// Winitzki's approximation ("A handy approximation for the error function and its inverse", 2008),
// right to 0.002, and steps of Halley's method, each of which triples the number of digits.
template <class X>
[[gnu::always_inline]] constexpr X erfinv(X x) {
  constexpr long double a = 0.147L;
  const X size = math::abs(x);
  const X half_log = math::log1p(-(size * size)) / 2;
  const X t = constant<X>(2 / (root_of_pi * root_of_pi * a)) + half_log;
  const X s = -(half_log * constant<X>(2 / a));
  X z = math::sqrt(s / (math::sqrt(t * t + s) + t));
  for (int k = 0; k < 3; ++k) {
    const X step = missing(size, z) * math::exp(z * z) * constant<X>(root_of_pi / 2);
    z = z + step / (1 - z * step);
  }
  z = where(size == 1, 1 / (1 - size), z);
  return where(x < 0, -z, z);
}

// erfc(-x / sqrt(2)) / 2. What rounding takes from the quotient is put back, by the slope: far
// below 0 it would be up to 700 of the result's last digits.
template <class X>
[[gnu::always_inline]] constexpr X normal_cdf(X x) {
  const X root = constant<X>(root_of_half), root_high = high_half(root);
  const X rest_of_root = constant<X>(root_of_half - rounded<X>(root_of_half));
  const X z = x * root;
  const X high = high_half(x), low = x - high;
  const X rest_of_product = (high * root_high - z + high * (root - root_high) + low * root_high) +
                            low * (root - root_high);
  const X rest = where(math::abs(x) < 50, rest_of_product + x * rest_of_root, X(0));
  return math::erfc(-z) / 2 + math::exp(-(z * z)) * rest * constant<X>(1 / root_of_pi);
}

// By Maechler, "Accurately computing log(1 - exp(-|a|))", 2012.
template <class X>
[[gnu::always_inline]] constexpr X log1mexp(X x) {
  const auto is_small = x < constant<X>(-log_of<2>);
  return where(is_small, math::log1p(-math::exp(x)), math::log(-math::expm1(x)));
}

}  // namespace computing

[[gnu::always_inline]] constexpr auto bell(auto x, auto c) {
  if constexpr (requires { compute<op::bell>(x, c); }) return compute<op::bell>(x, c);
  else return computing::bell(x, decltype(x)(c));
}
[[gnu::always_inline]] constexpr auto erfinv(auto x) {
  if constexpr (requires { compute<op::erfinv>(x); }) return compute<op::erfinv>(x);
  else return computing::erfinv(x);
}
[[gnu::always_inline]] constexpr auto log1mexp(auto x) {
  if constexpr (requires { compute<op::log1mexp>(x); }) return compute<op::log1mexp>(x);
  else return computing::log1mexp(x);
}
[[gnu::always_inline]] constexpr auto normal_cdf(auto x) {
  if constexpr (requires { compute<op::normal_cdf>(x); }) return compute<op::normal_cdf>(x);
  else return computing::normal_cdf(x);
}

}  // namespace tapeless::math
