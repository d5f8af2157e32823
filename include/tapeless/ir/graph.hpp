// ir/: what the compiler thinks in.
// A graph is a list of nodes in order of computation: an operand always comes before its user.
// Plain data.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "tapeless/base/length.hpp"
#include "tapeless/base/limits.hpp"
#include "tapeless/base/list.hpp"
#include "tapeless/ir/subscript.hpp"
#include "tapeless/ir/whole.hpp"
#include "tapeless/op/all.hpp"

namespace tapeless::ir {

using base::at_run_time;
using base::length;

struct node {
  op::code code = op::constant;
  int operand[3] = {-1, -1, -1};
  axis_set axes{};  // of the value; a reduction's are its operand's less `over`
  axis_set over{};  // what a reduction reduces, what `count` counts, where a scatter runs
  int input = -1;   // which input is read; which output is stored; the axis that `inside` is about
  index_list index{};  // how an input, a reindexed tensor or an output is walked; the axis of
                       // `index`; what `inside` asks of; where a scatter adds, by its axes
  double number = 0;   // of a constant; the bits of the hash of `own`
  base::link<op::own_rule> own{};  // a function of the user's own
  bool guarded = false;            // a read that may lie outside, where its value does not matter
  bool unless_zero = false;   // a contraction: a term is 0 where one of its factors is, also if the
                              // other is infinite or NaN (op::unless_zero)
  bool from_outside = false;  // it flows back into a sum, from outside that sum

