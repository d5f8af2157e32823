// The rows of op/ as functions over graph handles, to be called by operation code.
#pragma once

#include "tapeless/ir/handle.hpp"

namespace tapeless::pass {

using gradients = std::array<ir::value, 3>;
using adjoint_rule = gradients (*)(ir::builder&, int node, ir::value gradient);
using value_rule = ir::value (*)(ir::builder&, const ir::node&, const std::array<int, 3>& operand);

// The gradients by the operands of a node.
template <class Row>
constexpr gradients adjoint_of(ir::builder& b, [[maybe_unused]] int node,
                               [[maybe_unused]] ir::value g) {
  gradients all{};
  if constexpr (!Row::condition) {
    const ir::node n = b[node];
    const ir::value z = b.handle(node), x = b.handle(n.operand[0]), y = b.handle(n.operand[1]),
                    w = b.handle(n.operand[2]);
    const auto each = [&] {
      if constexpr (Row::reduction) return Row::adjoint(g, x, z, ir::over{b, n.over});
      else if constexpr (Row::arity == 1) return Row::adjoint(g, x, z);
      else if constexpr (Row::arity == 2) return Row::adjoint(g, x, y, z);
      else return Row::adjoint(g, x, y, w, z);
    }();
    for (unsigned k = 0; k < each.size(); ++k) all[k] = each[k];
  }
  return all;
}

// A composite node, written with the nodes that it is made of.
template <class Row>
constexpr ir::value value_of([[maybe_unused]] ir::builder& b, [[maybe_unused]] const ir::node& n,
                             [[maybe_unused]] const std::array<int, 3>& operand) {
  if constexpr (!Row::composite) return {};
  else if constexpr (Row::reduction) return Row::value(b.handle(operand[0]), ir::over{b, n.over});
  else return Row::value(b.handle(operand[0]));
}

template <class... Rows>
constexpr std::array<adjoint_rule, sizeof...(Rows)> adjoint_rules_of(op::table<Rows...>) {
  return {&adjoint_of<Rows>...};
}
template <class... Rows>
constexpr std::array<value_rule, sizeof...(Rows)> value_rules_of(op::table<Rows...>) {
  return {&value_of<Rows>...};
}

inline constexpr auto adjoint_rules = adjoint_rules_of(op::all{});
inline constexpr auto value_rules = value_rules_of(op::all{});

}  // namespace tapeless::pass
