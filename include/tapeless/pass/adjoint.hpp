// Appends the gradient. Walks from the loss to the inputs and asks each node's row in op/ what it
// passes on. The derivative of broadcasting is a sum, the derivative of a sum is broadcasting.
#pragma once

#include "tapeless/ir/verify.hpp"
#include "tapeless/pass/guards.hpp"
#include "tapeless/pass/rules.hpp"
#include "tapeless/pass/singular.hpp"

namespace tapeless::pass {

class adjoint_pass {
 public:
  constexpr explicit adjoint_pass(const ir::graph& g)
      : g_(g),
        build_(g_, 4 * g.nodes.size()),
        points_(g),
        guards_(build_),
        needed_(g.nodes.size(), 0),
        arrived_(g.nodes.size(), -1) {
    mark_needed();
    const int loss = g_.outputs[0].node;
    if (needed_[loss] != 0) arrive(loss, {build_.constant(1)});
    for (int z = loss; z >= 0; --z)
      if (arrived_[z] >= 0 && build_[z].code != op::input) pass_on(z, collect(z));
    for (ir::output& o : g_.outputs)
      if (o.input >= 0) o.node = gradient_by(o);
  }

  constexpr const ir::graph& result() const { return g_; }

 private:
  struct contribution {
    int node = -1;
    int guard = guards::none;  // the innermost
    bool may_be_infinite = false;
    int next = -1;  // the next one that arrived at the same node
  };

  constexpr void mark_needed() {
    base::list<char> wanted(g_.inputs.size());
    for (const ir::output& o : g_.outputs)
      if (o.input >= 0) wanted[o.input] = 1;
    const int size = needed_.size();
    char* const needed = needed_.data();
    for (int i = 0; i < size; ++i) {
      const ir::node& n = build_[i];
      if (n.code == op::input) needed[i] = wanted[n.input];
      if (!op::about.of[n.code].condition)
        for (int k = 0; k < 3 && n.operand[k] >= 0; ++k)
          if (needed[n.operand[k]] != 0) needed[i] = 1;
    }
  }

  constexpr void arrive(int node, contribution c) {
    c.next = arrived_[node];
    arrived_[node] = contributions_.size();
    contributions_.push(c);
  }

  // All that arrived at a node, as one: masked by the guards that they do not share.
  constexpr contribution collect(int node) {
    const contribution* const all = contributions_.data();
    const int last = arrived_[node];
    int shared = all[last].guard;
    bool may_be_infinite = all[last].may_be_infinite, left_a_branch = false;
    for (int c = all[last].next; c >= 0; c = all[c].next) {
      left_a_branch = left_a_branch || all[c].guard != all[last].guard;
      if (all[c].guard != shared) shared = guards_.common(shared, all[c].guard);
      may_be_infinite = may_be_infinite || all[c].may_be_infinite;
    }
    const int sum = collect(node, shared);
    return {sum, left_a_branch ? guards_.unless_zero(sum, shared) : shared, may_be_infinite};
  }
  constexpr int collect(int node, int shared) {
    const contribution* const all = contributions_.data();
    int sum = -1;
    for (int c = arrived_[node]; c >= 0; c = all[c].next) {
      const int x =
          all[c].guard == shared ? all[c].node : guards_.masked(all[c].node, all[c].guard, shared);
      sum = sum < 0 ? x : build_.apply(op::code_of<op::add>, sum, x);
    }
    return sum;
  }

  constexpr void pass_on(int z, contribution g) {
    const ir::node n = build_[z];
    if (n.code == where) {
      pass_to(n, 1, {g.node, guards_.inside(n.operand[0], true, g.guard), g.may_be_infinite});
      pass_to(n, 2, {g.node, guards_.inside(n.operand[0], false, g.guard), g.may_be_infinite});
    } else if (n.code < op::all::size) {
      const gradients each = rule(z, {&build_, g.node});
      if (op::about.of[n.code].reduction) g_.nodes[g.node].from_outside = true;
      for (int k = 0; k < 3 && n.operand[k] >= 0; ++k)
        if (needed_[n.operand[k]] != 0)
          pass_to(
              n, k,
              {cut_off_at_zero(z, k, g, each), g.guard, g.may_be_infinite || points_.is_steep(z)});
    }
  }
  constexpr gradients rule(int z, ir::value gradient) {
    return adjoint_rules.of[build_[z].code](build_, z, gradient);
  }

  // What flows from z to its k-th operand. Where a factor of it may be infinite, 0 times that is 0.
  constexpr int cut_off_at_zero(int z, int k, contribution g, const gradients& each) {
    int x = ir::place(build_, each.by[k]);
    if (points_.is_length(z)) x = cut_off(build_, z, x);
    if (points_.may_be_infinite(z)) x = cut_off(build_, g.node, x);
    if (!g.may_be_infinite) return x;
    const gradients partial = rule(z, build_.handle(build_.constant(1)));
    return cut_off(build_, ir::place(build_, partial.by[k]), x);
  }

  // To the k-th operand: summed over the axes along which it was repeated.
  constexpr void pass_to(const ir::node& n, int k, contribution c) {
    const int operand = n.operand[k];
    if (needed_[operand] == 0 || is_constant_zero(build_, c.node)) return;
    const ir::axis_set repeated =
        op::about.of[n.code].reduction ? ir::axis_set{} : n.axes - build_[operand].axes;
    if (!repeated.empty()) {
      const int constant = guards_.constant_along(repeated, c.guard);
      const int sum =
          build_.reduce(op::code_of<op::sum>, guards_.masked(c.node, c.guard, constant), repeated);
      c = {sum, constant == c.guard ? c.guard : guards_.unless_zero(sum, constant),
           c.may_be_infinite};
    }
    arrive(operand, c);
  }

  // The gradient by an input: what arrived at each of its reads, brought to the axes it was
  // declared over.
  constexpr int gradient_by(const ir::output& o) {
    int sum = -1;
    for (int i = 0; i < needed_.size(); ++i)
      if (build_[i].code == op::input && build_[i].input == o.input && arrived_[i] >= 0) {
        const ir::index_list read = build_[i].index;
        sum = build_.extend(op::code_of<op::add>, sum,
                            brought_home(collect(i, guards::none), read, o.axes));
      }
    return sum < 0 ? build_.constant(0) : sum;
  }

  constexpr int brought_home(int x, const ir::index_list& read, const ir::index_list& declared) {
    const ir::axis_set axes = build_[x].axes;
    ir::index_list walk;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (axes.has(a)) walk.push(declared[first(read, a)]);
    if (walk.size > 0) x = build_.reindex(x, walk);
    for (int d = 0; d < read.size; ++d) {  // A(i, i) is the diagonal: elsewhere the gradient is 0
      const int e = first(read, read[d]);
      if (e == d) continue;
      const int on = build_.apply(op::code_of<op::equal>, build_.index(declared[d]),
                                  build_.index(declared[e]));
      x = build_.apply(where, on, x, build_.constant(0));
    }
    return x;
  }
  static constexpr int first(const ir::index_list& read, int axis) {
    int d = 0;
    while (read[d] != axis) ++d;
    return d;
  }

  static constexpr op::code where = op::code_of<op::where>;

  ir::graph g_;
  ir::builder build_;
  singular_points points_;
  guards guards_;
  base::list<char> needed_;  // depends on a wanted input
  base::list<int> arrived_;  // the last contribution that arrived at each node
  base::list<contribution> contributions_;
};

// @post every output has its node; the value's is unchanged.
constexpr ir::graph adjoint(const ir::graph& g) { return adjoint_pass(g).result(); }

}  // namespace tapeless::pass
