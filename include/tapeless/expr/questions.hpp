// Questions about the elements of a formula: how many, whether any, which. Their derivative is 0
// wherever there is one.
#pragma once

#include "tapeless/expr/functions.hpp"

namespace tapeless {

// Whether x is finite, and whether it is NaN: conditions.
template <expr::operand X>
constexpr auto isfinite(X) {
  return expr::apply<op::finite, decltype(expr::number_of<X>())>{};
}
template <expr::operand X>
constexpr auto isnan(X x) {
  return x != x;
}

// At how many steps along the axes named, or along all, a condition holds.
template <expr::formula C, expr::axis... Over>
constexpr auto count(C, Over... over) {
  using literals::operator""_c;
  return sum(where(expr::condition_of<C>(), 1_c, 0_c), over...);
}

// Whether it holds at one of them, or at all.
template <expr::formula C, expr::axis... Over>
constexpr auto any(C c, Over... over) {
  using literals::operator""_c;
  return count(c, over...) != 0_c;
}
template <expr::formula C, expr::axis... Over>
constexpr auto all(C c, Over... over) {
  using literals::operator""_c;
  return count(!c, over...) == 0_c;
}

namespace expr {

// The first step along an axis at which a condition holds; the axis' extent if there is none.
template <condition C, axis K>
constexpr auto first(C c, K k) {
  using literals::operator""_c;
  return min(where(c, k, extent(k)), k);
}

}  // namespace expr

// The step along k at which f is greatest, or least: the first of several. (The extent of k where
// all are NaN, or where one is.)
template <expr::operand F, expr::axis K>
constexpr auto argmax(F f, K k) {
  return expr::first(f == max(f, k), k);
}
template <expr::operand F, expr::axis K>
constexpr auto argmin(F f, K k) {
  return expr::first(f == min(f, k), k);
}

// The ratio of a circle's circumference to its diameter.
inline constexpr auto pi_c = expr::constant<std::bit_cast<std::uint64_t>(3.14159265358979323846)>{};

}  // namespace tapeless
