// What is a number here: plain ones, active ones, and the unfinished statements between them.
#pragma once

#include <concepts>
#include <type_traits>

namespace tapeless {

template <class T>
class active;
template <class T, int Count>
class unfinished;
template <class T, int Count>
class dual;
template <class T, int Count, int Terms>
class combination;

namespace taped {

// How deep a type is active: 0 for a plain number, 2 for active<active<double>>.
template <class X>
inline constexpr int depth_of = 0;
template <class T>
inline constexpr int depth_of<active<T>> = 1 + depth_of<T>;
template <class T, int Count>
inline constexpr int depth_of<unfinished<T, Count>> = 1 + depth_of<T>;
template <class T, int Count>
inline constexpr int depth_of<dual<T, Count>> = 1 + depth_of<T>;
template <class T, int Count, int Terms>
inline constexpr int depth_of<combination<T, Count, Terms>> = 1 + depth_of<T>;

template <class X>
inline constexpr int depth = depth_of<std::remove_cvref_t<X>>;

// An active number, a dual, or an expression of them.
template <class X>
inline constexpr bool is_number = 0 < depth<X>;
template <class X>
concept number = is_number<X>;

// The T of active<T> or unfinished<T, Count>; of two types, that of the deeper.
template <class X>
struct value_type {
  using type = void;
};
template <number X>
struct value_type<X> {
  using type = typename std::remove_cvref_t<X>::value_type;
};
template <class X, class Y = int>
using value_type_of = typename value_type<std::conditional_t<(depth<X> >= depth<Y>), X, Y>>::type;

// A formula, which becomes no number, and has a sentence about that.
template <class X>
inline constexpr bool is_formula = requires {
  std::remove_cvref_t<X>::term;
};

// What can stand beside an active<T>: the same, or what becomes a T on which nothing depends.
template <class X, class T>
concept fits = (number<X> && std::same_as<value_type_of<X>, T>) ||
               (depth<X> <= depth<T> && !is_formula<X> && std::convertible_to<X, T>);

// How many inputs a dual has; 0 for what is none.
template <class X>
inline constexpr int places_of = 0;
template <class T, int Count>
inline constexpr int places_of<dual<T, Count>> = Count;
template <class T, int Count, int Terms>
inline constexpr int places_of<combination<T, Count, Terms>> = Count;
template <class X, class Y, int P = places_of<std::remove_cvref_t<X>>,
          int Q = places_of<std::remove_cvref_t<Y>>>
inline constexpr bool same_places = P == 0 || Q == 0 || P == Q;

// Two operands, at least one of them a number of ours.
template <class X, class Y, class T = value_type_of<X, Y>>
inline constexpr bool is_pair = (is_number<X> ||
                                 is_number<Y>)&&fits<X, T>&& fits<Y, T>&& same_places<X, Y>;
template <class X, class Y>
concept pair = is_pair<X, Y>;

// Operands of which the deepest is a number of ours, and the others stand beside it.
template <class X, class... More>
struct deepest {
  using type = X;
};
template <class X, class Y, class... More>
struct deepest<X, Y, More...> : deepest<std::conditional_t<(depth<X> >= depth<Y>), X, Y>, More...> {
};
template <class... X>
concept numbers = (is_number<X> || ...) &&
                  (fits<X, value_type_of<typename deepest<X...>::type>> && ...);

// Whether X is passive beside an active<T>.
template <class X, class T>
inline constexpr bool is_passive = depth<X> <= depth<T>;

// Whether x is this number, whatever the operands are.
template <class T>
[[gnu::always_inline]] inline bool is_constant(const T& x, int number) {
  if constexpr (depth<T> == 0) return x == T(number);
  else return x.is_passive() && is_constant(x.value(), number);
}

}  // namespace taped

}  // namespace tapeless
