// How a gradient changes: the gradient of a gradient times a direction, compiled.
#pragma once

#include "tapeless/bridge/arguments.hpp"

namespace tapeless::bridge {

template <base::text Name>
constexpr auto name_of_direction() {
  char letters[10 + sizeof Name.letters] = "direction ";
  std::copy_n(Name.letters, sizeof Name.letters, letters + 10);
  return base::text(letters);
}

// One more input for an input, a direction for the gradient by it; and their product, which brings
// both into a formula.
template <class Input>
struct direction_of;
template <base::text Name>
struct direction_of<expr::scalar_input<Name>> {
  using type = expr::scalar_input<name_of_direction<Name>()>;
  using product = decltype(type{} * expr::scalar_input<Name>{});
};
template <base::text Name, class... Axes>
struct direction_of<expr::tensor_input<Name, Axes...>> {
  using type = expr::tensor_input<name_of_direction<Name>(), Axes...>;
  using product = decltype(sum(type{} * expr::tensor_input<Name, Axes...>{}));
};

// Whether a gradient may be infinite where the value is not.
constexpr bool has_steep(const ir::graph& g) {
  for (const ir::node& n : g.nodes)
    if ((ir::about(n).is & op::steep) != 0) return true;
  return false;
}

// The graph of a formula, with outputs for some inputs and then for `Directions` directions, which
// belong to the first of these inputs. It becomes the gradients of the formula's gradient times the
// directions.
template <int Directions>
constexpr ir::graph curvature(const ir::graph& traced) {
  const bool may_be_infinite = has_steep(traced);
  ir::graph g = pass::adjoint(traced);
  ir::builder build(g);
  const int inputs = g.outputs.size() - 1 - Directions;
  int along = -1;
  for (int d = 1; d <= Directions; ++d) {
    const ir::output direction = g.outputs[inputs + d];
    const int step = build.read(direction.input, direction.axes);
    int product = build.apply(op::code_of<op::mul>, g.outputs[d].node, step);
    if (may_be_infinite) product = pass::cut_off(build, step, product);
    along = build.extend(op::code_of<op::add>, along,
                         build.reduce(op::code_of<op::sum>, product, direction.axes.set()));
  }
  base::list<ir::output> outputs;
  outputs.push({along, -1, {}});
  for (int i = 1; i <= inputs; ++i) outputs.push(g.outputs[i]);
  g.outputs = outputs;
  return pass::adjoint(g);
}

// The program of that: how the gradient by `Wanted` changes with `Inputs`, of which they are the
// first. (The products add directions to the gradient, and squares of directions to its product
// with them: nothing that depends on an input.)
template <class Formula, class Wanted, class Inputs>
struct change_of_gradient;
template <class Formula, class... Wanted, class... Inputs>
struct change_of_gradient<Formula, hana::tuple<Wanted...>, hana::tuple<Inputs...>> {
  using with_directions = decltype((Formula{} + ... + typename direction_of<Wanted>::product{}));
  using program = derived_program<3, curvature<sizeof...(Wanted)>, with_directions, Inputs...,
                                  typename direction_of<Wanted>::type...>;
};

// Whether it needs the derivative of a function of the user's own that has none.
template <class Formula, class Inputs>
inline constexpr bool derives_the_unknown = [] {
  using program = typename change_of_gradient<Formula, Inputs, Inputs>::program;
  for (int i = 0; i < program::graph.node_count; ++i)
    if (ir::is_own(program::graph.nodes[i].code) && !program::graph.nodes[i].own.exists)
      return true;
  return false;
}();

}  // namespace tapeless::bridge
