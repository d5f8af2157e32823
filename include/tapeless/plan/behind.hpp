// Of which tensors the loop that reads them may keep a few rows, instead of all of them: the loop
// makes them itself, and reads them at its own step and a few before
// (docs/decisions/034_rows_kept.md).
#pragma once

#include "tapeless/plan/lanes.hpp"

namespace tapeless::plan {

// What a contraction reads as its k-th operand; -1: what lies in the caller's memory.
constexpr int tensor_of(const graph& g, const node& n, int k) {
  const int x = n.operand[k];
  return lies_evenly(g, g.nodes[x]) ? g.nodes[x].operand[0] : x;
}

constexpr void read_behind(int& behind, int steps) {
  behind = steps < 0 || behind < 0 ? -1 : steps > behind ? steps : behind;
}

// By node: it is read at most so many steps of its outermost loop before; -1: elsewhere, or in
// another loop. Empty if there are none. (Who adds to some rows of a table alone does not take one
// step after the other.)
constexpr base::list<int> reads_behind(const graph& g) {
  if (g.subscripts.empty()) return {};
  base::list<int> behind(g.nodes.size());
  for (const node& n : g.nodes) {
    if (n.code == op::scatter) return {};
    for (int k = 0; k < 2 && n.code == op::contraction; ++k)
      if (const int tensor = tensor_of(g, n, k); tensor >= 0) read_behind(behind[tensor], -1);
    if (n.code == op::contraction) continue;
    const int loop = outermost(g, nest_of(n));
    for (int k = 0; k < n.arity(); ++k) {
      const node& tensor = g.nodes[n.operand[k]];
      const bool is_made_there = loop >= 0 && outermost(g, nest_of(tensor)) == loop;
      const int steps = !is_made_there ? -1
                        : n.code == op::reindex
                            ? ir::steps_behind(g, tensor.axes, n.index, loop, loop)
                            : 0;
      read_behind(behind[n.operand[k]], steps);
    }
  }
  return behind;
}

}  // namespace tapeless::plan
