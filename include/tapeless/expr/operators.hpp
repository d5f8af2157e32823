// The operators of formulas. They build types; nothing is computed.
#pragma once

#include <type_traits>

#include "tapeless/expr/axis.hpp"
#include "tapeless/expr/formula.hpp"

namespace tapeless {

namespace expr {

// What may stand in a formula: a formula, or an axis used as a number.
template <class X>
concept operand = formula<X> || axis<X>;

// At least one operand, so that a plain number beside it can be answered with a sentence.
template <class... X>
concept some_operand = (operand<X> || ...);

template <class X>
constexpr auto formula_of() {
  constexpr bool is_number = std::is_arithmetic_v<X>;
  static_assert(!is_number,
                "tapeless: a number in a formula is a compile-time constant, written 0.5_c or 2_c; "
                "a run-time number is a named input");
  static_assert(is_number || operand<X>, "tapeless: only formulas, axes and constants can stand in a formula");
  if constexpr (axis<X>) {
    return typename index_of<X>::type{};
  } else if constexpr (formula<X>) {
    return X{};
  } else {
    return typename constant<0>::type{};
  }
}

template <class X>
constexpr auto number_of() {
  static_assert(!condition<X>, "tapeless: a condition is not a number; write where(condition, 1_c, 0_c)");
  return formula_of<X>();
}

template <class X>
constexpr auto condition_of() {
  static_assert(condition<X>, "tapeless: a condition is needed here, such as x < y or i != j");
  if constexpr (condition<X>) return X{};
  else return typename apply<op::equal, constant<0>::type, constant<0>::type>::type{};
}

// A row of numbers, or one of conditions, applied to what the user wrote.
template <class Row, class... X>
constexpr auto of_numbers(X...) {
  return typename apply<Row, decltype(number_of<X>())...>::type{};
}
template <class Row, class... X>
constexpr auto of_conditions(X...) {
  return typename apply<Row, decltype(condition_of<X>())...>::type{};
}

}  // namespace expr

template <class X> requires expr::some_operand<X>
constexpr auto operator-(X x) { return expr::of_numbers<op::neg>(x); }
template <class X> requires expr::some_operand<X>
constexpr auto operator+(X) { return expr::number_of<X>(); }

template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator+(X x, Y y) { return expr::of_numbers<op::add>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator-(X x, Y y) { return expr::of_numbers<op::sub>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator*(X x, Y y) { return expr::of_numbers<op::mul>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator/(X x, Y y) { return expr::of_numbers<op::div>(x, y); }

template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator<(X x, Y y) { return expr::of_numbers<op::less>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator>(X x, Y y) { return expr::of_numbers<op::less>(y, x); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator<=(X x, Y y) { return expr::of_numbers<op::less_equal>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator>=(X x, Y y) { return expr::of_numbers<op::less_equal>(y, x); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator==(X x, Y y) { return expr::of_numbers<op::equal>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator!=(X x, Y y) { return expr::of_conditions<op::negation>(expr::of_numbers<op::equal>(x, y)); }

template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator&&(X x, Y y) { return expr::of_conditions<op::both>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto operator||(X x, Y y) { return expr::of_conditions<op::either>(x, y); }
template <class X> requires expr::some_operand<X>
constexpr auto operator!(X x) { return expr::of_conditions<op::negation>(x); }

}  // namespace tapeless
