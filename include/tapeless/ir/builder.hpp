// Adds nodes to a graph: each only once (hash-consing), and simplified as it is added. A derivative
// rule computes with handles, and so writes nodes.
#pragma once

#include <bit>

#include "tapeless/base/finite.hpp"
#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

class builder;

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
    const int simpler = simplified(n);
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
  static constexpr op::code add = op::code_of<op::add>, sub = op::code_of<op::sub>,
                            mul = op::code_of<op::mul>, div = op::code_of<op::div>,
                            neg = op::code_of<op::neg>, square = op::code_of<op::square>,
                            pow = op::code_of<op::pow>, where = op::code_of<op::where>;

  constexpr bool is(int id, double number) const {
    return g_.nodes[id].code == op::constant && g_.nodes[id].number == number;
  }
  constexpr bool is_constant(int id) const { return g_.nodes[id].code == op::constant; }

  // An equal node that is simpler, or -1. 0 * x stays, because x may be infinite. What may differ:
  // the sign of a zero, an overflow between two constant factors, the rounding of a whole power.
  constexpr int simplified(const node& n) {
    const int x = n.operand[0], y = n.operand[1];
    if (is_constant(x) && (y < 0 || is_constant(y))) {
      const double a = g_.nodes[x].number, b = y < 0 ? 0 : g_.nodes[y].number;
      if (n.code == neg) return constant(-a);
      if (n.code == add) return constant(a + b);
      if (n.code == sub) return constant(a - b);
      if (n.code == mul) return constant(a * b);
      if (n.code == square) return constant(a * a);
      if (n.code == div && b != 0) return constant(a / b);
    }
    if (n.code == add) {
      if (is(x, 0)) return y;
      if (is(y, 0)) return x;
      if (g_.nodes[y].code == neg) return apply(sub, x, g_.nodes[y].operand[0]);
      if (g_.nodes[x].code == neg) return apply(sub, y, g_.nodes[x].operand[0]);
    } else if (n.code == sub) {
      if (is(y, 0)) return x;
      if (is(x, 0)) return apply(neg, y);
      if (g_.nodes[y].code == neg) return apply(add, x, g_.nodes[y].operand[0]);
    } else if (n.code == mul) {
      if (is(x, 1)) return y;
      if (is(y, 1)) return x;
      if (is(x, -1)) return apply(neg, y);
      if (is(y, -1)) return apply(neg, x);
      if (x == y) return apply(square, x);
      if (is_constant(x)) return scaled(x, y);
      if (is_constant(y)) return scaled(y, x);
    } else if (n.code == div) {
      if (is(y, 1)) return x;
      if (is(y, -1)) return apply(neg, x);
    } else if (n.code == neg) {
      if (g_.nodes[x].code == neg) return g_.nodes[x].operand[0];
      if (g_.nodes[x].code == sub)
        return apply(sub, g_.nodes[x].operand[1], g_.nodes[x].operand[0]);
      if (g_.nodes[x].code == mul) return scaled(constant(-1), x);
    } else if (n.code == where) {
      if (y == n.operand[2] && n.axes == g_.nodes[y].axes) return y;
      const node& c = g_.nodes[x];
      if (c.code == op::code_of<op::equal> && is_constant(c.operand[0]) &&
          is_constant(c.operand[1]))
        return g_.nodes[c.operand[0]].number == g_.nodes[c.operand[1]].number ? y : n.operand[2];
    } else if (n.code == pow && is_constant(y)) {
      return power(x, g_.nodes[y].number);
    }
    return -1;
  }

  // c * x where x is itself a constant times something, or a negation: one constant is enough when
  // c's digits are exact.
  constexpr int scaled(int c, int x) {
    const double number = g_.nodes[c].number;
    const op::code code = g_.nodes[x].code;
    const int operand[] = {g_.nodes[x].operand[0], g_.nodes[x].operand[1]};
    if (code == neg) return apply(mul, constant(-number), operand[0]);
    if (code != mul || !is_power_of_two(number)) return -1;
    for (int k = 0; k < 2; ++k)
      if (is_constant(operand[k]))
        return apply(mul, constant(number * g_.nodes[operand[k]].number), operand[1 - k]);
    return -1;
  }
  static constexpr bool is_power_of_two(double number) {
    const bool finite = number != 0 && base::is_finite(number);
    return finite && (std::bit_cast<std::uint64_t>(number) & ((std::uint64_t{1} << 52) - 1)) == 0;
  }

  // x to a constant power, multiplied out where it is whole and small; a square root where it is a
  // half (so it is NaN at -infinity, where std::pow has +infinity).
  constexpr int power(int x, double y) {
    if (y == 0) return constant(1);
    if (y == 0.5) return apply(op::code_of<op::sqrt>, x);
    if (y == -0.5) return apply(div, constant(1), apply(op::code_of<op::sqrt>, x));
    const double size = y < 0 ? -y : y;
    if (size > 64 || size != static_cast<int>(size)) return -1;
    int product = -1;
    int factor = x;
    for (int rest = static_cast<int>(size); rest > 0; rest /= 2) {
      if (rest % 2 == 1) product = product < 0 ? factor : apply(mul, product, factor);
      if (rest > 1) factor = apply(square, factor);
    }
    return y < 0 ? apply(div, constant(1), product) : product;
  }

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
