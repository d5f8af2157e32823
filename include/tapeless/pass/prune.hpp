// Only what an output needs.
#pragma once

#include "tapeless/ir/verify.hpp"

namespace tapeless::pass {

// @post the same outputs; every node is used.
constexpr ir::graph prune(const ir::graph& g) {
  base::list<char> used(g.nodes.size(), 0);
  for (const ir::output& o : g.outputs) used[o.node] = 1;
  for (int i = g.nodes.size() - 1; i >= 0; --i) {
    if (used[i] == 0) continue;
    const ir::node& n = g.nodes[i];
    for (int k = 0; k < n.arity(); ++k) used[n.operand[k]] = 1;
  }
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
    o.node = place[o.node];
    out.outputs.push(o);
  }
  return out;
}

}  // namespace tapeless::pass
