// What every graph must satisfy, between any two passes.
#pragma once

#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

// An empty view if the graph is sound, else the law that it breaks.
constexpr std::string_view broken_law(const graph& g) {
  const node* const nodes = g.nodes.data();
  const int size = g.nodes.size();
  for (int i = 0; i < size; ++i) {
    const node& n = nodes[i];
    const op::facts& is = op::about.of[n.code];
    axis_set operands;
    for (int k = 0; k < is.arity; ++k) {
      if (n.operand[k] < 0 || n.operand[k] >= i) return "an operand comes before its user";
      operands.bits |= nodes[n.operand[k]].axes.bits;
    }
    if (n.code == op::scatter) {
      if (!(n.over == (operands | axes_of(g, n.index))))
        return "a scatter runs along its operand's axes and its subscripts'";
      if (n.axes.size() != n.index.size) return "a scatter has a subscript for each axis";
    } else if (is.reduction) {
      if (n.over.empty() || !operands.includes(n.over))
        return "a reduction is over axes of its operand";
      if (!(n.axes == operands - n.over)) return "a reduction has the axes that are left";
      if (n.code == op::contraction && n.operand[2] >= 0 && !nodes[n.operand[2]].axes.empty())
        return "a contraction is multiplied by a number";
      if (n.code == op::contraction &&
          !is_contraction(nodes[n.operand[0]].axes, nodes[n.operand[1]].axes, n.over))
        return "both factors of a contraction have the axes that it is over, and others";
    } else if (n.code == op::input || n.code == op::index || n.code == op::reindex) {
      if (!(n.axes == axes_of(g, n.index))) return "what is read has the axes it is read along";
      if (n.code == op::reindex && operands.size() != n.index.size)
        return "a tensor is read along one axis a dimension";
    } else if (n.code == op::inside) {
      if (!(n.axes == axes_of(g, n.index))) return "a subscript has the axes of its steps";
    } else if (n.code == op::store) {
      if (!(n.axes == n.index.set() && n.axes.includes(operands)))
        return "a result is spread over its output's axes";
    } else if (n.axes.bits != operands.bits) {
      return "an elementwise node has the axes of its operands";
    }
  }
  for (const output& o : g.outputs) {
    if (o.node >= g.nodes.size()) return "an output is a node";
    if (o.node >= 0 && !o.axes.set().includes(g.nodes[o.node].axes))
      return "an output has room for its node's axes";
  }
  return {};
}

}  // namespace tapeless::ir
