// Appends the gradient. Walks from the loss to the inputs and asks each node's row in op/ what it
// passes on. The derivative of broadcasting is a sum, the derivative of a sum is broadcasting.
#pragma once

#include "tapeless/ir/verify.hpp"
#include "tapeless/pass/guards.hpp"
#include "tapeless/pass/read_adjoint.hpp"
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
    bool may_be_infinite = all[last].may_be_infinite, left_a_branch = false, both_branches = false;
    for (int c = all[last].next; c >= 0; c = all[c].next) {
      if (all[c].guard != all[last].guard) {
        both_branches = !left_a_branch && guards_.are_opposite(all[c].guard, all[last].guard);
        left_a_branch = true;
      }
      if (all[c].guard != shared) shared = guards_.common(shared, all[c].guard);
      may_be_infinite = may_be_infinite || all[c].may_be_infinite;
    }
    const int sum = collect(node, shared);
    // (What is in both branches of a where() is in one of them everywhere.)
    const bool may_be_zero = left_a_branch && !both_branches;
    return {sum, may_be_zero ? guards_.unless_zero(sum, shared) : shared, may_be_infinite};
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
    } else if (n.code == op::code_of<op::unless_zero>) {
      pass_to(n, 0,
              {g.node, guards_.inside(is_dropped(build_, n), false, g.guard), g.may_be_infinite});
    } else if (n.code == op::reindex) {
      pass_elsewhere(n, g);
    } else if (n.code == op::scatter) {
      pass_gathered(n, g);
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
  // What was read elsewhere gets it there. (Guards do not move: it is masked by them before.)
  constexpr void pass_elsewhere(const ir::node& n, contribution g) {
    ir::index_list axes;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (build_[n.operand[0]].axes.has(a)) axes.push(a);
    const int x = brought_home(guards_.masked(g.node, g.guard, guards::none), n.index, axes);
    const int guard = g.guard == guards::none ? guards::none : guards_.unless_zero(x, guards::none);
    arrive(n.operand[0], {x, guard, g.may_be_infinite});
  }

  // What was scattered gets what flows to where it went.
  constexpr void pass_gathered(const ir::node& n, contribution g) {
    const int x = guards_.masked(g.node, g.guard, guards::none);
    ir::index_list index;
    int d = 0;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (build_[x].axes.has(a)) index.push(n.index[d]);
      if (n.axes.has(a)) ++d;
    }
    pass_to(n, 0, {index.size > 0 ? build_.reindex(x, index) : x, guards::none, g.may_be_infinite});
  }

  // What flows to a read, as a tensor over the axes of what is read.
  constexpr int brought_home(int x, const ir::index_list& read, const ir::index_list& declared) {
    if (read == declared) return x;
    // (Of one element each element asks whether it is meant: no loop runs over it, to add.)
    const bool is_one = build_[x].axes.empty() && axes_of(g_, read).empty();
    return has_whole_numbers(g_, read) && !is_one ? scattered(x, read, declared)
                                                  : read_adjoint(g_, build_, read, declared).of(x);
  }
  // What whole numbers lead to can only be added to.
  constexpr int scattered(int x, const ir::index_list& read, const ir::index_list& declared) {
    ir::index_list sorted;
    for (int a = 0; a < g_.axes.size(); ++a)
      for (int d = 0; d < declared.size; ++d)
        if (declared[d] == a) sorted.push(read[d]);
    return build_.scatter(x, declared.set(), sorted);
  }

  constexpr gradients rule(int z, ir::value gradient) {
    return adjoint_rules.of[build_[z].code](build_, z, gradient);
  }

  // What flows from z to its k-th operand. Where a factor of it may be infinite, 0 times that is 0.
  constexpr int cut_off_at_zero(int z, int k, contribution g, const gradients& each) {
    int x = ir::place(build_, each.by[k]);
    if (points_.is_length(z)) x = slope_of_length(build_, z, x);
    if (points_.may_be_infinite(z)) x = cut_off(build_, g.node, x);
    if (!g.may_be_infinite) return x;
    const gradients partial = rule(z, build_.handle(build_.constant(1)));
    return cut_off(build_, ir::place(build_, partial.by[k]), x);
  }

  // To the k-th operand: summed over the axes along which it was repeated.
  constexpr void pass_to(const ir::node& n, int k, contribution c) {
    const int operand = n.operand[k];
    if (needed_[operand] == 0 || is_constant_zero(build_[c.node])) return;
    const ir::axis_set repeated = n.code == op::scatter            ? n.over - build_[operand].axes
                                  : op::about.of[n.code].reduction ? ir::axis_set{}
                                                                   : n.axes - build_[operand].axes;
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
