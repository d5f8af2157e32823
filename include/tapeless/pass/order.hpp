// Which loop goes outside: the axes in loop order. Decided on the user's formula, before its
// adjoint blurs it.
#pragma once

#include "tapeless/ir/graph.hpp"

namespace tapeless::pass {

// Which axes come before which in memory.
class memory_order {
 public:
  // What walks a dimension before what walks the next, but where it is known to be the other way
  // round.
  constexpr void add(const ir::graph& g, const ir::index_list& walk) {
    for (int d = 1; d < walk.size; ++d)
      for (int before = 0; before < d; ++before)
        for (int a = 0; a < g.axes.size(); ++a)
          for (int b = 0; b < g.axes.size() && axes_of(g, walk[before]).has(a); ++b)
            if (axes_of(g, walk[d]).has(b)) add(a, b);
  }
  constexpr ir::axis_set before(int axis) const { return before_[axis]; }

 private:
  constexpr void add(int a, int b) {
    if (a == b || before_[a].has(b) || before_[b].has(a)) return;
    const ir::axis_set more = before_[a] | ir::axis_set::of(a);
    for (int x = 0; x < base::max_axes; ++x)
      if (x == b || before_[x].has(b)) before_[x] = before_[x] | more;
  }

  ir::axis_set before_[base::max_axes] = {};
};

class axis_order {
 public:
  constexpr explicit axis_order(const ir::graph& g)
      : g_(g), reduced_at_(g.axes.size(), g.nodes.size()) {
    base::list<double> most_terms(g.axes.size(), -1);
    for (int i = 0; i < g.nodes.size(); ++i) {
      if (g.nodes[i].over.empty()) continue;
      const double terms = elements(g, nest_of(g.nodes[i]));
      for (int a = 0; a < g.axes.size(); ++a)
        if (g.nodes[i].over.has(a) && terms > most_terms[a]) {
          most_terms[a] = terms;
          reduced_at_[a] = i;
        }
    }
    for (const ir::input& i : g.inputs)
      if (is_vast(i)) of_vast_.add(g, i.axes);
    for (const ir::node& n : g.nodes)
      if (n.code == op::input) of_any_.add(g, n.index);
  }

  constexpr base::list<int> result() const {
    base::list<int> order;
    ir::axis_set left{};
    for (int a = 0; a < g_.axes.size(); ++a) left = left | ir::axis_set::of(a);
    while (!left.empty()) {
      const int next = outermost(left);
      order.push(next);
      left = left - ir::axis_set::of(next);
    }
    return order;
  }

 private:
  constexpr int outermost(ir::axis_set left) const {
    int best = -1;
    for (ir::axis_set rest = left; !rest.empty(); rest = rest - ir::axis_set::of(rest.first())) {
      const int a = rest.first();
      if (!of_vast_.before(a).meets(left) && (best < 0 || goes_outside(a, best))) best = a;
    }
    return best;
  }
  constexpr bool goes_outside(int a, int b) const {
    const bool a_waits = g_.axes[a].extent == ir::at_run_time,
               b_waits = g_.axes[b].extent == ir::at_run_time;
    if (a_waits != b_waits) return a_waits;
    if (reduced_at_[a] != reduced_at_[b]) return reduced_at_[a] > reduced_at_[b];
    return of_any_.before(b).has(a);
  }
  // Whether it is so large that it is best walked as it lies.
  constexpr bool is_vast(const ir::input& i) const {
    constexpr double many = 1 << 20;
    for (int d = 0; d < i.axes.size; ++d)
      if (!ir::is_axis(i.axes[d]) || g_.axes[i.axes[d]].extent == ir::at_run_time) return false;
    return elements(g_, i.axes.set()) >= many;
  }

  const ir::graph& g_;
  base::list<int> reduced_at_;  // by axis: the first of the largest reductions over it
  memory_order of_vast_, of_any_;
};

// Inputs of a million numbers and more are walked as they lie. Else run-time extents go first; then
// what is reduced last in its largest sum, or never; then what comes first in memory, or is met
// first in the formula.
// @post the same nodes; `order` holds every axis once.
constexpr ir::graph order(const ir::graph& from) {
  ir::graph g = from;
  g.order.clear();
  if (g.axes.size() == 1) g.order.push(0);
  if (g.axes.size() > 1) g.order = axis_order(from).result();
  return g;
}

}  // namespace tapeless::pass
