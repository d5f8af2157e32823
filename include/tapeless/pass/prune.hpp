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
  int* const at = place.data();
  const char* const is_used = used.data();
  const ir::node* const nodes = g.nodes.data();
  const int size = g.nodes.size();
  for (int i = 0, next = 0; i < size; ++i)
    if (is_used[i] != 0) {
      ir::node n = nodes[i];
      for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) n.operand[k] = at[n.operand[k]];
      at[i] = next++;
      out.nodes.push(n);
      if (i < g.written) out.written = next;
    }
  for (ir::output o : g.outputs) {
    if (o.node >= 0) o.node = place[o.node];
    out.outputs.push(o);
  }
  return out;
}

}  // namespace tapeless::pass
