// The functions of formulas, one line each, and the literals. They build types; nothing is computed.
#pragma once

#include <bit>

#include "tapeless/base/decimal.hpp"
#include "tapeless/expr/operators.hpp"

namespace tapeless {

constexpr auto square(expr::operand auto x) { return expr::of_numbers<op::square>(x); }
constexpr auto sqrt(expr::operand auto x) { return expr::of_numbers<op::sqrt>(x); }
constexpr auto abs(expr::operand auto x) { return expr::of_numbers<op::abs>(x); }
constexpr auto sign(expr::operand auto x) { return expr::of_numbers<op::sign>(x); }
constexpr auto exp(expr::operand auto x) { return expr::of_numbers<op::exp>(x); }
constexpr auto log(expr::operand auto x) { return expr::of_numbers<op::log>(x); }
constexpr auto log1p(expr::operand auto x) { return expr::of_numbers<op::log1p>(x); }
constexpr auto expm1(expr::operand auto x) { return expr::of_numbers<op::expm1>(x); }
constexpr auto sin(expr::operand auto x) { return expr::of_numbers<op::sin>(x); }
constexpr auto cos(expr::operand auto x) { return expr::of_numbers<op::cos>(x); }
constexpr auto tan(expr::operand auto x) { return expr::of_numbers<op::tan>(x); }
constexpr auto tanh(expr::operand auto x) { return expr::of_numbers<op::tanh>(x); }
constexpr auto asin(expr::operand auto x) { return expr::of_numbers<op::asin>(x); }
constexpr auto acos(expr::operand auto x) { return expr::of_numbers<op::acos>(x); }
constexpr auto atan(expr::operand auto x) { return expr::of_numbers<op::atan>(x); }
constexpr auto sigmoid(expr::operand auto x) { return expr::of_numbers<op::sigmoid>(x); }
constexpr auto softplus(expr::operand auto x) { return expr::of_numbers<op::softplus>(x); }
constexpr auto relu(expr::operand auto x) { return expr::of_numbers<op::relu>(x); }

// x to the power y. A constant whole y is multiplied out, so negative x are fine.
template <class X, class Y> requires expr::some_operand<X, Y>
constexpr auto pow(X x, Y y) { return expr::of_numbers<op::pow>(x, y); }

// The greater or the smaller of two; equal operands share the gradient, NaN wins.
template <class X, class Y> requires expr::some_operand<X, Y> && (!expr::axis<Y>)
constexpr auto max(X x, Y y) { return expr::of_numbers<op::max>(x, y); }
template <class X, class Y> requires expr::some_operand<X, Y> && (!expr::axis<Y>)
constexpr auto min(X x, Y y) { return expr::of_numbers<op::min>(x, y); }

// condition ? yes : no. An infinite or undefined derivative in the branch not taken never reaches the gradient.
template <class C, class X, class Y> requires expr::some_operand<C, X, Y>
constexpr auto where(C, X, Y) {
  using condition = decltype(expr::condition_of<C>());
  return typename expr::apply<op::where, condition, decltype(expr::number_of<X>()), decltype(expr::number_of<Y>())>::type{};
}

namespace expr {

template <class Row, class F, class... Axes>
constexpr auto reduction(F, Axes...) {
  return typename reduce<Row, decltype(number_of<F>()), Axes...>::type{};
}

}  // namespace expr

// Reductions: over the axes named, or over all axes of f when none is.
constexpr auto sum(expr::formula auto f, expr::axis auto... over) { return expr::reduction<op::sum>(f, over...); }
constexpr auto mean(expr::formula auto f, expr::axis auto... over) { return expr::reduction<op::mean>(f, over...); }
constexpr auto product(expr::formula auto f, expr::axis auto... over) { return expr::reduction<op::product>(f, over...); }
constexpr auto max(expr::formula auto f, expr::axis auto... over) { return expr::reduction<op::greatest>(f, over...); }
constexpr auto min(expr::formula auto f, expr::axis auto... over) { return expr::reduction<op::least>(f, over...); }
constexpr auto logsumexp(expr::formula auto f, expr::axis auto... over) { return expr::reduction<op::logsumexp>(f, over...); }

namespace literals {

// A constant of a formula: 0.5_c, 2_c, 1e-3_c. The nearest double, at compile time.
template <char... Letters>
constexpr auto operator""_c() {
  constexpr char letters[] = {Letters...};
  constexpr base::decimal number = base::read_decimal(letters, sizeof...(Letters));
  static_assert(number.readable, "tapeless: a constant is a decimal number, such as 2_c, 0.5_c or 1e-3_c");
  return typename expr::constant<std::bit_cast<std::uint64_t>(base::nearest_double(number))>::type{};
}

}  // namespace literals

}  // namespace tapeless
