// What the standard library wants to know of a number.
#pragma once

#include <concepts>
#include <iosfwd>
#include <limits>
#include <type_traits>

#include "tapeless/tape/active.hpp"
#include "tapeless/tape/dual.hpp"

namespace tapeless {

namespace taped {

// What an expression becomes when it is assigned to a number.
template <class X>
struct finished_number_of {};
template <class T>
struct finished_number_of<active<T>> {
  using type = active<T>;
};
template <class T, int Count>
struct finished_number_of<unfinished<T, Count>> {
  using type = active<T>;
};
template <class T, int Count>
struct finished_number_of<dual<T, Count>> {
  using type = dual<T, Count>;
};
template <class T, int Count, int Terms>
struct finished_number_of<combination<T, Count, Terms>> {
  using type = dual<T, Count>;
};
template <class X>
using finished_number = typename finished_number_of<std::remove_cvref_t<X>>::type;

}  // namespace taped

// (Who writes to a stream or reads from one has its header.)
template <taped::number X>
std::ostream& operator<<(std::ostream& to, const X& x) {
  return to << x.value();
}
template <class X>
requires std::same_as<X, taped::finished_number<X>> std::istream& operator>>(std::istream& from,
                                                                             X& x) {
  typename X::value_type value{};
  if (from >> value) x = value;
  return from;
}

}  // namespace tapeless

// Constants are those of T, as passive numbers.
template <tapeless::taped::number X>
requires std::same_as<X, std::remove_cvref_t<X>>
struct std::numeric_limits<X> : std::numeric_limits<typename X::value_type> {
  using number = tapeless::taped::finished_number<X>;
  using of = std::numeric_limits<typename X::value_type>;
  static number min() { return of::min(); }
  static number max() { return of::max(); }
  static number lowest() { return of::lowest(); }
  static number epsilon() { return of::epsilon(); }
  static number round_error() { return of::round_error(); }
  static number infinity() { return of::infinity(); }
  static number quiet_NaN() { return of::quiet_NaN(); }
  static number signaling_NaN() { return of::signaling_NaN(); }
  static number denorm_min() { return of::denorm_min(); }
};

// What two numbers have in common: an active number, or a dual.
template <class X, class Y>
requires(tapeless::taped::pair<X, Y> && !(std::is_same_v<X, Y>)) struct std::common_type<X, Y> {
  using type = tapeless::taped::finished_number<
      std::conditional_t<(tapeless::taped::depth<X> >= tapeless::taped::depth<Y>), X, Y>>;
};
