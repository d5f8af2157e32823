// Functions of the user's own on the tape and in duals.
#pragma once

#include "tapeless/op/own.hpp"
#include "tapeless/tape/functions.hpp"

namespace tapeless {

namespace taped {

template <class Own, class X>
[[gnu::always_inline]] inline auto apply_own(const Own& f, const X& x) {
  using T = value_type_of<X>;
  const T z(f(x.value()));
  return chained(op::own(), z, x, T(f.template derivative<0>(x.value())));
}

// (One of the two may be a passive number.)
template <class Own, class X, class Y>
[[gnu::always_inline]] inline auto apply_own(const Own& f, const X& x, const Y& y) {
  using T = value_type_of<X, Y>;
  const T &u = value_beside<Y>(x), &v = value_beside<X>(y);
  const T z(f(u, v));
  const auto by_x = [&] { return T(f.template derivative<0>(u, v)); };
  const auto by_y = [&] { return T(f.template derivative<1>(u, v)); };
  if constexpr (is_passive<Y, T>) return chained(op::own_of_two(), z, x, by_x());
  else if constexpr (is_passive<X, T>) return chained(op::own_of_two(), z, y, by_y());
  else return chained(op::own_of_two(), z, x, by_x(), y, by_y());
}

}  // namespace taped

template <base::text Name, class F, class By, class X>
requires taped::number<X>
[[gnu::always_inline]] inline auto compute_own(const own_function<Name, F, By>& f, X&& x) {
  using T = taped::value_type_of<X>;
  return taped::apply_own(f, taped::operand<T>(std::forward<X>(x)));
}
template <base::text Name, class F, class ByX, class ByY, class X, class Y>
requires taped::pair<X, Y>
[[gnu::always_inline]] inline auto compute_own(const own_function<Name, F, ByX, ByY>& f, X&& x,
                                               Y&& y) {
  using T = taped::value_type_of<X, Y>;
  return taped::apply_own(f, taped::operand<T>(std::forward<X>(x)),
                          taped::operand<T>(std::forward<Y>(y)));
}

}  // namespace tapeless
