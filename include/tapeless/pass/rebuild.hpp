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

// `again(build, node, place)` gives the new place of a node; `place` knows those of the nodes
// before it.
template <class Again>
constexpr graph rebuild(const graph& g, Again again) {
  graph out = empty_like(g);
  out.nodes.reserve(2 * g.nodes.size());
  builder build(out);
  base::list<int> place(g.nodes.size(), -1);
  for (int i = 0; i < g.nodes.size(); ++i) {
    place[i] = again(build, g.nodes[i], place);
    if (i < g.written) out.written = out.nodes.size();
    if (g.nodes[i].from_outside) out.nodes[place[i]].from_outside = true;
  }
  for (output o : g.outputs) {
    if (o.node >= 0) o.node = place[o.node];
    out.outputs.push(o);
  }
  return out;
}

}  // namespace tapeless::pass
