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
  static_assert(is_number || operand<X>,
                "tapeless: only formulas, axes and constants can stand in a formula");
  if constexpr (axis<X>) {
    return index_of<X>{};
  } else if constexpr (formula<X>) {
    return X{};
  } else {
    return constant<0>{};
  }
}

template <class X>
constexpr auto number_of() {
  static_assert(!condition<X>,
                "tapeless: a condition is not a number; write where(condition, 1_c, 0_c)");
  return formula_of<X>();
}

template <class X>
constexpr auto condition_of() {
  static_assert(is_condition<X> || std::is_same_v<X, refused>,
                "tapeless: a condition is needed here, such as x < y or i != j");
  if constexpr (condition<X>) return X{};
  else return apply<op::equal, constant<0>, constant<0>>{};
}

// A comparison with a plain number is refused, so that `if (x > 1.0)` is one mistake.
template <class X, class Y>
concept beside_a_number = some_operand<X, Y> &&(std::is_arithmetic_v<X> || std::is_arithmetic_v<Y>);
template <class X, class Y>
constexpr refused compared() {
  (void)formula_of<std::conditional_t<std::is_arithmetic_v<X>, X, Y>>();
  return {};
}

// A row of numbers, or one of conditions, applied to what the user wrote. (Aliases, not functions:
// every function whose symbol carries a formula costs compile time.)
template <class Row, class... X>
using numbers = apply<Row, decltype(number_of<X>())...>;
template <class Row, class... X>
using conditions = apply<Row, decltype(condition_of<X>())...>;

}  // namespace expr

template <class X>
requires expr::some_operand<X>
constexpr auto operator-(X) { return expr::numbers<op::neg, X>{}; }
template <class X>
requires expr::some_operand<X>
constexpr auto operator+(X) { return expr::number_of<X>(); }

template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator+(X, Y) { return expr::numbers<op::add, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator-(X, Y) { return expr::numbers<op::sub, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator*(X, Y) { return expr::numbers<op::mul, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator/(X, Y) { return expr::numbers<op::div, X, Y>{}; }

// The remainder of whole numbers, never negative: of steps, extents and inputs of whole numbers.
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator%(X, Y) {
  return expr::remainder<decltype(expr::number_of<X>()), decltype(expr::number_of<Y>())>{};
}

template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator<(X, Y) { return expr::numbers<op::less, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator>(X, Y) { return expr::numbers<op::less, Y, X>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator<=(X, Y) { return expr::numbers<op::less_equal, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator>=(X, Y) { return expr::numbers<op::less_equal, Y, X>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator==(X, Y) { return expr::numbers<op::equal, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator!=(X, Y) {
  return expr::conditions<op::negation, expr::numbers<op::equal, X, Y>>{};
}

template <class X, class Y>
requires expr::beside_a_number<X, Y>
constexpr auto operator<(X, Y) { return expr::compared<X, Y>(); }
template <class X, class Y>
requires expr::beside_a_number<X, Y>
constexpr auto operator>(X, Y) { return expr::compared<X, Y>(); }
template <class X, class Y>
requires expr::beside_a_number<X, Y>
constexpr auto operator<=(X, Y) { return expr::compared<X, Y>(); }
template <class X, class Y>
requires expr::beside_a_number<X, Y>
constexpr auto operator>=(X, Y) { return expr::compared<X, Y>(); }
template <class X, class Y>
requires expr::beside_a_number<X, Y>
constexpr auto operator==(X, Y) { return expr::compared<X, Y>(); }
template <class X, class Y>
requires expr::beside_a_number<X, Y>
constexpr auto operator!=(X, Y) { return expr::compared<X, Y>(); }

template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator&&(X, Y) { return expr::conditions<op::both, X, Y>{}; }
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto operator||(X, Y) { return expr::conditions<op::either, X, Y>{}; }
template <class X>
requires expr::some_operand<X>
constexpr auto operator!(X) { return expr::conditions<op::negation, X>{}; }

}  // namespace tapeless
