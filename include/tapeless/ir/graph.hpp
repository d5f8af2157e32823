// ir/: what the compiler thinks in.
// A graph is a list of nodes in order of computation: an operand always comes before its user.
// Plain data.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include "tapeless/base/limits.hpp"
#include "tapeless/base/list.hpp"
#include "tapeless/op/all.hpp"

namespace tapeless::ir {

using base::at_run_time;
using base::max_axes;
using base::max_rank;

// A set of axes, by their place in the graph's table.
// (An aggregate: a constructor would be a step of each constant evaluation that makes one.)
struct axis_set {
  std::uint32_t bits = 0;

  static constexpr axis_set of(int axis) { return {1U << axis}; }

  constexpr bool has(int axis) const { return (bits >> axis & 1U) != 0; }
  constexpr bool empty() const { return bits == 0; }
  constexpr int size() const { return std::popcount(bits); }
  constexpr int first() const { return std::countr_zero(bits); }
  constexpr bool includes(axis_set other) const { return (other.bits & ~bits) == 0; }
  constexpr bool meets(axis_set other) const { return (other.bits & bits) != 0; }

  friend constexpr axis_set operator|(axis_set a, axis_set b) { return {a.bits | b.bits}; }
  friend constexpr axis_set operator&(axis_set a, axis_set b) { return {a.bits & b.bits}; }
  friend constexpr axis_set operator-(axis_set a, axis_set b) { return {a.bits & ~b.bits}; }
  friend constexpr bool operator==(axis_set a, axis_set b) { return a.bits == b.bits; }
};

// The axes that walk a tensor's dimensions, outermost first.
struct index_list {
  signed char axis[max_rank] = {};
  int size = 0;

  constexpr int operator[](int dimension) const { return axis[dimension]; }
  constexpr void push(int a) { axis[size++] = static_cast<signed char>(a); }
  constexpr axis_set set() const {
    axis_set all;
    for (int d = 0; d < size; ++d) all.bits |= 1U << axis[d];
    return all;
  }
  friend constexpr bool operator==(const index_list& a, const index_list& b) {
    if (a.size != b.size) return false;
    for (int d = 0; d < a.size; ++d)
      if (a[d] != b[d]) return false;
    return true;
  }
};

// An index list in which the d-th of some axes is replaced by instead[d].
constexpr index_list substituted(const index_list& index, axis_set axes,
                                 const index_list& instead) {
  index_list walk;
  for (int d = 0; d < index.size; ++d)
    walk.push(instead[(axes & axis_set{(1U << index[d]) - 1}).size()]);
  return walk;
}

struct node {
  op::code code = op::constant;
  int operand[3] = {-1, -1, -1};
  axis_set axes{};  // of the value; a reduction's are its operand's less `over`
  axis_set over{};  // what a reduction reduces, what `count` counts
  int input = -1;   // which input is read; which output is stored
  index_list
      index{};  // how an input, a reindexed tensor or an output is walked; the axis of `index`
  double number = 0;          // of a constant
  bool from_outside = false;  // it flows back into a sum, from outside that sum

  constexpr int arity() const { return op::about.of[code].arity; }
};

struct axis {
  std::string_view name;
  std::int64_t extent = at_run_time;
  int original = -1;  // of a twin: the axis whose extent it has
};

struct input {
  std::string_view name;
  index_list axes{};
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
  int written = 0;        // the first so many nodes are the user's; the others were derived
};

constexpr const op::facts& about(const node& n) { return op::about.of[n.code]; }

// The same axes and inputs, and no nodes yet.
constexpr graph empty_like(const graph& g) {
  graph out;
  out.axes = g.axes;
  out.inputs = g.inputs;
  out.order = g.order;
  return out;
}

// The axes of the loops that a node runs in.
constexpr axis_set nest_of(const node& n) { return about(n).reduction ? n.axes | n.over : n.axes; }

}  // namespace tapeless::ir
