// The operators of active numbers. What they make becomes a statement when it is assigned.
#pragma once

#include <compare>

#include "tapeless/tape/active.hpp"

namespace tapeless {

template <taped::number X>
[[gnu::always_inline]] inline auto operator-(X&& x) {
  return taped::apply_to<op::neg>(std::forward<X>(x));
}
template <taped::number X>
[[gnu::always_inline]] inline auto operator+(X&& x) {
  return taped::operand<taped::value_type_of<X>>(std::forward<X>(x));
}

template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto operator+(X&& x, Y&& y) {
  return taped::apply_to<op::add>(std::forward<X>(x), std::forward<Y>(y));
}
template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto operator-(X&& x, Y&& y) {
  return taped::apply_to<op::sub>(std::forward<X>(x), std::forward<Y>(y));
}
template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto operator*(X&& x, Y&& y) {
  return taped::apply_to<op::mul>(std::forward<X>(x), std::forward<Y>(y));
}
template <class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto operator/(X&& x, Y&& y) {
  return taped::apply_to<op::div>(std::forward<X>(x), std::forward<Y>(y));
}

namespace taped {
// Two of our numbers that have nothing in common.
template <class X, class Y>
concept strangers = number<X> && number<Y> && !is_pair<X, Y>;
template <class X>
constexpr auto no_statement() {
  static_assert(!number<X>,
                "tapeless: numbers of two kinds are in one expression: float beside double, or "
                "duals with different numbers of inputs");
  return X();
}
}  // namespace taped
template <class X, class Y>
requires taped::strangers<X, Y>
constexpr auto operator+(const X&, const Y&) { return taped::no_statement<X>(); }
template <class X, class Y>
requires taped::strangers<X, Y>
constexpr auto operator-(const X&, const Y&) { return taped::no_statement<X>(); }
template <class X, class Y>
requires taped::strangers<X, Y>
constexpr auto operator*(const X&, const Y&) { return taped::no_statement<X>(); }
template <class X, class Y>
requires taped::strangers<X, Y>
constexpr auto operator/(const X&, const Y&) { return taped::no_statement<X>(); }

// The value alone, of any number.
template <taped::number X>
constexpr decltype(auto) value(X&& x) {
  return std::forward<X>(x).value();
}
template <std::floating_point X>
constexpr X value(X x) {
  return x;
}

namespace taped {
// The value of one of two that are compared.
template <class Other, class X>
constexpr decltype(auto) value_beside(const X& x) {
  if constexpr (number<X>) return x.value();
  else if constexpr (std::is_enum_v<X>) return +x;
  else if constexpr (std::is_integral_v<X> && depth<Other> == 1)
    return static_cast<value_type_of<Other>>(x);
  else return (x);
}
}  // namespace taped

// Comparisons look at values only: a branch has no derivative.
template <class X, class Y>
requires taped::pair<X, Y>
constexpr bool operator<(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) < taped::value_beside<X>(y);
}
template <class X, class Y>
requires taped::pair<X, Y>
constexpr bool operator<=(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) <= taped::value_beside<X>(y);
}
template <class X, class Y>
requires taped::pair<X, Y>
constexpr bool operator>(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) > taped::value_beside<X>(y);
}
template <class X, class Y>
requires taped::pair<X, Y>
constexpr bool operator>=(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) >= taped::value_beside<X>(y);
}
template <class X, class Y>
requires taped::pair<X, Y>
constexpr auto operator<=>(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) <=> taped::value_beside<X>(y);
}
template <class X, class Y>
requires taped::pair<X, Y>
constexpr bool operator==(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) == taped::value_beside<X>(y);
}
template <class X, class Y>
requires taped::pair<X, Y>
constexpr bool operator!=(const X& x, const Y& y) {
  return taped::value_beside<Y>(x) != taped::value_beside<X>(y);
}

}  // namespace tapeless
