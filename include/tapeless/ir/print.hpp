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

std::string names(const graph& g, const index_list& index);

// A whole number as one writes it: which[i], (d * (d - 1)) / 2.
inline std::string print(const graph& g, const whole& w) {
  if (w.is == whole::kind::number) return std::to_string(w.value);
  if (w.is == whole::kind::step) return std::string(g.axes[static_cast<int>(w.value)].name);
  if (w.is == whole::kind::extent)
    return "extent(" + std::string(g.axes[static_cast<int>(w.value)].name) + ")";
  if (w.is == whole::kind::read) {
    const std::string name(g.inputs[static_cast<int>(w.value)].name);
    return w.index.size == 0 ? name : name + "[" + names(g, w.index) + "]";
  }
  const std::string_view sign = w.is == whole::kind::plus    ? " + "
                                : w.is == whole::kind::minus ? " - "
                                : w.is == whole::kind::times ? " * "
                                : w.is == whole::kind::over  ? " / "
                                                             : " % ";
  return "(" + print(g, g.wholes[w.left]) + std::string(sign) + print(g, g.wholes[w.right]) + ")";
}

// A subscript as one writes it: 2 m + dy - 1, (i - k) / 2, which[obs], extent(n) - 1 - m.
inline std::string print(const graph& g, const subscript& s) {
  std::string text;
  const auto append = [&text](std::int64_t times, const std::string& what) {
    const std::int64_t size = times < 0 ? -times : times;
    if (text.empty()) text = times < 0 ? "-" : "";
    else text += times < 0 ? " - " : " + ";
    if (what.empty()) text += std::to_string(size);
    else text += (size == 1 ? "" : std::to_string(size) + " ") + what;
  };
  for (int t = 0; t < s.size; ++t) {
    const auto [of, is, times, axes] = s.terms[t];
    if (is == subscript::kind::whole) append(times, print(g, g.wholes[of]));
    else if (is == subscript::kind::step) append(times, std::string(g.axes[of].name));
    else append(times, "extent(" + std::string(g.axes[of].name) + ")");
  }
  if (s.constant != 0 || text.empty()) append(s.constant, "");
  if (s.divisor == 1) return text;
  const bool several = s.size + (s.constant != 0 ? 1 : 0) > 1;
  return (several ? "(" + text + ")" : text) + " / " + std::to_string(s.divisor);
}

inline std::string names(const graph& g, const index_list& index) {
  std::string text;
  for (int d = 0; d < index.size; ++d)
    text += (d == 0 ? "" : ", ") + print(g, subscript_of(g, index[d]));
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
  if (n.code == op::inside)
    text = names(g, n.index) + " inside " + std::string(g.axes[n.input].name);
  if (n.own.exists) text = n.own->name;
  for (int k = 0; k < n.arity(); ++k) text += " %" + std::to_string(n.operand[k]);
  if (n.code == op::reindex) text += " along " + names(g, n.index);
  if (n.code == op::scatter) return text + " to " + names(g, n.index);
  if (n.code == op::contraction) {
    if (n.operand[2] >= 0) text += ", times %" + std::to_string(n.operand[2]);
    if (n.unless_zero) text += ", unless 0";
    if (n.operand[2] >= 0 || n.unless_zero) text += ",";
  }
  if (about(n).reduction) text += " over " + names(g, n.over);
  if (n.code == op::count) text += " of " + names(g, n.over);
  return text;
}

// The value, the derivatives by inputs, and further values.
inline std::string name_of(const graph& g, int output) {
  const auto is_value = [&g](int o) { return g.outputs[o].input < 0; };
  if (!is_value(output)) return "d_" + std::string(g.inputs[g.outputs[output].input].name);
  int number = 1;
  for (int o = 0; o < output; ++o) number += is_value(o) ? 1 : 0;
  return number == 1 ? "value" : "value " + std::to_string(number);
}

inline std::string print(const graph& g) {
  std::string text;
  for (int i = 0; i < g.nodes.size(); ++i) {
    const node& n = g.nodes[i];
    const std::string axes = n.axes.empty() ? "" : " [" + names(g, n.axes) + "]";
    text += "%" + std::to_string(i) + axes + " = " + print(g, n) + "\n";
  }
  for (int o = 0; o < g.outputs.size(); ++o)
    if (g.outputs[o].node >= 0)
      text += name_of(g, o) + " = %" + std::to_string(g.outputs[o].node) + "\n";
  return text;
}

}  // namespace tapeless::ir
