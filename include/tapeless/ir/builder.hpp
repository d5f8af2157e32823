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

  constexpr const node& operator[](int id) const { return g_.nodes[id]; }
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
    const node* const nodes = g_.nodes.data();
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) n.axes = n.axes | nodes[n.operand[k]].axes;
    if (about(n).commutative && x > y) n.operand[0] = y, n.operand[1] = x;
    const int simpler = simplified(*this, n);
    return simpler >= 0 ? simpler : unique(n);
  }

  // Reduces x over some axes. Along an axis that x lacks it is repeated: its sum is a product with
  // the extent, and so on.
  constexpr int reduce(op::code code, int x, axis_set over) {
    const axis_set axes = g_.nodes[x].axes;
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
    const node& of = g_.nodes[x];
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

  // A node of another graph, whose operands have been added already.
  constexpr int copy(const node& from, const base::list<int>& place) {
    const auto at = [&](int k) {
      const int id = from.operand[k];
      return id < 0 ? -1 : place[id];
    };
    const int x = at(0);
    if (about(from).reduction) return reduce(from.code, x, from.over);
    if (from.code == op::reindex) return reindex(x, from.index);
    if (from.code == op::count) return count(from.over);
    if (from.arity() == 0) return unique(from);
    return apply(from.code, x, at(1), at(2));
  }

  static constexpr bool in_order(const index_list& index) {
    for (int d = 1; d < index.size; ++d)
      if (index[d - 1] >= index[d]) return false;
    return true;
  }

 private:
  static constexpr op::code add = op::code_of<op::add>, mul = op::code_of<op::mul>,
                            pow = op::code_of<op::pow>;

  static constexpr std::uint32_t hash(const node& n) {
    const auto bits = std::bit_cast<std::uint64_t>(n.number);
    std::uint32_t h = static_cast<std::uint32_t>(n.code) * 0x9E3779B1U;
    h = (h ^ static_cast<std::uint32_t>(n.operand[0])) * 0x85EBCA6BU;
    h = (h ^ static_cast<std::uint32_t>(n.operand[1])) * 0xC2B2AE35U;
    h = (h ^ static_cast<std::uint32_t>(n.operand[2]) ^ n.over.bits()) * 0x27D4EB2FU;
    h = (h ^ static_cast<std::uint32_t>(n.input) ^ static_cast<std::uint32_t>(bits >> 32)) *
        0x165667B1U;
    h = (h ^ static_cast<std::uint32_t>(bits) ^ n.axes.bits()) * 0x9E3779B1U;
    return h ^ h >> 15;
  }
  static constexpr bool same(const node& a, const node& b) {
    return a.code == b.code && a.operand[0] == b.operand[0] && a.operand[1] == b.operand[1] &&
           a.operand[2] == b.operand[2] && a.over == b.over && a.axes == b.axes &&
           a.input == b.input &&
           std::bit_cast<std::uint64_t>(a.number) == std::bit_cast<std::uint64_t>(b.number) &&
           a.index == b.index;
  }

  // The place of n: an equal node's if there is one, else at the end.
  constexpr int unique(const node& n) {
    const int size = g_.nodes.size();
    if (4 * size >= 3 * table_.size()) make_table(2 * size);
    const int mask = table_.size() - 1;
    int* const table = table_.data();
    const node* const nodes = g_.nodes.data();
    int slot = static_cast<int>(hash(n)) & mask;
    while (table[slot] != 0 && !same(nodes[table[slot] - 1], n)) slot = (slot + 1) & mask;
    if (table[slot] != 0) return table[slot] - 1;
    table[slot] = size + 1;
    g_.nodes.push(n);
    return size;
  }
  constexpr void make_table(int expected) {
    int size = 32;
    while (3 * size <= 4 * expected + 4) size *= 2;
    table_ = base::list<int>(size);
    int* const table = table_.data();
    for (int i = 0; i < g_.nodes.size(); ++i) {
      int slot = static_cast<int>(hash(g_.nodes[i])) & (size - 1);
      while (table[slot] != 0) slot = (slot + 1) & (size - 1);
      table[slot] = i + 1;
    }
  }

  graph& g_;
  base::list<int> table_;  // by hash: the place of a node, and one; 0 is free
};

}  // namespace tapeless::ir

#include "tapeless/ir/simplify.hpp"
