// Forward mode: walks from the inputs to the value and carries along how each node changes. The
// chain rule from the same rows as the adjoint pass.
#pragma once

#include "tapeless/ir/verify.hpp"
#include "tapeless/pass/rules.hpp"

namespace tapeless::pass {

// Writes tangents into a graph. A tangent by a tensor input has that input's axes once more, behind
// those of the node: as twins, so that x(k) changes with x(k') where k = k'.
class forward {
 public:
  constexpr explicit forward(ir::graph& g) : g_(g), build_(g), primal_nodes_(g.nodes.size()) {}

  constexpr ir::builder& build() { return build_; }

  // New axes for the directions of an input.
  constexpr ir::index_list directions(int input) {
    ir::index_list twins;
    for (int d = 0; d < g_.inputs[input].axes.size; ++d) {
      const ir::axis of = g_.axes[g_.inputs[input].axes[d]];
      const int original = of.original >= 0 ? of.original : g_.inputs[input].axes[d];
      g_.axes.push({"'", of.extent, original});
      g_.order.push(g_.axes.size() - 1);
      twins.push(g_.axes.size() - 1);
    }
    return twins;
  }

  // How a node changes with an input along some directions.
  constexpr int tangent(int node, int input, const ir::index_list& directions) {
    base::list<int> of(primal_nodes_, -1);
    for (int i = 0; i <= node; ++i) of[i] = tangent_of(i, of, input, directions);
    return of[node] < 0 ? build_.constant(0) : of[node];
  }

 private:
  static constexpr op::code add = op::code_of<op::add>, mul = op::code_of<op::mul>,
                            sum = op::code_of<op::sum>, where = op::code_of<op::where>;

  // -1: it does not change.
  constexpr int tangent_of(int i, const base::list<int>& of, int input,
                           const ir::index_list& directions) {
    const ir::node n = build_[i];
    if (n.code == op::input) return n.input == input ? unit(n.index, directions) : -1;
    bool changes = false;
    for (int k = 0; k < n.arity(); ++k) changes = changes || of[n.operand[k]] >= 0;
    if (!changes || about(n).condition) return -1;
    if (n.code == where) return chosen(n, of);

    const gradients by =
        adjoint_rules[static_cast<unsigned>(n.code)](build_, i, build_.handle(build_.constant(1)));
    int total = -1;
    for (int k = 0; k < n.arity(); ++k) {
      if (of[n.operand[k]] < 0) continue;
      const int g = ir::place(build_, by[static_cast<unsigned>(k)]);
      total = build_.extend(add, total, build_.apply(mul, g, of[n.operand[k]]));
    }
    return about(n).reduction ? build_.reduce(sum, total, n.over) : total;
  }

  // An input read along `index` changes with its own element, and with no other.
  constexpr int unit(const ir::index_list& index, const ir::index_list& directions) {
    int same = -1;
    for (int d = 0; d < index.size; ++d)
      same = build_.extend(op::code_of<op::both>, same,
                           build_.apply(op::code_of<op::equal>, build_.index(index[d]),
                                        build_.index(directions[d])));
    const int one = build_.constant(1);
    return same < 0 ? one : build_.apply(where, same, one, build_.constant(0));
  }

  // Never multiplied by 0: what is infinite or undefined in the branch not taken stays there.
  constexpr int chosen(const ir::node& n, const base::list<int>& of) {
    const int yes = of[n.operand[1]] < 0 ? build_.constant(0) : of[n.operand[1]];
    const int no = of[n.operand[2]] < 0 ? build_.constant(0) : of[n.operand[2]];
    return build_.apply(where, n.operand[0], yes, no);
  }

  ir::graph& g_;
  ir::builder build_;
  int primal_nodes_;
};

// Appends the Jacobian: the output of an input becomes how the value changes with it, along the
// value's axes and then the input's directions.
// @post every output has its node; the value's is unchanged.
constexpr ir::graph jacobian(const ir::graph& from) {
  ir::graph g = from;
  forward f(g);
  const ir::output value = g.outputs[0];
  for (int o = 1; o < g.outputs.size(); ++o) {
    const ir::index_list directions = f.directions(g.outputs[o].input);
    g.outputs[o].node = f.tangent(value.node, g.outputs[o].input, directions);
    g.outputs[o].axes = value.axes;
    for (int d = 0; d < directions.size; ++d) g.outputs[o].axes.push(directions[d]);
  }
  return g;
}

// What Gauss and Newton need of residuals r with the Jacobian J, which is not stored: the value
// becomes the sum of squares, the output of an input its part of J^T r; behind them are the blocks
// of J^T J, row by row from the diagonal on.
// @post every output has its node.
constexpr ir::graph gauss_newton(const ir::graph& from) {
  ir::graph g = from;
  forward f(g);
  ir::builder& build = f.build();
  const int r = g.outputs[0].node;
  const ir::axis_set all = g.nodes[r].axes;
  const auto sum_of_products = [&](int x, int y) {
    const int product =
        x == y ? build.apply(op::code_of<op::square>, x) : build.apply(op::code_of<op::mul>, x, y);
    return build.reduce(op::code_of<op::sum>, product, all);
  };

  const int wanted = g.outputs.size() - 1;
  base::list<int> tangent(wanted + 1, -1), again(wanted + 1, -1);
  base::list<ir::index_list> directions(wanted + 1), other_directions(wanted + 1);
  for (int o = 1; o <= wanted; ++o) {
    const int input = g.outputs[o].input;
    directions[o] = f.directions(input);
    tangent[o] = again[o] = f.tangent(r, input, directions[o]);
    other_directions[o] = directions[o];
    if (directions[o].size == 0) continue;
    other_directions[o] = f.directions(input);
    again[o] = f.tangent(r, input, other_directions[o]);
  }

  g.outputs[0].node = sum_of_products(r, r);
  g.outputs[0].axes = {};
  for (int o = 1; o <= wanted; ++o) {
    g.outputs[o].node = sum_of_products(r, tangent[o]);
    g.outputs[o].axes = directions[o];
  }
  for (int a = 1; a <= wanted; ++a)
    for (int b = a; b <= wanted; ++b) {
      ir::output block{sum_of_products(tangent[a], again[b]), -1, directions[a]};
      for (int d = 0; d < other_directions[b].size; ++d) block.axes.push(other_directions[b][d]);
      g.outputs.push(block);
    }
  return g;
}

}  // namespace tapeless::pass
