// A formula's graph, fresh from the tracer, and graphs as text that begins on a line of its own.
#pragma once

#include <string>
#include <utility>

#include "tapeless/ir/print.hpp"
#include "tapeless/ir/trace.hpp"

namespace tapeless::tests {

template <class Formula, class... Wanted>
ir::graph traced(Formula, Wanted...) {
  return ir::tracer(&Formula::term, {&Wanted::info...}).result();
}

template <class Formula, class... Wanted>
constexpr ir::problem problem_in(Formula, Wanted...) {
  return ir::tracer(&Formula::term, {&Wanted::info...}).found();
}

inline std::string text(const ir::graph& g) { return "\n" + ir::print(g); }

// An output as a nested formula, in which the order of nodes cannot be seen: compilers evaluate the
// arguments of a row's functions in orders of their own.
inline std::string formula(const ir::graph& g, int id) {
  const ir::node& n = g.nodes[id];
  if (n.arity() == 0) return ir::print(g, n);
  std::string operands[3];
  for (int k = 0; k < n.arity(); ++k) operands[k] = formula(g, n.operand[static_cast<unsigned>(k)]);
  if (ir::about(n).commutative && operands[1] < operands[0]) std::swap(operands[0], operands[1]);
  std::string text = std::string(ir::about(n).name) + "(" + operands[0];
  for (int k = 1; k < n.arity(); ++k) text += ", " + operands[k];
  return text + (ir::about(n).reduction ? " over " + ir::names(g, n.over) : "") + ")";
}
inline std::string formulas(const ir::graph& g) {
  std::string text = "\n";
  for (int o = 0; o < g.outputs.size(); ++o)
    text += ir::name_of(g, o) + " = " + formula(g, g.outputs[o].node) + "\n";
  return text;
}

}  // namespace tapeless::tests
