// pass/: a graph in, a better graph out.
// What most passes are: every node again, in order, some of them differently.
#pragma once

#include "tapeless/ir/handle.hpp"
#include "tapeless/ir/verify.hpp"

namespace tapeless::pass {

using ir::about;
using ir::axis_set;
using ir::builder;
using ir::graph;
using ir::node;
using ir::output;

// By node: whether an output needs it, and not for one of the nodes alone.
constexpr base::list<char> used_in(const graph& g, int beside = -1) {
  base::list<char> used(g.nodes.size());
  char* const is_used = used.data();
  const node* const nodes = g.nodes.data();
  for (const output& o : g.outputs)
    if (o.node >= 0) is_used[o.node] = 1;
  for (int i = g.nodes.size() - 1; i >= 0; --i)
    for (int k = 0; k < 3 && is_used[i] != 0 && i != beside && nodes[i].operand[k] >= 0; ++k)
      is_used[nodes[i].operand[k]] = 1;
  return used;
}

// What no output needs is left out. `again(build, node, place)` gives the new place of a node;
// `place` knows those of the nodes before it.
template <class Again>
constexpr graph rebuild(const graph& g, Again again) {
  graph out = empty_like(g);
  const base::list<char> used = used_in(g);
  const int expected = g.nodes.size() + g.nodes.size() / 4;
  out.nodes.reserve(expected + 16);
  builder build(out, expected);
  base::list<int> place(g.nodes.size(), -1);
  int* const at = place.data();
  const char* const is_used = used.data();
  const node* const nodes = g.nodes.data();
  const int size = g.nodes.size();
  for (int i = 0; i < size; ++i)
    if (is_used[i] != 0) {
      at[i] = again(build, nodes[i], at);
      if (i < g.written) out.written = out.nodes.size();
      if (nodes[i].from_outside) out.nodes[at[i]].from_outside = true;
    }
  for (output o : g.outputs) {
    if (o.node >= 0) o.node = place[o.node];
    out.outputs.push(o);
  }
  return out;
}

}  // namespace tapeless::pass
