// Only what an output needs.
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

// @post the same outputs; every node is used.
constexpr ir::graph prune(const ir::graph& g) {
  const base::list<char> used = used_in(g);
  ir::graph out = empty_like(g);
  out.nodes.reserve(g.nodes.size());
  base::list<int> place(g.nodes.size(), -1);
  for (int i = 0; i < g.nodes.size(); ++i) {
    if (used[i] == 0) continue;
    ir::node n = g.nodes[i];
    for (int k = 0; k < n.arity(); ++k) n.operand[k] = place[n.operand[k]];
    place[i] = out.nodes.size();
    out.nodes.push(n);
    if (i < g.written) out.written = out.nodes.size();
  }
  for (ir::output o : g.outputs) {
    if (o.node >= 0) o.node = place[o.node];
    out.outputs.push(o);
  }
  return out;
}

}  // namespace tapeless::pass
