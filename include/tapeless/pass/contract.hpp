// Sums of products become contractions: sum(A * B, k), where A has axes that B lacks, and B axes
// that A lacks. They run in a kernel of their own (machine/contraction.hpp), as long as that keeps
// nothing that is much larger than the data.
#pragma once

#include <algorithm>

#include "tapeless/pass/margin.hpp"
#include "tapeless/pass/prune.hpp"

namespace tapeless::pass {

// By node: how many nodes and outputs read it.
constexpr base::list<int> readers_of(const graph& g) {
  base::list<int> readers(g.nodes.size());
  for (const node& n : g.nodes)
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) ++readers[n.operand[k]];
  for (const output& o : g.outputs)
    if (o.node >= 0) ++readers[o.node];
  return readers;
}

constexpr bool includes(const base::list<int>& nodes, int x) {
  for (const int n : nodes)
    if (n == x) return true;
  return false;
}

// A product taken apart, which may count as 0 where a condition does not hold, or one of its
// factors is 0.
struct product_tree {
  base::list<int> factors;
  bool negative = false, unless_zero = false;
  int condition = -1;

  constexpr product_tree(const graph& g, int product) {
    const node& all = g.nodes[product];
    if (all.code == op::code_of<op::where> && is_constant_zero(g.nodes[all.operand[2]])) {
      condition = all.operand[0];
      product = all.operand[1];
    }
    base::list<int> zeros, open, parts;
    for (; g.nodes[product].code == op::code_of<op::unless_zero>; unless_zero = true) {
      zeros.push(g.nodes[product].operand[1]);
      product = g.nodes[product].operand[0];
    }
    open.push(product);
    while (!open.empty()) {
      const int x = open.pop();
      const node& n = g.nodes[x];
      parts.push(x);
      if (n.code == op::code_of<op::mul>) open.push(n.operand[1]), open.push(n.operand[0]);
      else if (n.code == op::code_of<op::neg>) open.push(n.operand[0]), negative = !negative;
      else factors.push(x);
    }
    for (const int zero : zeros)
      if (!includes(parts, zero)) factors.clear();
  }
};

// Two groups of factors, each a product over the axes of its largest factor.
struct two_factors {
  int x = -1, y = -1;  // the largest of each
  axis_set x_axes{}, y_axes{};
  int bordered = -1;  // the one that is 0 beyond its borders, if there is one
  int masked = -1;    // or the one that is set to 0 where a condition does not hold

  constexpr bool exist() const { return x >= 0; }
};

class contracting {
 public:
  constexpr contracting(const graph& g, const base::list<int>& readers)
      : g_(g), readers_(readers), splits_(g.nodes.size()), rank_(g.nodes.size()) {
    for (int i = 0; i < g.nodes.size(); ++i) {
      splits_[i] = split(i);
      rank_[i] = splits_[i].exist() ? axes(i).size() : rank_of_data(g.nodes[i]);
    }
  }

  // The node's place in the new graph, as a contraction; or -1.
  constexpr int of(builder& build, const node& n, const int* place) const {
    const int which = static_cast<int>(&n - g_.nodes.data());
    const two_factors& s = splits_[which];
    if (!s.exist()) return -1;
    const product_tree tree(g_, n.operand[0]);
    const base::list<char> others = used_by_others(tree, which);
    base::list<int> of_x, of_y;
    for (const int f : tree.factors)
      (goes_to_first(f, s, tree.factors, others) ? of_x : of_y).push(f);
    const int with_margin =
        s.bordered < 0 ? -1 : made_with_margin(s.bordered, tree.condition, build, place);
    const auto made = [&](base::list<int>& factors) {
      if (factors.size() == 1 && factors[0] == s.bordered) return with_margin;
      const bool is_masked = includes(factors, s.masked);
      const int z = product(build, factors, others, place);
      if (!is_masked) return z;
      return build.apply(where, place[tree.condition], z, build.constant(0));
    };
    const int x = made(of_x), y = made(of_y);
    const bool averages = n.code == op::code_of<op::mean>;
    int times = averages || tree.negative ? build.constant(tree.negative ? -1 : 1) : -1;
    if (averages) times = build.apply(op::code_of<op::div>, times, build.count(n.over));
    return build.contract(x, y, n.over, times, tree.unless_zero || s.masked >= 0);
  }

