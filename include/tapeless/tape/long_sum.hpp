// Sums of long ranges that lose nothing: the sums of blocks are added two by two, so that what is
// added is about as large as what it is added to. (Compensation would not survive -ffast-math.)
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>

#include "tapeless/tape/chain.hpp"

namespace tapeless::taped {

// Adds block after block, and keeps one sum for each power of two of blocks, as the digits of a
// binary counter.
template <class T>
class pairwise_sum {
 public:
  void add(T block) {
    std::size_t level = 0;
    for (; (blocks_ >> level & 1) != 0; ++level) block = T(sums_[level] + block);
    sums_[level] = block;
    ++blocks_;
  }
  T total() const {
    T sum(0);
    for (std::size_t level = 0; blocks_ >> level != 0; ++level)
      if ((blocks_ >> level & 1) != 0) sum = T(sums_[level] + sum);
    return sum;
  }

 private:
  T sums_[sizeof(std::size_t) * 8] = {};
  std::size_t blocks_ = 0;
};

// The sum of term(x) for each x of a range.
template <class T, class R, class Term>
T sum_of(const R& r, const Term& term) {
  constexpr std::size_t block_size = 128;
  auto x = std::begin(r);
  const auto block = [&](std::size_t size) {
    T sum(0);
    for (std::size_t i = 0; i < size; ++i, ++x) sum += term(*x);
    return sum;
  };
  std::size_t left = static_cast<std::size_t>(std::size(r));
  if (left <= block_size) return block(left);
  pairwise_sum<T> sums;
  for (; left > block_size; left -= block_size) sums.add(block(block_size));
  sums.add(block(left));
  return sums.total();
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
  if constexpr (depth<T> > 0) return false;
  else return base::is_finite(factor) && (factor == 0 || std::numeric_limits<T>::min() <= factor);
}

// The Euclidean length. A second look, at scaled numbers, is taken where squares overflow or vanish.
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
