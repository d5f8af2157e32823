// The types that formulas have. A formula goes by a number, the hash of all that it is, so its name
// has one length however large it is. Names that are trees are exponential in shared sub-formulas,
// and compilers write them into symbols, debug information and notes
// (docs/decisions/019_formulas_by_hash.md).
#pragma once

#include <bit>
#include <concepts>
#include <type_traits>

// (It has a sentence: a compiler shows the headers that lead to one.)
#include "tapeless/op/own.hpp"

#include "tapeless/expr/refused.hpp"
#include "tapeless/expr/term.hpp"

namespace tapeless::expr {

// What formulas can not do, with a sentence each. (The conversion is no template, or `c ? x : y` of
// two formulas would not see it; and it is one for all formulas, so that it is told once.)
template <class Number>
struct no_number {
  constexpr operator Number() const {
    static_assert(sizeof(Number) == 0,
                  "tapeless: a formula has no value before it is called, function(f)(x = data): "
                  "write exp(x), not std::exp(x), and where(c, x, y), not if (c) or c ? x : y");
    return 0;
  }
  template <class Place>
  constexpr auto operator[](Place) const;
  template <class... Given>
  constexpr auto operator()(Given...) const;
};

}  // namespace tapeless::expr

namespace tapeless {

// Bases in this namespace, so that a call like sin(x) finds tapeless::sin without `using`.
struct any_formula : expr::no_number<double> {};
struct any_condition : any_formula {};

}  // namespace tapeless

namespace tapeless::expr {

// (As variables: of a concept compilers explain what it is made of, which is more than a sentence.)
template <class F>
inline constexpr bool is_formula = std::derived_from<F, any_formula>;
template <class F>
inline constexpr bool is_condition = std::derived_from<F, any_condition>;

// A formula: a number or a tensor of numbers.
template <class F>
concept formula = is_formula<F>;

// A formula that is true or false: what comparisons make and where() takes.
template <class F>
concept condition = is_condition<F>;

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnon-template-friend"
#endif

// What is not an input is one of these two. Which term the number stands for is remembered by a
// friend function, defined by `naming` where the formula is made.
template <std::uint64_t Hash>
struct number : any_formula {
  template <class X>
  constexpr auto operator=(const X&) const;
  friend constexpr const expr::term& term_of(number);
  static constexpr const expr::term& term = term_of(number{});
};
template <std::uint64_t Hash>
struct truth : any_condition {
  template <class X>
  constexpr auto operator=(const X&) const;
  friend constexpr const expr::term& term_of(truth);
  static constexpr const expr::term& term = term_of(truth{});
};

#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

// The type of the formula with a term. (Two terms with one hash would define one function twice,
// and not compile.)
template <const expr::term& Term>
struct naming {
  using type =
      std::conditional_t<op::about.of[Term.code].condition, truth<Term.hash>, number<Term.hash>>;
  friend constexpr const expr::term& term_of(type) { return Term; }
};

// A row applied to formulas.
template <class Row, class... Operands>
inline constexpr term applied{.code = op::code_of<Row>,
                              .operand = {&Operands::term...},
                              .hash = hash_of(op::code_of<Row>, Operands::term.hash...)};
template <class Row, class... Operands>
using apply = typename naming<applied<Row, Operands...>>::type;

// A reduction over some axes; over all of the operand's when none are given.
template <class Row, class Operand, class... Axes>
inline constexpr term reduced{.code = op::code_of<Row>,
                              .operand = {&Operand::term},
                              .axes = {{&Axes::info...}, sizeof...(Axes)},
                              .hash = hash_of(op::code_of<Row>, Operand::term.hash, Axes::hash...)};
template <class Row, class Operand, class... Axes>
using reduce = typename naming<reduced<Row, Operand, Axes...>>::type;

// A compile-time number, by its bits (clang 14 has no floating-point template arguments).
template <std::uint64_t Bits>
inline constexpr term fixed{.code = op::constant,
                            .number = std::bit_cast<double>(Bits),
                            .hash = hash_of(op::constant, Bits)};
template <std::uint64_t Bits>
using constant = typename naming<fixed<Bits>>::type;

// A formula whose axes come last, and in this order, where it is a result.
template <class F, class... Axes>
inline constexpr term in_order{.code = op::store,
                               .operand = {&F::term},
                               .axes = {{&Axes::info...}, sizeof...(Axes)},
                               .hash = hash_of(op::store, F::term.hash, Axes::hash...)};

// An axis used as a number: 0, 1, 2, ... along it.
template <class Axis>
inline constexpr term counting{
    .code = op::index, .axes = {{&Axis::info}, 1}, .hash = hash_of(op::index, Axis::hash)};
template <class Axis>
using index_of = typename naming<counting<Axis>>::type;

// What stands for something mistaken in a formula, once its sentence is said.
using nothing = constant<0>;

// The subscripts of a read.
template <class... Subscripts>
inline constexpr const term* subscript_terms[] = {&Subscripts::term...};

// The same read where it may lie outside; and whether it lies inside.
template <const term& Read>
inline constexpr term guarded = [] {
  term t = Read;
  t.guarded = true;
  t.hash = hash_of(Read.hash, op::store);
  return t;
}();
template <const term& Read>
inline constexpr term inside = [] {
  term t = Read;
  t.code = op::inside;
  t.operand = {};
  t.hash = hash_of(Read.hash, op::inside);
  return t;
}();

// The remainder of whole numbers.
template <class X, class Y>
inline constexpr term rest_of{.code = op::rest,
                              .operand = {&X::term, &Y::term},
                              .hash = hash_of(op::rest, X::term.hash, Y::term.hash)};
template <class X, class Y>
using remainder = typename naming<rest_of<X, Y>>::type;

// The extent of an axis, as a number.
template <class Axis>
inline constexpr term measured{
    .code = op::count, .axes = {{&Axis::info}, 1}, .hash = hash_of(op::count, Axis::hash)};
template <class Axis>
using extent_of = typename naming<measured<Axis>>::type;

}  // namespace tapeless::expr