 private:
  static constexpr op::code mul = op::code_of<op::mul>, where = op::code_of<op::where>;

  constexpr axis_set axes(int node) const { return g_.nodes[node].axes; }

  // How many axes the data has of which a node is made: what it reads, or what it reads elsewhere,
  // reduces, or takes element by element. 0: it is larger than any, as is the product of two
  // vectors.
  constexpr int rank_of_data(const node& n) const {
    if (n.code == op::input) return n.index.size;
    if (n.code == op::index) return rank_of_whole(subscript_of(g_, n.index[0]));
    int rank = 0;
    for (int k = 0; k < n.arity(); ++k)
      if (n.code == op::reindex || axes(n.operand[k]).includes(n.axes))
        rank = std::max(rank, rank_[n.operand[k]]);
    return rank;
  }
  // The same of whole numbers that are read, as 8-bit weights are.
  constexpr int rank_of_whole(const ir::subscript& s) const {
    if (s.size != 1 || s.terms[0].is != ir::subscript::kind::whole) return 0;
    const ir::whole& w = g_.wholes[s.terms[0].of];
    return w.is == ir::whole::kind::read ? w.index.size : 0;
  }
  // Whether a tensor over its axes is no larger than data.
  constexpr bool is_data(int node) const { return axes(node).size() <= rank_[node]; }

  constexpr two_factors split(int which) const {
    const node& n = g_.nodes[which];
    if (n.code != op::code_of<op::sum> && n.code != op::code_of<op::mean>) return {};
    const product_tree tree(g_, n.operand[0]);
    two_factors s = splitting(tree.factors, n.over);
    if (!s.exist()) return {};
    if (tree.condition >= 0) {
      s.bordered = bordered(s, tree);
      if (s.bordered < 0 && (tree.unless_zero || n.operand[0] >= g_.written))
        s.masked = masked(s, tree);
      if (s.bordered < 0 && s.masked < 0) return {};
    }
    return pays(s, n) && may_be_kept(s, tree.factors, used_by_others(tree, which)) ? s
                                                                                   : two_factors{};
  }

  // What is used beside this sum. (Of two factors nobody asks.)
  constexpr base::list<char> used_by_others(const product_tree& tree, int which) const {
    if (tree.factors.size() <= 2) return {};  // (Not in ?:, which g++ 12 gets wrong.)
    return used_in(g_, which);
  }

  // The factor outside of which a product counts as 0, if it is the only one that may lie outside.
  constexpr int bordered(const two_factors& s, const product_tree& tree) const {
    for (const int f : tree.factors)
      if (g_.nodes[f].guarded && f != s.x && f != s.y) return -1;
    const int f = g_.nodes[s.x].guarded ? s.x : s.y;
    if (g_.nodes[s.x].guarded && g_.nodes[s.y].guarded) return -1;
    const bool is_kept = g_.nodes[f].code == op::input || is_data(g_.nodes[f].operand[0]);
    return margin(g_, f, tree.condition).is_possible() && is_kept ? f : -1;
  }

  // The factor that is set to 0 where a product counts as 0. (In the chain rule the product is 0
  // then, also if the other factor is infinite or NaN; in what the user wrote it need not be.)
  constexpr int masked(const two_factors& s, const product_tree& tree) const {
    for (const int f : tree.factors)
      if (g_.nodes[f].guarded) return -1;
    if (s.x_axes.includes(axes(tree.condition))) return s.x;
    return s.y_axes.includes(axes(tree.condition)) ? s.y : -1;
  }

