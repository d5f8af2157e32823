// The active numbers inside something: a number, a range, a tuple, or these inside each other.
#pragma once

#include <span>
#include <tuple>
#include <type_traits>

#include "tapeless/tape/active.hpp"

namespace tapeless::taped {

template <class X>
concept iterable = requires(X& x) {
  std::begin(x);
  std::end(x);
};
template <class X>
concept tuple_like = requires {
  std::tuple_size<X>::value;
};

// Numbers that belong to somebody else. (<span> knows views, and <ranges> is large.)
template <class X>
inline constexpr bool is_view = std::ranges::enable_view<X>;

template <class X>
using element_in = std::remove_cvref_t<decltype(*std::begin(std::declval<X&>()))>;

// Whether each_active finds numbers in an X.
template <class T, class X>
inline constexpr bool holds_active = std::is_same_v<X, active<T>>;
template <class T, iterable X>
inline constexpr bool holds_active<T, X> = holds_active<T, element_in<X>>;
template <class T, template <class...> class Tuple, class... Element>
requires(tuple_like<Tuple<Element...>> &&
         !iterable<Tuple<Element...>>) inline constexpr bool holds_active<T, Tuple<Element...>> =
    (holds_active<T, Element> || ...);

// Whether each_active sees all of an X: there is nothing in it that might hide a number.
template <class T, class X>
inline constexpr bool is_transparent = std::is_same_v<X, active<T>> || std::is_arithmetic_v<X>;
template <class T, iterable X>
inline constexpr bool is_transparent<T, X> = is_transparent<T, element_in<X>>;
template <class T, template <class...> class Tuple, class... Element>
requires(tuple_like<Tuple<Element...>> &&
         !iterable<Tuple<Element...>>) inline constexpr bool is_transparent<T, Tuple<Element...>> =
    (is_transparent<T, Element> && ...);

// Calls f for each active<T> in x, in order. Anything else is left alone.
template <class T, class X, class F>
void each_active(X& x, const F& f) {
  using type = std::remove_cv_t<X>;
  if constexpr (std::is_same_v<type, active<T>>) {
    f(x);
  } else if constexpr (iterable<X>) {
    if constexpr (holds_active<T, type>)
      for (auto& element : x) each_active<T>(element, f);
  } else if constexpr (tuple_like<type>) {
    std::apply([&f](auto&... element) { (each_active<T>(element, f), ...); }, x);
  }
}

}  // namespace tapeless::taped
