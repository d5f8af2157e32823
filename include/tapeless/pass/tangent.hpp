// Forward mode: walks from the inputs to the value and carries along how each node changes. The
// chain rule from the same rows as the adjoint pass.
#pragma once

#include "tapeless/ir/verify.hpp"
#include "tapeless/pass/rules.hpp"
#include "tapeless/pass/singular.hpp"

namespace tapeless::pass {

// How a node changes; -1: it does not.
struct tangent {
  int node = -1;
  bool may_be_infinite = false;

  constexpr bool exists() const { return node >= 0; }
};

// Writes tangents into a graph. A tangent by a tensor input has that input's axes once more, behind
// those of the node: as twins, so that x(k) changes with x(k') where k = k'.
class forward {
 public:
  constexpr explicit forward(ir::graph& g, bool apart = false)
      : g_(g), build_(g), points_(g, apart), primal_nodes_(g.nodes.size()) {}

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
  constexpr tangent along(const ir::index_list& directions, int node, int input) {
    base::list<tangent> of(primal_nodes_);
    for (int i = 0; i <= node; ++i) of[i] = tangent_of(i, of, input, directions);
    return of[node].exists() ? of[node] : tangent{build_.constant(0)};
  }

  // A product in which 0 times what may be infinite is 0.
  constexpr int product(tangent x, tangent y) {
    int z = x.node == y.node ? build_.apply(op::code_of<op::square>, x.node)
                             : build_.apply(mul, x.node, y.node);
    if (x.may_be_infinite) z = cut_off(build_, y.node, z);
    if (y.may_be_infinite) z = cut_off(build_, x.node, z);
    return z;
  }

 private:
  static constexpr op::code add = op::code_of<op::add>, mul = op::code_of<op::mul>,
                            sum = op::code_of<op::sum>, where = op::code_of<op::where>;

  constexpr tangent tangent_of(int i, const base::list<tangent>& of, int input,
                               const ir::index_list& directions) {
    const ir::node n = build_[i];
    if (n.code == op::input)
      return n.input == input ? tangent{unit(n.index, directions)} : tangent{};
    bool changes = false, may_be_infinite = points_.may_be_infinite(i);
    for (int k = 0; k < n.arity(); ++k) {
      changes = changes || of[n.operand[k]].exists();
      may_be_infinite = may_be_infinite || of[n.operand[k]].may_be_infinite;
    }
    if (!changes || about(n).condition) return {};
    if (n.code == op::reindex) return elsewhere(n, of[n.operand[0]]);
    if (n.code == where)
      return {chosen(n.operand[0], of[n.operand[1]], of[n.operand[2]]), may_be_infinite};
    if (n.code == op::code_of<op::unless_zero>)
      return {chosen(is_dropped(build_, n), {}, of[n.operand[0]]), may_be_infinite};

    const gradients each = adjoint_rules.of[n.code](build_, i, build_.handle(build_.constant(1)));
    int total = -1;
    for (int k = 0; k < n.arity(); ++k) {
      const tangent& x = of[n.operand[k]];
      if (!x.exists()) continue;
      int g = ir::place(build_, each.by[k]);
      if (is_constant_zero(build_[g])) continue;
      if (points_.is_length(i)) g = slope_of_length(build_, i, g);
      total = build_.extend(add, total, product({g, points_.may_be_infinite(i)}, x));
    }
    if (total < 0) return {};
    return {about(n).reduction ? build_.reduce(sum, total, n.over) : total, may_be_infinite};
  }

  // What is read elsewhere changes as it does there; the directions stay.
  constexpr tangent elsewhere(const ir::node& n, const tangent& x) {
    const ir::axis_set axes = build_[n.operand[0]].axes, now = build_[x.node].axes;
    ir::index_list walk;
    int d = 0;
    for (int a = 0; a < g_.axes.size(); ++a) {
      const bool walked = axes.has(a);
      if (now.has(a)) walk.push(walked ? n.index[d] : a);
      if (walked) ++d;
    }
    return {walk.size > 0 ? build_.reindex(x.node, walk, n.guarded) : x.node, x.may_be_infinite};
  }

  // An input read along `index` changes with its own element, and with no other.
  constexpr int unit(const ir::index_list& index, const ir::index_list& directions) {
    int same = -1;
    for (int d = 0; d < index.size; ++d)
      same = build_.extend(
          op::code_of<op::both>, same,
          build_.apply(op::code_of<op::equal>, build_.number(subscript_of(g_, index[d])),
                       build_.index(directions[d])));
    const int one = build_.constant(1);
    return same < 0 ? one : build_.apply(where, same, one, build_.constant(0));
  }

  // Never multiplied by 0: what is infinite or undefined in the branch not taken stays there.
  constexpr int chosen(int condition, const tangent& yes, const tangent& no) {
    return build_.apply(where, condition, yes.exists() ? yes.node : build_.constant(0),
                        no.exists() ? no.node : build_.constant(0));
  }

  ir::graph& g_;
  ir::builder build_;
  singular_points points_;
  int primal_nodes_;
};

}  // namespace tapeless::pass