  constexpr int made_with_margin(int read, int condition, builder& build, const int* place) const {
    const int tensor = g_.nodes[read].operand[0];
    return margin(g_, read, condition, tensor >= 0 && readers_[tensor] == 1).made(build, place);
  }

  constexpr two_factors splitting(const base::list<int>& factors, axis_set over) const {
    for (const int x : factors)
      for (const int y : factors) {
        const two_factors split{x, y, axes(x), axes(y)};
        if (x < y && ir::is_contraction(split.x_axes, split.y_axes, over) &&
            includes_all(split, factors))
          return split;
      }
    return {};
  }
  constexpr bool includes_all(const two_factors& s, const base::list<int>& factors) const {
    for (const int f : factors)
      if (!s.x_axes.includes(axes(f)) && !s.y_axes.includes(axes(f))) return false;
    return true;
  }
  // What fits to both goes to the one with which it is multiplied elsewhere, too; or else to the
  // one that is smaller.
  constexpr bool goes_to_first(int factor, const two_factors& s, const base::list<int>& factors,
                               const base::list<char>& others) const {
    if (!s.x_axes.includes(axes(factor))) return false;
    if (!s.y_axes.includes(axes(factor))) return true;
    for (const int other : factors)
      if (!(s.x_axes & s.y_axes).includes(axes(other)) && are_multiplied(factor, other, others))
        return s.x_axes.includes(axes(other));
    return elements(g_, s.x_axes) <= elements(g_, s.y_axes);
  }
  constexpr bool are_multiplied(int x, int y, const base::list<char>& others) const {
    for (int n = 0; n < others.size(); ++n)
      if (others[n] != 0 && multiplies(g_.nodes[n], x, y)) return true;
    return false;
  }
  static constexpr bool multiplies(const node& n, int x, int y) {
    return n.code == mul &&
           ((n.operand[0] == x && n.operand[1] == y) || (n.operand[0] == y && n.operand[1] == x));
  }

  // What is multiplied elsewhere, too, is computed once.
  constexpr int product(builder& build, base::list<int>& factors, const base::list<char>& others,
                        const int* place) const {
    while (join_two(factors, others, place)) {
    }
    int z = -1;
    for (const int f : factors) z = build.extend(mul, z, place[f]);
    return z;
  }
  constexpr bool join_two(base::list<int>& factors, const base::list<char>& others,
                          const int* place) const {
    for (int i = 0; i < factors.size(); ++i)
      for (int k = i + 1; k < factors.size(); ++k)
        for (int n = 0; n < others.size(); ++n)
          if (others[n] != 0 && place[n] >= 0 && multiplies(g_.nodes[n], factors[i], factors[k])) {
            factors[i] = n;
            factors[k] = factors.back();
            factors.pop();
            return true;
          }
    return false;
  }

  // Whether neither factor has to be made that is larger than data. (What is read where it lies is
  // not made: an image along a filter's steps.)
  constexpr bool may_be_kept(const two_factors& s, const base::list<int>& factors,
                             const base::list<char>& others) const {
    bool x_is_made = s.x == s.masked || (s.x != s.bordered && !lies_evenly(g_, g_.nodes[s.x])),
         y_is_made = s.y == s.masked || (s.y != s.bordered && !lies_evenly(g_, g_.nodes[s.y]));
    for (const int f : factors)
      if (f != s.x && f != s.y)
        (goes_to_first(f, s, factors, others) ? x_is_made : y_is_made) = true;
    return (!x_is_made || is_data(s.x)) && (!y_is_made || is_data(s.y));
  }

