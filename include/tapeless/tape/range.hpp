// Sums, products and lengths of ranges of active numbers: one statement each.
#pragma once

#include <cmath>
#include <iterator>

#include "tapeless/machine/workspace.hpp"
#include "tapeless/tape/functions.hpp"
#include "tapeless/tape/ledger.hpp"
#include "tapeless/tape/long_sum.hpp"

namespace tapeless {

namespace taped {

template <class R>
using element_of = std::remove_cvref_t<decltype(*std::begin(std::declval<const R&>()))>;

// An active number, or an expression of them.
template <class X>
inline constexpr bool is_recorded = false;
template <class T>
inline constexpr bool is_recorded<active<T>> = true;
template <class T, int Count>
inline constexpr bool is_recorded<unfinished<T, Count>> = true;

// A range of numbers that a tape records. (A range of duals is not: sum() of one is the user's.)
template <class R>
concept active_range = requires(const R& r) {
  std::size(r);
  requires is_recorded<element_of<R>>;
};
template <class R>
using value_of_range = typename element_of<R>::value_type;

// A range of what a tape<T> records; or of what is passive beside that: plain numbers, and also
// numbers of an outer tape.
template <class R, class T>
concept recorded_range = active_range<R> && std::same_as<value_of_range<R>, T>;
template <class R, class T>
concept passive_range = requires(const R& r) {
  std::size(r);
  requires is_passive<element_of<R>, T>;
  requires fits<element_of<R>, T>;
};

// Two ranges of which at least the first is recorded.
template <class X, class Y, class T = value_of_range<X>>
inline constexpr bool can_be_multiplied = recorded_range<Y, T> || passive_range<Y, T>;
template <class X, class Y>
concept first_is_recorded = active_range<X> && can_be_multiplied<X, Y>;
template <class X, class Y>
concept factors = first_is_recorded<X, Y> || first_is_recorded<Y, X>;

template <class R>
size_t size_of(const R& r) {
  return static_cast<size_t>(std::size(r));
}

// The statements of one or two ranges, in one array.
class statements_of {
 public:
  template <class... R>
  explicit statements_of(const R&... r)
      : count_((size_of(r) + ...)), memory_(count_ * sizeof(index)) {
    index* to = reinterpret_cast<index*>(memory_.begin());
    all_ = to;
    ((to = take(r, to)), ...);
  }

  // Whether something depends on them.
  bool any() const { return any_ != 0; }
  size_t count() const { return count_; }
  index operator()(size_t k) const { return all_[k]; }

 private:
  template <class R>
  index* take(const R& r, index* to) {
    using number = active<value_of_range<R>>;
    if constexpr (std::contiguous_iterator<decltype(std::begin(r))>)
      any_ |= number::statements(std::data(r), size_of(r), to);
    else
      for (index* i = to; const auto& x : r) any_ |= * i++ = x.statement();
    return to + size_of(r);
  }

  size_t count_;
  machine::workspace memory_;
  const index* all_;
  index any_ = 0;
};

// A number that depends on them; fill(partials) writes the derivatives.
template <class T, class Fill>
active<T> spread_over(const statements_of& operands, const T& value, const Fill& fill) {
  if (!operands.any()) return active<T>(value);
  const index made = record_spread<T>(writing<T>(), operands.count(), operands, fill);
  return active<T>(value, made | unread);
}

inline void must_be_as_long(size_t x, size_t y) {
  if (x != y)
    base::fail("dot: the first range has " + std::to_string(x) + " numbers, the second " +
               std::to_string(y));
}

template <class X, class Y>
auto dot_with_plain(const X& x, const Y& y) {
  using T = value_of_range<X>;
  auto factor = std::begin(y);
  const T z = sum_of<T>(
      x, [&factor](const auto& element) { return T(element.value() * static_cast<T>(*factor++)); });
  return spread_over(statements_of(x), z, [&y](T* p) {
    for (const auto& element : y) ::new (p++) T(static_cast<T>(element));
  });
}

template <class X, class Y>
auto dot_of_active(const X& x, const Y& y) {
  using T = value_of_range<X>;
  auto factor = std::begin(y);
  const T z = sum_of<T>(
      x, [&factor](const auto& element) { return T(element.value() * (*factor++).value()); });
  return spread_over(statements_of(x, y), z, [&](T* p) {
    for (const auto& element : y) ::new (p++) T(element.value());
    for (const auto& element : x) ::new (p++) T(element.value());
  });
}

}  // namespace taped

// The sum of a range, as one statement.
template <taped::active_range R>
auto sum(const R& r) {
  using T = taped::value_of_range<R>;
  const T z = taped::sum_of<T>(r, [](const auto& x) { return x.value(); });
  return taped::spread_over(taped::statements_of(r), z, [&r](T* p) {
    for (T* const end = p + taped::size_of(r); p != end;) ::new (p++) T(1);
  });
}

// The inner product of two ranges, of which one may be plain numbers, as one statement.
template <class X, class Y>
requires taped::factors<X, Y>
auto dot(const X& x, const Y& y) {
  taped::must_be_as_long(taped::size_of(x), taped::size_of(y));
  if constexpr (!taped::first_is_recorded<X, Y>) return taped::dot_with_plain(y, x);
  else if constexpr (!taped::first_is_recorded<Y, X>) return taped::dot_with_plain(x, y);
  else return taped::dot_of_active(x, y);
}

// The Euclidean length of a range, as one statement; where it is 0 the derivative is 0.
template <taped::active_range R>
auto norm(const R& r) {
  using T = taped::value_of_range<R>;
  const T z = taped::length_of<T>(r);
  return taped::spread_over(taped::statements_of(r), z, [&](T* p) {
    const T factor = z == 0 ? T(0) : T(1 / z);
    if (taped::keeps_its_digits(factor))
      for (const auto& x : r) ::new (p++) T(x.value() * factor);
    else
      for (const auto& x : r) ::new (p++) T(x.value() / z);
  });
}

}  // namespace tapeless