  constexpr int arity() const { return op::about.of[code].arity; }
};

struct axis {
  std::string_view name;
  std::int64_t extent = at_run_time;
  int original = -1;  // of a twin: the axis whose extent it has
  int length = -1;    // of a derived axis: its extent, in the graph's table of lengths
};

struct input {
  std::string_view name;
  index_list axes{};
  bool is_whole = false;  // it holds whole numbers, and only subscripts read it
};

// A result: the value (input -1) or the gradient by an input. A tensor is laid out along `axes`.
struct output {
  int node = -1;
  int input = -1;
  index_list axes{};
};

struct graph {
  base::list<node> nodes;
  base::list<output> outputs;
  base::list<axis> axes;
  base::list<input> inputs;
  base::list<int> order;  // the axes, outermost loop first
  base::list<subscript> subscripts;
  base::list<whole> wholes;
  base::list<length> lengths;
  int written = 0;  // the first so many nodes are the user's; the others were derived
};

constexpr bool is_own(op::code code) {
  return code == op::code_of<op::own> || code == op::code_of<op::own_of_two>;
}
constexpr const op::facts& about(const node& n) { return op::about.of[n.code]; }
constexpr bool is_constant_zero(const node& n) { return n.code == op::constant && n.number == 0; }

// The same axes and inputs, and no nodes yet.
constexpr graph empty_like(const graph& g) {
  graph out;
  out.axes = g.axes;
  out.inputs = g.inputs;
  out.order = g.order;
  out.subscripts = g.subscripts;
  out.wholes = g.wholes;
  out.lengths = g.lengths;
  return out;
}

// What walks a dimension, whatever it is.
constexpr subscript subscript_of(const graph& g, int entry) {
  return is_axis(entry) ? step_along(entry) : g.subscripts[entry - max_axes];
}
constexpr axis_set axes_of(const graph& g, int entry) {
  return is_axis(entry) ? axis_set::of(entry) : g.subscripts[entry - max_axes].axes();
}
constexpr axis_set axes_of(const graph& g, const index_list& index) {
  axis_set all;
  for (int d = 0; d < index.size; ++d) all = all | axes_of(g, index[d]);
  return all;
}

constexpr bool has_whole_numbers(const graph& g, const index_list& index) {
  for (int d = 0; d < index.size; ++d)
    if (has_whole_numbers(subscript_of(g, index[d]))) return true;
  return false;
}

// The axis whose extent an axis has: itself, or what it is a twin of. (Of a frozen graph, too.)
template <class Graph>
constexpr int original_of(const Graph& g, int axis) {
  return g.axes[axis].original < 0 ? axis : g.axes[axis].original;
}
template <class Graph>
constexpr bool same_extent(const Graph& g, int a, int b) {
  return original_of(g, a) == original_of(g, b) ||
         (g.axes[a].extent != at_run_time && g.axes[a].extent == g.axes[b].extent);
}

// The axis of which this one is the first part, as m of extent(i) - 1 is of i; -1: there is none.
constexpr int longer_axis(const graph& g, int a) {
  if (g.axes[a].length < 0 || g.axes[a].original >= 0) return -1;
  const length& l = g.lengths[g.axes[a].length];
  if (l.is != length::kind::minus) return -1;
  const length &from = g.lengths[l.left], &less = g.lengths[l.right];
  const bool shorter =
      from.is == length::kind::extent && less.is == length::kind::number && less.value >= 0;
  return shorter ? static_cast<int>(from.value) : -1;
}

// The axes of the loops that a node runs in.
constexpr axis_set nest_of(const node& n) {
  if (!about(n).reduction) return n.axes;
  return n.code == op::scatter ? n.over : n.axes | n.over;
}

// The first axis of a nest, in loop order; -1 if there is none.
constexpr int outermost(const graph& g, axis_set nest) {
  if (nest.size() < 2) return nest.empty() ? -1 : nest.first();
  for (const int a : g.order)
    if (nest.has(a)) return a;
  return -1;
}

// Whether what is read lies in memory at even distances along every axis, and always inside: a
// contraction reads it where it is.
constexpr bool lies_evenly(const graph& g, const node& n) {
  if ((n.code != op::input && n.code != op::reindex) || n.guarded) return false;
  for (int d = 0; d < n.index.size; ++d)
    if (!is_axis(n.index[d]) && !subscript_of(g, n.index[d]).uneven_axes().empty()) return false;
  return true;
}

// How many steps an axis has, and elements some axes: what is known at run time alone is taken to
// be large.
constexpr double extent(const graph& g, int axis) {
  const std::int64_t declared = g.axes[axis].extent;
  return declared == at_run_time ? 1000 : static_cast<double>(declared);
}
constexpr double elements(const graph& g, axis_set axes) {
  double product = 1;
  for (; !axes.empty(); axes = axes - axis_set::of(axes.first()))
    product *= extent(g, axes.first());
  return product;
}

// How many steps of a loop before the reader's own it reads a tensor, which has long rows, and
// walks nothing else of it by that loop; -1: not so, or not a few. (`own`: the axis of the tensor.)
inline constexpr int most_steps_behind = 3;
constexpr int steps_behind(const graph& g, axis_set tensor, const index_list& index, int own,
                           int loop) {
  constexpr double long_row = 64;
  if (!tensor.has(own) || elements(g, tensor - axis_set::of(own)) < long_row) return -1;
  const int dimension = (tensor & axis_set::before(own)).size();
  for (int d = 0; d < index.size; ++d)
    if (d != dimension && axes_of(g, index[d]).has(loop)) return -1;
  const subscript behind = step_along(loop) - subscript_of(g, index[dimension]);
  const bool is_a_few = behind.exists && behind.is_constant() && behind.constant >= 0 &&
                        behind.constant <= most_steps_behind;
  return is_a_few ? static_cast<int>(behind.constant) : -1;
}

// Whether a sum of products of two tensors is a contraction: both have the axes that it is over,
// and each has others that the other lacks.
constexpr bool is_contraction(axis_set x, axis_set y, axis_set over) {
  return x.includes(over) && y.includes(over) && !(x - y).empty() && !(y - x).empty();
}
// Axes that both factors of a contraction have, and its result: along them it is many contractions.
constexpr axis_set batch_of(const graph& g, const node& n) {
  return (g.nodes[n.operand[0]].axes & g.nodes[n.operand[1]].axes) - n.over;
}

}  // namespace tapeless::ir
