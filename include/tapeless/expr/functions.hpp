// What the functions of op/functions.hpp make of formulas, those that are special here, and the
// literals. They build types; nothing is computed.
#pragma once

#include <bit>

#include "tapeless/base/decimal.hpp"
#include "tapeless/expr/operators.hpp"
#include "tapeless/op/functions.hpp"

namespace tapeless {

template <class... X>
requires expr::some_operand<X...>
inline constexpr bool op::are_operands<X...> = true;

// What a row makes of formulas.
template <class Row, class... X>
requires expr::some_operand<std::remove_cvref_t<X>...>
constexpr auto compute(X&&...) { return expr::numbers<Row, std::remove_cvref_t<X>...>{}; }

// x to the power y. A constant whole y is multiplied out, so negative x are fine.
template <class X, class Y>
requires expr::some_operand<X, Y>
constexpr auto pow(X, Y) { return expr::numbers<op::pow, X, Y>{}; }

// The greater or the smaller of two; equal operands share the gradient, NaN wins.
template <class X, class Y>
requires expr::some_operand<X, Y> &&(!expr::axis<Y>)constexpr auto max(X, Y) {
  return expr::numbers<op::max, X, Y>{};
}
template <class X, class Y>
requires expr::some_operand<X, Y> &&(!expr::axis<Y>)constexpr auto min(X, Y) {
  return expr::numbers<op::min, X, Y>{};
}
// (Of one type: where `using std::max` is in force, that would be taken.)
template <expr::formula X>
constexpr auto max(const X&, const X&) {
  return expr::numbers<op::max, X, X>{};
}
template <expr::formula X>
constexpr auto min(const X&, const X&) {
  return expr::numbers<op::min, X, X>{};
}

// condition ? yes : no. An infinite or undefined derivative in the branch not taken never reaches
// the gradient.
template <class C, class X, class Y>
requires expr::some_operand<C, X, Y>
constexpr auto where(C, X, Y) {
  using condition = decltype(expr::condition_of<C>());
  return expr::apply<op::where, condition, decltype(expr::number_of<X>()),
                     decltype(expr::number_of<Y>())>{};
}

namespace expr {

// x where a condition holds, else 0, without the care that where() takes of what is infinite.
template <formula X, condition C>
constexpr auto chosen(X, C) {
  return apply<op::chosen, X, C>{};
}

// A formula read elsewhere.
template <class F, class... Places>
struct elsewhere;
template <class F, class... Axes, class... Subscripts>
struct elsewhere<F, place_binding<Axes, Subscripts>...> {
  static constexpr expr::term term{
      .code = op::reindex,
      .operand = {&F::term},
      .subscripts = subscript_terms<Subscripts...>,
      .axes = {{&Axes::info...}, sizeof...(Axes)},
      .hash = hash_of(op::reindex, F::term.hash, hash_of(Axes::hash, Subscripts::term.hash)...)};
  using type = typename naming<term>::type;
};

template <class R>
inline constexpr bool is_read = R::term.subscripts.exists ||
                                (R::term.code == op::input && R::term.axes.size > 0);

}  // namespace expr

// A formula read elsewhere: at(f, i = m + 1_c) is f with m + 1 for i. It must lie inside.
template <expr::operand F, class Place, class... Places>
constexpr auto at(F, Place, Places...) {
  using formula = decltype(expr::number_of<F>());
  return typename expr::elsewhere<formula, Place, Places...>::type{};
}

// A read that may lie outside, and is another number there: padded(x(m - 1_c), 0_c).
template <expr::operand Read, class Value>
constexpr auto padded(Read, Value) {
  static_assert(expr::is_read<Read>,
                "tapeless: padded() takes a read, such as x(m - 1_c) or at(f, i = m - 1_c)");
  using inside = typename expr::naming<expr::inside<Read::term>>::type;
  using read = typename expr::naming<expr::guarded<Read::term>>::type;
  return expr::apply<op::where, inside, read, decltype(expr::number_of<Value>())>{};
}

namespace expr {

template <class Row, class F, class... Axes>
using reduction = reduce<Row, decltype(number_of<F>()), Axes...>;

template <class... Over>
inline constexpr bool are_axes = (axis<Over> && ...);
template <class... Over>
constexpr auto not_axes() {
  static_assert(
      are_axes<Over...>,
      "tapeless: a reduction is over axes, by the objects: sum(f, n) with n = axis<\"n\">");
  return nothing{};
}

}  // namespace expr

// Reductions: over the axes named, or over all axes of f when none is.
template <expr::operand F, class... Over>
constexpr auto sum(F, Over...) {
  if constexpr (expr::are_axes<Over...>) return expr::reduction<op::sum, F, Over...>{};
  else return expr::not_axes<Over...>();
}
template <expr::operand F, class... Over>
constexpr auto mean(F, Over...) {
  if constexpr (expr::are_axes<Over...>) return expr::reduction<op::mean, F, Over...>{};
  else return expr::not_axes<Over...>();
}
template <expr::operand F, class... Over>
constexpr auto product(F, Over...) {
  if constexpr (expr::are_axes<Over...>) return expr::reduction<op::product, F, Over...>{};
  else return expr::not_axes<Over...>();
}
constexpr auto max(expr::formula auto f, expr::axis auto... over) {
  return expr::reduction<op::greatest, decltype(f), decltype(over)...>{};
}
constexpr auto min(expr::formula auto f, expr::axis auto... over) {
  return expr::reduction<op::least, decltype(f), decltype(over)...>{};
}
template <expr::operand F, class... Over>
constexpr auto logsumexp(F, Over...) {
  if constexpr (expr::are_axes<Over...>) return expr::reduction<op::logsumexp, F, Over...>{};
  else return expr::not_axes<Over...>();
}

// A number is its own sum: so of sum(std::exp(x)) no more than one mistake is told.
template <std::floating_point X>
constexpr X sum(X x) {
  return x;
}
template <std::floating_point X>
constexpr X mean(X x) {
  return x;
}

inline namespace literals {

// A constant of a formula: 0.5_c, 2_c, 1e-3_c. The nearest double, at compile time.
template <char... Letters>
constexpr auto operator""_c() {
  constexpr char letters[] = {Letters...};
  constexpr auto number = base::read_decimal<base::exact_natural>(letters, sizeof...(Letters));
  static_assert(number.readable,
                "tapeless: a constant is a decimal number, such as 2_c, 0.5_c or 1e-3_c");
  if constexpr (base::is_short(number)) {
    return expr::constant<std::bit_cast<std::uint64_t>(base::nearest_double(number))>{};
  } else {
    constexpr double nearest =
        base::nearest_double(base::read_decimal(letters, sizeof...(Letters)));
    return expr::constant<std::bit_cast<std::uint64_t>(nearest)>{};
  }
}

}  // namespace literals

}  // namespace tapeless
