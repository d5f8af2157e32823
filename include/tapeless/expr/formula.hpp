// The types that formulas have. Each is nested in a template (apply<...>::type), because then
// argument-dependent lookup does not walk into the operands: clang's would be exponential in shared
// sub-formulas.
#pragma once

#include <bit>
#include <concepts>
#include <type_traits>

#include "tapeless/expr/term.hpp"

namespace tapeless {

// Bases in this namespace, so that a call like sin(x) finds tapeless::sin without `using`.
struct any_formula {};
struct any_condition : any_formula {};

}  // namespace tapeless

namespace tapeless::expr {

// A formula: a number or a tensor of numbers.
template <class F>
concept formula = std::derived_from<F, any_formula>;

// A formula that is true or false: what comparisons make and where() takes.
template <class F>
concept condition = std::derived_from<F, any_condition>;

template <class Row>
using base_of = std::conditional_t<Row::condition, any_condition, any_formula>;

// A row applied to formulas.
template <class Row, class... Operands>
struct apply {
  struct type : base_of<Row> {
    static constexpr expr::term term{.code = op::code_of<Row>,
                                     .operand = {&Operands::term...},
                                     .hash = hash_of(op::code_of<Row>, Operands::term.hash...)};
  };
};

// A reduction over some axes; over all of the operand's when none are given.
template <class Row, class Operand, class... Axes>
struct reduce {
  struct type : any_formula {
    static constexpr expr::term term{
        .code = op::code_of<Row>,
        .operand = {&Operand::term},
        .axes = {{&Axes::info...}, sizeof...(Axes)},
        .hash = hash_of(op::code_of<Row>, Operand::term.hash, Axes::hash...)};
  };
};

// A compile-time number, by its bits (clang 14 has no floating-point template arguments).
template <std::uint64_t Bits>
struct constant {
  struct type : any_formula {
    static constexpr expr::term term{.code = op::constant,
                                     .number = std::bit_cast<double>(Bits),
                                     .hash = hash_of(op::constant, Bits)};
  };
};

// An axis used as a number: 0, 1, 2, ... along it.
template <class Axis>
struct index_of {
  struct type : any_formula {
    static constexpr expr::term term{
        .code = op::index, .axes = {{&Axis::info}, 1}, .hash = hash_of(op::index, Axis::hash)};
  };
};

}  // namespace tapeless::expr
