// The one list of operations. A new operation is a row, a line here, and a user function in
// op/functions.hpp.
#pragma once

#include "tapeless/op/activation.hpp"
#include "tapeless/op/arithmetic.hpp"
#include "tapeless/op/comparison.hpp"
#include "tapeless/op/own.hpp"
#include "tapeless/op/probability.hpp"
#include "tapeless/op/random.hpp"
#include "tapeless/op/reduction.hpp"
#include "tapeless/op/rounding.hpp"
#include "tapeless/op/transcendental.hpp"

namespace tapeless::op {

using all = table<neg, add, sub, mul, div, square, cube, sqrt, cbrt, hypot, sign, abs, max, min,
                  fmax, fmin, copysign, floor, ceil, round, trunc, fmod, remainder,        //
                  exp, exp2, exp10, expm1, log, log2, log10, log1p, pow,                   //
                  sin, cos, tan, asin, acos, atan, atan2,                                  //
                  sinh, cosh, tanh, tanh_by_growth, tanh_slope, asinh, acosh, atanh,       //
                  bell, erf, erfc, erfinv, normal_cdf, normal_pdf, normal_logpdf,          //
                  lgamma, tgamma, digamma, polygamma, log1mexp, logit, xlogy, logaddexp,   //
                  sigmoid, softplus, relu, softsign, huber, uniform, own, own_of_two,      //
                  less, less_equal, equal, finite, both, either, negation, where, chosen,  //
                  unless_zero,                                                             //
                  sum, product, greatest, first_greatest, least, mean, variance, shift, logsumexp>;

// A node's operation: a row's place in `all`, or one of the structural operations after them.
using code = int;

template <class Row>
inline constexpr code code_of = all::index_of<Row>();

template <code Code>
using row = decltype(row_at<Code>(places<std::make_integer_sequence<int, all::size>, all>{}));

inline constexpr code constant = all::size;   // a number
inline constexpr code input = all::size + 1;  // a tensor read along some axes
inline constexpr code index = all::size + 2;  // an axis, as the number of the current step along it
inline constexpr code count = all::size + 3;  // how many elements some axes have together
inline constexpr code reindex = all::size + 4;  // a computed tensor read along other axes
inline constexpr code store = all::size + 5;    // an output tensor is written
inline constexpr code inside = all::size + 6;   // whether a subscript is a step along an axis
inline constexpr code rest = all::size + 7;     // the remainder of whole numbers
inline constexpr code scatter =
    all::size + 8;  // adds the elements of a tensor where subscripts say
inline constexpr code contraction =
    all::size + 9;  // a sum of products of two tensors, each with axes that the other lacks; and
                    // times a number, its third operand, if there is one
inline constexpr code codes = all::size + 10;

// A row's facts, as data.
struct facts {
  std::string_view name;
  int arity = 0;
  int cost = 0;
  bool reduction = false;
  bool composite = false;
  bool condition = false;
  bool commutative = false;
  nature is = 0;
};

// A plain array: clang limits the steps of a constant evaluation, and std::array's operator[] takes
// five of them.
struct facts_table {
  facts of[codes];
};

template <class... Rows>
constexpr facts_table facts_of(table<Rows...>) {
  facts_table all_facts{{facts{Rows::name, Rows::arity, Rows::cost, Rows::reduction,
                               Rows::composite, Rows::condition, Rows::commutative, Rows::is}...}};
  all_facts.of[constant] = {.name = "constant"};
  all_facts.of[input] = {.name = "input", .cost = 1};
  all_facts.of[index] = {.name = "index", .cost = 1};
  all_facts.of[count] = {.name = "count"};
  all_facts.of[reindex] = {.name = "reindex", .arity = 1, .cost = 1};
  all_facts.of[store] = {.name = "store", .arity = 1, .cost = 1};
  all_facts.of[scatter] = {.name = "scatter", .arity = 1, .cost = 2, .reduction = true};
  all_facts.of[contraction] = {.name = "contraction", .arity = 2, .cost = 2, .reduction = true};
  all_facts.of[rest] = {.name = "rest", .arity = 2};
  all_facts.of[inside] = {.name = "inside", .condition = true};
  return all_facts;
}

inline constexpr facts_table about = facts_of(all{});

}  // namespace tapeless::op