  constexpr bool pays(const two_factors& s, const node& n) const {
    const axis_set batch = (s.x_axes & s.y_axes) - n.over;
    const double rows = elements(g_, s.x_axes - s.y_axes),
                 columns = elements(g_, s.y_axes - s.x_axes), terms = elements(g_, n.over);
    const bool convolves =
        has_subscripts(g_.nodes[s.x].index) || has_subscripts(g_.nodes[s.y].index);
    return is_large(rows, columns, terms, !batch.empty(), convolves) &&
           (rows * columns <= 4 * (rows + columns) * terms || is_shape_of_data(n.axes));
  }
  // Small ones stay in the loops around them, above all in a loop over samples.
  static constexpr bool is_large(double rows, double columns, double terms, bool in_batch,
                                 bool convolves) {
    constexpr double least = 8 * 8 * 8, least_in_batch = 32 * 32 * 32, samples = 128,
                     least_aside = 512;
    const double all = rows * columns * terms;
    const double longest = std::max({rows, columns, terms});
    if (all < (in_batch ? least_in_batch : least)) return false;
    return convolves || longest < samples || all / longest > least_aside;
  }
  constexpr bool is_shape_of_data(axis_set axes) const {
    for (const ir::input& i : g_.inputs)
      if (!has_subscripts(i.axes) && i.axes.set().includes(axes)) return true;
    for (const output& o : g_.outputs)
      if (o.axes.size > 0 && o.axes.set().includes(axes)) return true;
    return false;
  }

  const graph& g_;
  const base::list<int>& readers_;
  base::list<two_factors> splits_;  // by node
  base::list<int> rank_;
};

// Whether there is anything to look at: a contraction has three axes. (Most graphs have nothing.)
constexpr bool may_contract(const graph& g) {
  constexpr auto sum = op::code_of<op::sum>, mean = op::code_of<op::mean>;
  if (g.axes.size() < 3) return false;
  const node* const nodes = g.nodes.data();
  for (const node& n : g.nodes)
    if ((n.code == sum || n.code == mean) && nodes[n.operand[0]].axes.size() > 2) return true;
  return false;
}

// A contraction times a number, or over one, or less than 0, is a contraction: it is multiplied
// before it is stored. Of one that others read, too, it is not.
class scaling {
 public:
  constexpr scaling(const graph& g, const base::list<int>& readers) : g_(g), readers_(readers) {}

  constexpr int of(builder& build, const node& n, const int* place) const {
    constexpr auto mul = op::code_of<op::mul>, div = op::code_of<op::div>,
                   neg = op::code_of<op::neg>;
    if (n.code == neg) return scaled(build, n.operand[0], place, build.constant(-1));
    if (n.code == div && is_number(n.operand[1])) {
      const int inverse = build.apply(div, build.constant(1), place[n.operand[1]]);
      return scaled(build, n.operand[0], place, inverse);
    }
    if (n.code != mul) return -1;
    for (int k = 0; k < 2; ++k)
      if (is_number(n.operand[k]))
        return scaled(build, n.operand[1 - k], place, place[n.operand[k]]);
    return -1;
  }

 private:
  constexpr bool is_number(int x) const { return g_.nodes[x].axes.empty(); }
  constexpr int scaled(builder& build, int x, const int* place, int times) const {
    const node z = build[place[x]];
    if (z.code != op::contraction || readers_[x] != 1) return -1;
    if (z.operand[2] >= 0) times = build.apply(op::code_of<op::mul>, z.operand[2], times);
    return build.contract(z.operand[0], z.operand[1], z.over, times, z.unless_zero);
  }

  const graph& g_;
  const base::list<int>& readers_;
};

// @pre every node is used.
// @post the same values up to rounding; not every node is.
constexpr graph contract(const graph& g) {
  if (!may_contract(g)) return g;
  const base::list<int> readers = readers_of(g);
  const contracting contractions(g, readers);
  const scaling scales(g, readers);
  return rebuild(g, [&](builder& build, const node& n, const int* place) {
    int z = contractions.of(build, n, place);
    if (z < 0) z = scales.of(build, n, place);
    return z >= 0 ? z : build.copy(n, place);
  });
}

// Both, with what no output needs left out before and after.
constexpr graph contract_pruned(const graph& from) {
  const graph g = prune(from);
  if (!may_contract(g)) return g;
  return prune(contract(g));
}

}  // namespace tapeless::pass
