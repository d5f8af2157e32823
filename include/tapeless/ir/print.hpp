// One line a node: %2 [n] = mul %0 %1
#pragma once

#include <charconv>
#include <string>

#include "tapeless/ir/graph.hpp"

namespace tapeless::ir {

// The shortest text that reads back as the same number.
inline std::string shortest(double number) {
  char letters[32];
  const auto end = std::to_chars(letters, letters + sizeof letters, number).ptr;
  return {letters, end};
}

inline std::string names(const graph& g, axis_set axes) {
  std::string text;
  for (int a = 0; a < g.axes.size(); ++a)
    if (axes.has(a)) text += (text.empty() ? "" : ", ") + std::string(g.axes[a].name);
  return text;
}

inline std::string names(const graph& g, const index_list& index) {
  std::string text;
  for (int d = 0; d < index.size; ++d)
    text += (d == 0 ? "" : ", ") + std::string(g.axes[index[d]].name);
  return text;
}

// A node without its place: mul %0 %1, input height[n], sum %3 over n.
inline std::string print(const graph& g, const node& n) {
  std::string text(about(n).name);
  if (n.code == op::constant) return shortest(n.number);
  if (n.code == op::input) {
    text += " " + std::string(g.inputs[n.input].name);
    if (n.index.size > 0) text += "[" + names(g, n.index) + "]";
  }
  if (n.code == op::index) text += " " + names(g, n.index);
  for (int k = 0; k < n.arity(); ++k) text += " %" + std::to_string(n.operand[k]);
  if (n.code == op::reindex) text += " along " + names(g, n.index);
  if (about(n).reduction) text += " over " + names(g, n.over);
  if (n.code == op::count) text += " of " + names(g, n.over);
  return text;
}

inline std::string name_of(const graph& g, const output& o) {
  return o.input < 0 ? "value" : "d_" + std::string(g.inputs[o.input].name);
}

inline std::string print(const graph& g) {
  std::string text;
  for (int i = 0; i < g.nodes.size(); ++i) {
    const node& n = g.nodes[i];
    const std::string axes = n.axes.empty() ? "" : " [" + names(g, n.axes) + "]";
    text += "%" + std::to_string(i) + axes + " = " + print(g, n) + "\n";
  }
  for (const output& o : g.outputs)
    if (o.node >= 0) text += name_of(g, o) + " = %" + std::to_string(o.node) + "\n";
  return text;
}

}  // namespace tapeless::ir
