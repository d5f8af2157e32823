// The whole compiler as a list. Every line is a constant evaluation of its own; a pass takes a
// graph and returns a graph that keeps the laws of ir/verify.hpp.
#pragma once

#include <type_traits>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/base/short_name.hpp"
#include "tapeless/base/target.hpp"
#include "tapeless/ir/frozen.hpp"
#include "tapeless/ir/trace.hpp"
#include "tapeless/ir/verify.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/expand.hpp"
#include "tapeless/pass/gauss_newton.hpp"
#include "tapeless/pass/hoist.hpp"
#include "tapeless/pass/jacobian.hpp"
#include "tapeless/pass/order.hpp"
#include "tapeless/pass/prune.hpp"
#include "tapeless/plan/planner.hpp"
#include "tapeless/plan/verify.hpp"

namespace tapeless {

namespace pipeline {

using pass_function = ir::graph (*)(const ir::graph&);

// Whether two passes are one. (As types: g++ 12 with -fsanitize=undefined does not compare
// functions in a constant expression.)
template <pass_function A, pass_function B>
inline constexpr bool is = std::is_same_v<std::integral_constant<pass_function, A>,
                                          std::integral_constant<pass_function, B>>;

template <const auto& From, pass_function... Passes>
constexpr ir::graph run() {
  ir::graph g = From.thaw();
  ((g = Passes(g)), ...);
  return g;
}

// The graph after some passes, with as much room as it mostly needs. (A variable: what is constant
// in a function clang evaluates once where it is defined, and once more in each call.)
template <const auto& From>
inline constexpr ir::capacity usual_room{4 * From.node_count + 32, From.input_count,
                                         From.output_count};
template <const auto& From, pass_function... Passes>
inline constexpr auto tried = ir::freeze<usual_room<From>>(run<From, Passes...>());

// The same, made again with more room if it did not fit.
template <const auto& From, pass_function... Passes>
constexpr auto kept_after() {
  constexpr auto& graph = tried<From, Passes...>;
  constexpr ir::capacity room = usual_room<From>;
  if constexpr (graph.node_count <= room.nodes && graph.output_count <= room.outputs) return graph;
  else
    return ir::freeze<ir::capacity{graph.node_count, room.inputs, graph.output_count}>(
        run<From, Passes...>());
}

template <const auto& Graph>
inline constexpr plan::frozen<plan::capacity{2 * Graph.node_count + 32, Graph.node_count / 4 + 16}>
    tried_plan(plan::make_plan(Graph.thaw()));

template <const auto& Graph>
constexpr auto planned() {
  constexpr auto& plan = tried_plan<Graph>;
  if constexpr (plan.complete()) return plan;
  else
    return plan::frozen<plan::capacity{plan.items.size, plan.items.size}>(
        plan::make_plan(Graph.thaw()));
}

constexpr ir::graph unchanged(const ir::graph& g) { return g; }

// In normal equations a column of the Jacobian is a factor of many sums: what left one of them
// would have to be multiplied again for the others.
template <pass_function Derive>
inline constexpr pass_function hoist_for = is<Derive, pass::gauss_newton> ? unchanged : pass::hoist;

template <pass_function Derive, class Formula, class... Wanted>
constexpr ir::tracer trace() {
  return ir::tracer(&Formula::term, {&Wanted::info...}, is<Derive, pass::adjoint>);
}

// The user's formula as a graph, its axes in loop order.
template <class Formula, class... Wanted>
inline constexpr ir::capacity traced_room = [] {
  const ir::size size = ir::measure(&Formula::term);
  return ir::capacity{2 * size.terms + 8, size.inputs, 1 + sizeof...(Wanted)};
}();
template <pass_function Derive, class Formula, class... Wanted>
inline constexpr auto tried_trace = ir::freeze<traced_room<Formula, Wanted...>>(
    pass::order(trace<Derive, Formula, Wanted...>().result()));

template <pass_function Derive, class Formula, class... Wanted>
constexpr auto kept_trace() {
  constexpr auto& graph = tried_trace<Derive, Formula, Wanted...>;
  constexpr ir::capacity room = traced_room<Formula, Wanted...>;
  if constexpr (graph.node_count <= room.nodes) return graph;
  else
    return ir::freeze<ir::capacity{graph.node_count, room.inputs, room.outputs}>(
        pass::order(trace<Derive, Formula, Wanted...>().result()));
}

}  // namespace pipeline

// The first mistake in a formula. Not a member of derivation: what else is there can not be made
// from a mistaken formula.
template <pipeline::pass_function Derive, class Formula, class... Wanted>
inline constexpr ir::problem mistake = pipeline::trace<Derive, Formula, Wanted...>().found();

// A formula, what is derived from it (pass::adjoint, pass::jacobian, pass::gauss_newton), and the
// inputs by which: compiled.
template <pipeline::pass_function Derive, class Formula, class... Wanted>
struct derivation {
  static constexpr auto traced = pipeline::kept_trace<Derive, Formula, Wanted...>();

  static constexpr auto derived = pipeline::kept_after<traced, Derive>();
  static constexpr auto pruned = pipeline::kept_after<derived, pass::prune>();
  static constexpr auto expanded = pipeline::kept_after<pruned, pass::expand>();
  static constexpr auto hoisted = pipeline::kept_after<expanded, pipeline::hoist_for<Derive>>();
  static constexpr auto graph = pipeline::kept_after<hoisted, pass::prune, plan::with_stores>();

  // Every step keeps the laws of graphs (an evaluation of its own for each).
  template <const auto& Graph>
  static constexpr bool sound = ir::broken_law(Graph.thaw()).empty();
  static_assert(sound<derived> && sound<pruned> && sound<expanded> && sound<hoisted> &&
                    sound<graph>,
                "tapeless: a pass broke a law of graphs; this is our bug");

  static constexpr auto plan = pipeline::planned<graph>();
  static_assert(plan::broken_law(graph.thaw(), plan).empty(),
                "tapeless: a plan breaks a law; this is our bug");

  // Which output is the gradient by an input; void means the value. -1: none.
  template <class Input>
  static constexpr int output_of() {
    int o = 1;
    const bool found = ((std::is_same_v<Input, Wanted> || (++o, false)) || ...);
    return std::is_void_v<Input> ? 0 : found ? o : -1;
  }
};

template <class Formula, class... Wanted>
using compilation = derivation<pass::adjoint, Formula, Wanted...>;

// A compilation under a short name: what all code that is emitted for it carries.
template <class Name>
struct program {
  using compilation = base::meaning<Name>;

  static constexpr const auto& graph = compilation::graph;
  static constexpr const auto& plan = compilation::plan;
};

// `Kind` tells programs of different derivatives of one formula apart.
template <int Kind, pipeline::pass_function Derive, class Formula, class... Wanted>
using derived_program =
    program<typename base::namer<derivation<Derive, Formula, Wanted...>,
                                 base::hash_of(base::target, Formula::term.hash, Kind,
                                               Wanted::term.hash...)>::name>;

template <class Formula, class... Wanted>
using program_of = derived_program<0, pass::adjoint, Formula, Wanted...>;
template <class Formula, class... Wanted>
using jacobian_program = derived_program<1, pass::jacobian, Formula, Wanted...>;
template <class Formula, class... Wanted>
using gauss_newton_program = derived_program<2, pass::gauss_newton, Formula, Wanted...>;

}  // namespace tapeless
