// Which loop goes outside: the axes in loop order. Decided on the user's formula, before its
// adjoint blurs it.
#pragma once

#include <utility>

#include "tapeless/ir/graph.hpp"

namespace tapeless::pass {

// Run-time extents first; then what is reduced last, or never, goes outside; then what is met first
// in the formula.
// @post the same nodes; `order` holds every axis once.
constexpr ir::graph order(const ir::graph& from) {
  ir::graph g = from;
  base::list<int> reduced_at(g.axes.size(), g.nodes.size());
  for (int i = g.nodes.size() - 1; i >= 0; --i)
    for (int a = 0; a < g.axes.size(); ++a)
      if (g.nodes[i].over.has(a)) reduced_at[a] = i;
  const auto outside = [&](int a, int b) {
    const bool a_waits = g.axes[a].extent == ir::at_run_time,
               b_waits = g.axes[b].extent == ir::at_run_time;
    if (a_waits != b_waits) return a_waits;
    return reduced_at[a] != reduced_at[b] ? reduced_at[a] > reduced_at[b] : a < b;
  };
  g.order.clear();
  for (int a = 0; a < g.axes.size(); ++a) {
    g.order.push(a);
    for (int k = a; k > 0 && outside(g.order[k], g.order[k - 1]); --k)
      std::swap(g.order[k], g.order[k - 1]);
  }
  return g;
}

}  // namespace tapeless::pass
