// The active numbers inside something: a number, a range, a tuple, or these inside each other.
#pragma once

#include <iterator>
#include <ranges>
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

// Numbers that belong to somebody else.
template <class X>
inline constexpr bool is_view = std::ranges::view<X>;

// Whether each_active finds numbers in an X.
template <class T, class X>
constexpr bool holds_active_numbers() {
  if constexpr (std::is_same_v<X, active<T>>) return true;
  else if constexpr (iterable<X>)
    return holds_active_numbers<T,
                                std::remove_cvref_t<decltype(*std::begin(std::declval<X&>()))>>();
  else if constexpr (tuple_like<X>)
    return []<class... Element>(std::type_identity<std::tuple<Element...>>) {
      return (holds_active_numbers<T, std::remove_cvref_t<Element>>() || ...);
    }(std::type_identity<decltype(std::tuple_cat(std::declval<X>()))>{});
  else return false;
}
template <class T, class X>
inline constexpr bool holds_active = holds_active_numbers<T, X>();

// Calls f for each active<T> in x, in order. Anything else is left alone.
template <class T, class X, class F>
void each_active(X& x, const F& f) {
  using type = std::remove_cv_t<X>;
  if constexpr (std::is_same_v<type, active<T>>) {
    f(x);
  } else if constexpr (iterable<X>) {
    if constexpr (!std::is_arithmetic_v<std::remove_cvref_t<decltype(*std::begin(x))>>)
      for (auto& element : x) each_active<T>(element, f);
  } else if constexpr (tuple_like<type>) {
    std::apply([&f](auto&... element) { (each_active<T>(element, f), ...); }, x);
  }
}

}  // namespace tapeless::taped
