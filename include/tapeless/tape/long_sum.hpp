// Sums of long ranges that lose nothing, and lengths that do not overflow.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>

#include "tapeless/base/pairwise_sum.hpp"
#include "tapeless/tape/chain.hpp"

namespace tapeless::taped {

inline constexpr std::size_t most_in_a_block = 32;

// (Apart, so that a short sum is a plain loop.)
template <class T, class R, class Term>
[[gnu::noinline]] T sum_of_blocks(const R& r, const Term& term) {
  base::pairwise_sum<T> sums;
  auto x = std::begin(r);
  for (std::size_t left = static_cast<std::size_t>(std::size(r)); left > 0;) {
    T sum(0);
    const std::size_t size = std::min(left, most_in_a_block);
    for (std::size_t i = 0; i < size; ++i, ++x) sum += term(*x);
    sums.add(sum);
    left -= size;
  }
  return sums.total();
}

// The sum of term(x) for each x of a range.
template <class T, class R, class Term>
T sum_of(const R& r, const Term& term) {
  if (static_cast<std::size_t>(std::size(r)) > most_in_a_block) return sum_of_blocks<T>(r, term);
  T sum(0);
  for (const auto& x : r) sum += term(x);
  return sum;
}

// The value of a number of any depth.
template <class X>
constexpr auto innermost(const X& x) {
  if constexpr (is_number<X>) return innermost(x.value());
  else return x;
}

// Whether a quotient by a length may be a product with this factor: it is not denormal, and nobody
// wants its own derivative.
template <class T>
bool keeps_its_digits(const T& factor) {
  if constexpr (depth < T >> 0) return false;
  else return base::is_finite(factor) && (factor == 0 || std::numeric_limits<T>::min() <= factor);
}

// The Euclidean length. A second look, at scaled numbers, is taken where squares overflow or
// vanish.
template <class T, class R>
T length_of(const R& r) {
  using std::sqrt;
  using plain = decltype(innermost(T()));
  using limits = std::numeric_limits<plain>;
  const T squares = sum_of<T>(r, [](const auto& x) { return T(x.value() * x.value()); });
  const plain size = innermost(squares);
  if (base::is_finite(size) && limits::min() / limits::epsilon() < size) return sqrt(squares);
  plain largest = 0;
  for (const auto& x : r) {
    const plain element = innermost(x.value());
    largest = std::max(largest, element < 0 ? -element : element);
  }
  if (base::is_nan(size) || largest == 0 || base::is_inf(largest)) return sqrt(squares);
  const T scaled = sum_of<T>(r, [largest](const auto& x) {
    const T part = x.value() / largest;
    return T(part * part);
  });
  return sqrt(scaled) * largest;
}

}  // namespace tapeless::taped
