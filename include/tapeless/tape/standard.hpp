// What the standard library wants to know of a number.
#pragma once

#include <istream>
#include <limits>
#include <ostream>
#include <type_traits>

#include "tapeless/tape/active.hpp"

namespace tapeless {

template <taped::number X>
std::ostream& operator<<(std::ostream& to, const X& x) {
  return to << x.value();
}
template <class T>
std::istream& operator>>(std::istream& from, active<T>& x) {
  T value{};
  if (from >> value) x = value;
  return from;
}

}  // namespace tapeless

// Constants are those of T, as passive numbers.
template <class T>
struct std::numeric_limits<tapeless::active<T>> : std::numeric_limits<T> {
  using number = tapeless::active<T>;
  using of = std::numeric_limits<T>;
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

// Two numbers have an active number in common.
template <class X, class Y>
requires(tapeless::taped::pair<X, Y> && !(std::is_same_v<X, Y>)) struct std::common_type<X, Y> {
  using type = tapeless::active<tapeless::taped::value_type_of<X, Y>>;
};
