// Adds nodes to a graph: each only once (hash-consing), simplified (simplify.hpp). A derivative
// rule computes with handles, and so writes nodes.
#pragma once

#include <bit>

#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

class builder;
constexpr int simplified(builder& b, const node& n);  // (simplify.hpp)

// A node as a number: what the rows of op/ compute with.
struct value {
  builder* in = nullptr;
  int id = -1;
  double number = 0;  // when `in` is null: a constant that has not met its graph yet

  constexpr value() = default;
  constexpr value(builder* b, int node) : in(b), id(node) {}
  constexpr value(double constant) : number(constant) {}
};

class builder {
 public:
  // `expected`: roughly how many nodes there will be, so that the table of them need not grow.
  constexpr explicit builder(graph& g, int expected = 0) : g_(g) {
    make_table(expected > g_.nodes.size() ? expected : g_.nodes.size());
  }

  constexpr const node& operator[](int id) const { return nodes_[id]; }
  constexpr bool is_written(int id) const { return id < g_.written; }
  constexpr value handle(int id) { return {this, id}; }

  constexpr int constant(double number) {
    node n;
    n.number = number;
    return unique(n);
  }

  constexpr int apply(op::code code, int x, int y = -1, int w = -1) {
    node n;
    n.code = code;
    n.operand[0] = x, n.operand[1] = y, n.operand[2] = w;
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) n.axes.bits |= nodes_[n.operand[k]].axes.bits;
    if (op::about.of[n.code].commutative && x > y) n.operand[0] = y, n.operand[1] = x;
    const int simpler = simplified(*this, n);
    return simpler >= 0 ? simpler : unique(n);
  }

  // Reduces x over some axes. Along an axis that x lacks it is repeated: its sum is a product with
  // the extent, and so on.
  constexpr int reduce(op::code code, int x, axis_set over) {
    const axis_set axes = nodes_[x].axes;
    const axis_set repeated = over - axes;
    if (!repeated.empty()) {
      const int inner = reduce(code, x, over & axes);
      if (code == op::code_of<op::sum>) return apply(mul, count(repeated), inner);
      if (code == op::code_of<op::product>) return apply(pow, inner, count(repeated));
      if (code == op::code_of<op::logsumexp>)
        return apply(add, inner, apply(op::code_of<op::log>, count(repeated)));
      return inner;
    }
    if (over.empty()) return x;
    node n;
    n.code = code;
    n.operand[0] = x;
    n.over = over;
    n.axes = axes - over;
    return unique(n);
  }

  // How many elements the axes have together.
  constexpr int count(axis_set axes) {
    double known = 1;
    axis_set unknown;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (!axes.has(a)) continue;
      if (g_.axes[a].extent == at_run_time) unknown = unknown | axis_set::of(a);
      else known *= static_cast<double>(g_.axes[a].extent);
    }
    const int factor = constant(known);
    if (unknown.empty()) return factor;
    node n;
    n.code = op::count;
    n.over = unknown;
    return apply(op::code_of<op::mul>, factor, unique(n));
  }

  constexpr int read(int input, index_list index) {
    node n;
    n.code = op::input;
    n.input = input;
    n.index = index;
    n.axes = index.set();
    return unique(n);
  }

  constexpr int index(int axis) {
    node n;
    n.code = op::index;
    n.index.push(axis);
    n.axes = axis_set::of(axis);
    return unique(n);
  }

  // One more factor or term, where there may be none yet (-1).
  constexpr int extend(op::code code, int so_far, int x) {
    return so_far < 0 ? x : apply(code, so_far, x);
  }

  // The tensor x read along other axes: dimension d, the d-th of x's axes in the graph's table, is
  // walked by index[d]. An input is read where it lies.
  constexpr int reindex(int x, index_list index) {
    const node& of = nodes_[x];
    if (of.axes == index.set() && in_order(index)) return x;
    if (of.code == op::input) return read(of.input, substituted(of.index, of.axes, index));
    if (of.code == op::index) return this->index(index[0]);
    node n;
    n.code = op::reindex;
    n.operand[0] = x;
    n.index = index;
    n.axes = index.set();
    return unique(n);
  }

  // A node of another graph; `at` knows where its operands are in this one.
  constexpr int copy(const node& from, const int* at) {
    int x[3] = {-1, -1, -1};
    for (int k = 0; k < 3 && from.operand[k] >= 0; ++k) x[k] = at[from.operand[k]];
    if (op::about.of[from.code].reduction) return reduce(from.code, x[0], from.over);
    if (from.code == op::reindex) return reindex(x[0], from.index);
    if (from.code == op::count) return count(from.over);
    return x[0] < 0 ? unique(from) : apply(from.code, x[0], x[1], x[2]);
  }

  static constexpr bool in_order(const index_list& index) {
    for (int d = 1; d < index.size; ++d)
      if (index[d - 1] >= index[d]) return false;
    return true;
  }

 private:
  static constexpr op::code add = op::code_of<op::add>, mul = op::code_of<op::mul>,
                            pow = op::code_of<op::pow>;

  using word = std::uint64_t;
  static constexpr std::uint32_t hash(const node& n) {
    word h = static_cast<word>(n.code) << 32 ^ static_cast<word>(n.operand[0]);
    h = h * 0x9E3779B97F4A7C15U ^ static_cast<word>(n.operand[1]) << 32 ^
        static_cast<word>(n.operand[2]);
    h = h * 0xC2B2AE3D27D4EB4FU ^ static_cast<word>(n.over.bits) << 32 ^ n.axes.bits;
    h = h * 0x165667B19E3779F9U ^ static_cast<word>(n.input) ^ std::bit_cast<word>(n.number);
    h *= 0x9E3779B97F4A7C15U;
    return static_cast<std::uint32_t>(h >> 32);
  }
  static constexpr bool same(const node& a, const node& b) {
    return a.code == b.code && a.operand[0] == b.operand[0] && a.operand[1] == b.operand[1] &&
           a.operand[2] == b.operand[2] && a.over.bits == b.over.bits &&
           a.axes.bits == b.axes.bits && a.input == b.input &&
           std::bit_cast<std::uint64_t>(a.number) == std::bit_cast<std::uint64_t>(b.number) &&
           a.index == b.index;
  }

  // The place of n: an equal node's if there is one, else at the end.
  constexpr int unique(const node& n) {
    const int size = g_.nodes.size();
    if (size >= room_) make_table(2 * size);
    int slot = static_cast<int>(hash(n)) & mask_;
    while (at_[slot] != 0 && !same(nodes_[at_[slot] - 1], n)) slot = (slot + 1) & mask_;
    if (at_[slot] != 0) return at_[slot] - 1;
    g_.nodes.push(n);
    nodes_ = g_.nodes.data();
    at_[slot] = size + 1;
    return size;
  }
  constexpr void make_table(int expected) {
    int size = 32;
    while (3 * size <= 4 * expected + 4) size *= 2;
    table_ = base::list<int>(size);
    at_ = table_.data();
    nodes_ = g_.nodes.data();
    mask_ = size - 1;
    room_ = size / 4 * 3;
    for (int i = 0; i < g_.nodes.size(); ++i) {
      int slot = static_cast<int>(hash(nodes_[i])) & mask_;
      while (at_[slot] != 0) slot = (slot + 1) & mask_;
      at_[slot] = i + 1;
    }
  }

  graph& g_;
  base::list<int> table_;        // by hash: the place of a node, and one; 0 is free
  int* at_ = nullptr;            // its slots
  int mask_ = 0;                 // its size, less one
  int room_ = 0;                 // so many nodes it is for
  const node* nodes_ = nullptr;  // the graph's
};

}  // namespace tapeless::ir

#include "tapeless/ir/simplify.hpp"
