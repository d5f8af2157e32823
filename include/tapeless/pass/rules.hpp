// The rows of op/ as functions over graph handles, to be called by operation code.
#pragma once

#include "tapeless/ir/handle.hpp"

namespace tapeless::pass {

// (Plain arrays: see op::facts_table.)
struct gradients {
  ir::value by[3];
};
using adjoint_rule = gradients (*)(ir::builder&, int node, ir::value gradient);
using value_rule = ir::value (*)(ir::builder&, const ir::node&, const std::array<int, 3>& operand);

// The gradients by the operands of a node.
template <class Row>
constexpr gradients adjoint_of(ir::builder& b, [[maybe_unused]] int node,
                               [[maybe_unused]] ir::value g) {
  gradients all;
  if constexpr (ir::is_own(op::code_of<Row>)) {
    const ir::node n = b[node];
    for (int k = 0; k < Row::arity; ++k)
      all.by[k] = g * b.handle(b.own(n.own->by[k], n.operand[0], n.operand[1]));
  } else if constexpr (!Row::condition) {
    const ir::node n = b[node];
    const ir::value z(&b, node), x(&b, n.operand[0]), y(&b, n.operand[1]), w(&b, n.operand[2]);
    const auto each = [&] {
      if constexpr (Row::reduction) return Row::adjoint(g, x, z, ir::over{b, n.over});
      else if constexpr (Row::arity == 1) return Row::adjoint(g, x, z);
      else if constexpr (Row::arity == 2) return Row::adjoint(g, x, y, z);
      else return Row::adjoint(g, x, y, w, z);
    }();
    const auto* const first = each.data();
    for (unsigned k = 0; k < std::tuple_size_v<decltype(each)>; ++k) all.by[k] = first[k];
  }
  return all;
}

// A composite node, written with the nodes that it is made of.
template <class Row>
constexpr ir::value value_of([[maybe_unused]] ir::builder& b, [[maybe_unused]] const ir::node& n,
                             [[maybe_unused]] const std::array<int, 3>& operand) {
  if constexpr (!Row::composite) return {};
  else if constexpr (Row::reduction) return Row::value(b.handle(operand[0]), ir::over{b, n.over});
  else if constexpr (Row::arity == 1) return Row::value(b.handle(operand[0]));
  else return Row::value(b.handle(operand[0]), b.handle(operand[1]));
}

template <class Rule>
struct rule_table {
  Rule of[op::all::size];
};

template <class... Rows>
constexpr rule_table<adjoint_rule> adjoint_rules_of(op::table<Rows...>) {
  return {{&adjoint_of<Rows>...}};
}
template <class... Rows>
constexpr rule_table<value_rule> value_rules_of(op::table<Rows...>) {
  return {{&value_of<Rows>...}};
}

inline constexpr auto adjoint_rules = adjoint_rules_of(op::all{});
inline constexpr auto value_rules = value_rules_of(op::all{});

}  // namespace tapeless::pass