namespace tapeless {

namespace expr {

template <class Number>
template <class Place>
constexpr auto no_number<Number>::operator[](Place) const {
  static_assert(!std::is_same_v<Place, Place>,
                "tapeless: an element of a formula is read with round brackets and a subscript: "
                "x(0_c), x(i + 1_c), or at(f, i = 0_c)");
  return nothing{};
}

template <class Number>
template <class... Given>
constexpr auto no_number<Number>::operator()(Given...) const {
  static_assert(sizeof(Number) == 0,
                "tapeless: a formula is compiled before it is called, function(f)(x = data); and "
                "one that is no input is read elsewhere by at(f, i = 0_c)");
  return refused{};
}

template <class F>
constexpr auto does_not_change() {
  static_assert(sizeof(F) == 0,
                "tapeless: a formula does not change, and only inputs are bound to data; write "
                "another: const auto g = f + x");
  return nothing{};
}
template <std::uint64_t Hash>
template <class X>
constexpr auto number<Hash>::operator=(const X&) const {
  return does_not_change<number>();
}
template <std::uint64_t Hash>
template <class X>
constexpr auto truth<Hash>::operator=(const X&) const {
  return does_not_change<truth>();
}

}  // namespace expr

// Operators that formulas do not have.
template <expr::formula F, class X>
constexpr const F& operator+=(const F& f, const X&) {
  static_assert(!std::is_same_v<F, F>,
                "tapeless: a formula does not change; write another: const auto g = f + x");
  return f;
}
template <expr::formula F, class X>
constexpr const F& operator-=(const F& f, const X&) {
  static_assert(!std::is_same_v<F, F>,
                "tapeless: a formula does not change; write another: const auto g = f - x");
  return f;
}
template <expr::formula F, class X>
constexpr const F& operator*=(const F& f, const X&) {
  static_assert(!std::is_same_v<F, F>,
                "tapeless: a formula does not change; write another: const auto g = f * x");
  return f;
}
template <expr::formula F, class X>
constexpr const F& operator/=(const F& f, const X&) {
  static_assert(!std::is_same_v<F, F>,
                "tapeless: a formula does not change; write another: const auto g = f / x");
  return f;
}

template <class X, class Y>
requires(expr::formula<X> || expr::formula<Y>) constexpr auto operator^(X, Y) {
  static_assert(!std::is_same_v<X, X>, "tapeless: a power is pow(x, 2_c), or square(x)");
  return expr::nothing{};
}
template <class X, class Y>
requires(expr::formula<X> || expr::formula<Y>) constexpr auto operator&(X, Y) {
  static_assert(!std::is_same_v<X, X>, "tapeless: conditions are joined by && and ||");
  return expr::apply<op::equal, expr::nothing, expr::nothing>{};
}
template <class X, class Y>
requires(expr::formula<X>&& expr::formula<Y>) constexpr auto operator|(X, Y) {
  static_assert(!std::is_same_v<X, X>, "tapeless: conditions are joined by && and ||");
  return expr::apply<op::equal, expr::nothing, expr::nothing>{};
}

// A stream, or whatever has such a sign.
template <class Stream, expr::formula F>
constexpr Stream& operator<<(Stream& out, F) {
  static_assert(!std::is_same_v<F, F>,
                "tapeless: a formula is printed by describe(function(f)), and its value when it "
                "is called");
  return out;
}

}  // namespace tapeless
