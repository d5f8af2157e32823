// The whole compiler as a list (`passes`). A pass takes a graph and returns a graph that keeps the
// laws of ir/verify.hpp.
#pragma once

#include <type_traits>

#include "tapeless/base/cpp20.hpp"
#include "tapeless/base/short_name.hpp"
#include "tapeless/base/target.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/ir/frozen.hpp"
#include "tapeless/ir/trace.hpp"
#include "tapeless/ir/verify.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/align.hpp"
#include "tapeless/pass/balance.hpp"
#include "tapeless/pass/contract.hpp"
#include "tapeless/pass/expand.hpp"
#include "tapeless/pass/gauss_newton.hpp"
#include "tapeless/pass/hoist.hpp"
#include "tapeless/pass/jacobian.hpp"
#include "tapeless/pass/order.hpp"
#include "tapeless/pass/substitute.hpp"
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

// The graph after some passes; without outputs when one of them broke a law of graphs. (Of the last
// one kept_after asks, in an evaluation of its own.)
template <const auto& From, pass_function First, pass_function... Others>
constexpr ir::graph run_soundly() {
  ir::graph g = First(From.thaw());
  bool sound = true;
  ((sound = sound && ir::broken_law(g).empty(), g = Others(g)), ...);
  if (!sound) g.outputs.clear();
  return g;
}

// The same with as much room as it mostly needs. (A variable: what is constant in a function clang
// evaluates once where it is defined, and once more in each call.)
template <const auto& From, int Growth>
inline constexpr ir::capacity usual_room{
    Growth * From.node_count + 32,
    From.input_count,
    From.output_count,
    From.subscript_count > 0 ? 4 * From.subscript_count + 16 : 0,
    From.whole_count,
    From.length_count};
template <const auto& From, int Growth, pass_function... Passes>
inline constexpr auto tried = ir::freeze<usual_room<From, Growth>>(run_soundly<From, Passes...>());

// The same, made again with more room if it did not fit.
template <const auto& From, int Growth, pass_function... Passes>
constexpr auto kept_after() {
  constexpr auto& graph = tried<From, Growth, Passes...>;
  static_assert(graph.output_count > 0, "tapeless: a pass broke a law of graphs; this is our bug");
  if constexpr (graph.complete()) return graph;
  else return ir::freeze<graph.size()>(run_soundly<From, Passes...>());
}

template <const auto& Graph>
inline constexpr bool is_sound = Graph.output_count > 0 && ir::broken_law(Graph.thaw()).empty();

template <const auto& Graph>
inline constexpr plan::capacity room_for_plan{2 * Graph.node_count + 32, Graph.node_count / 4 + 16};

// A depth of the loop tree (plan/levels.hpp): made from the one before.
template <const auto& Graph, int Depth>
constexpr auto kept_depth();
template <const auto& Graph, int Depth>
inline constexpr auto depth_at = kept_depth<Graph, Depth>();

template <const auto& Graph, int Depth>
constexpr plan::depth planned_depth() {
  if constexpr (Depth == 0) return plan::outermost_depth(Graph.thaw());
  else return plan::depth_inside(Graph.thaw(), depth_at<Graph, Depth - 1>.thaw());
}
template <const auto& Graph, int Depth>
inline constexpr plan::frozen_depth<room_for_plan<Graph>> tried_depth(
    planned_depth<Graph, Depth>());

template <const auto& Graph, int Depth>
constexpr auto kept_depth() {
  constexpr auto& depth = tried_depth<Graph, Depth>;
  if constexpr (depth.complete()) return depth;
  else
    return plan::frozen_depth<plan::capacity{depth.members.size, depth.others()}>(
        planned_depth<Graph, Depth>());
}

template <const auto& Graph, int Depth = 0>
constexpr void collect_depths(base::list<plan::depth>& all) {
  constexpr auto& depth = depth_at<Graph, Depth>;
  all[Depth] = depth.thaw();
  if constexpr (depth.inside > 0) collect_depths<Graph, Depth + 1>(all);
}

// A large graph is planned in several evaluations, a depth in each; others in one, since an
// evaluation costs something, too.
inline constexpr int large = 512;
template <const auto& Graph>
constexpr plan::tree planned_tree() {
  if constexpr (Graph.node_count <= large) {
    return plan::make_plan(Graph.thaw());
  } else {
    base::list<plan::depth> depths(Graph.axis_count + 1);
    collect_depths<Graph>(depths);
    return plan::make_plan(Graph.thaw(), depths);
  }
}
template <const auto& Graph>
inline constexpr plan::frozen<room_for_plan<Graph>> tried_plan(planned_tree<Graph>());

template <const auto& Graph>
constexpr auto planned() {
  constexpr auto& plan = tried_plan<Graph>;
  if constexpr (plan.complete()) return plan;
  else return plan::frozen<plan::capacity{plan.items.size, plan.items.size}>(planned_tree<Graph>());
}

constexpr ir::graph unchanged(const ir::graph& g) { return g; }

// In normal equations a column of the Jacobian is a factor of many sums: what left one of them
// would have to be multiplied again for the others.
template <pass_function Derive>
inline constexpr pass_function hoist_for = is<Derive, pass::gauss_newton> ? unchanged : pass::hoist;

// The user's formula as a graph, its axes in loop order, and the first mistake in it.
template <ir::capacity Room>
struct traced_graph : ir::frozen<Room> {
  ir::problem problem = ir::problem::none;
  ir::outside_read outside{};  // of problem::read_outside
};

// (What is wanted is inputs, for derivatives, and behind them formulas.)
template <pass_function Derive, ir::capacity Room, class Formula, class... Wanted>
constexpr traced_graph<Room> trace_into() {
  base::list<const expr::input_info*> inputs;
  base::list<const expr::term*> beside;
  [[maybe_unused]] const auto sort = [&]<class W>(std::type_identity<W>) {
    if constexpr (expr::input<W>) inputs.push(&W::info);
    else beside.push(&W::term);
  };
  (sort(std::type_identity<Wanted>{}), ...);
  const ir::tracer tracer(&Formula::term, inputs, is<Derive, pass::adjoint>, beside);
  traced_graph<Room> kept;
  kept.problem = tracer.found();
  kept.outside = tracer.outside();
  if (kept.problem == ir::problem::none)
    static_cast<ir::frozen<Room>&>(kept) = ir::freeze<Room>(pass::order(tracer.result()));
  return kept;
}

// Most formulas are small, and traced once; a larger one tells how much room it needs.
inline constexpr int small = 40;
template <pass_function Derive, class Formula, class... Wanted>
inline constexpr auto tried_trace = trace_into<
    Derive, ir::capacity{small, small / 4, 1 + sizeof...(Wanted), small / 4, small / 4, small / 4},
    Formula, Wanted...>();

template <pass_function Derive, class Formula, class... Wanted>
constexpr auto kept_trace() {
  constexpr auto& tried = tried_trace<Derive, Formula, Wanted...>;
  if constexpr (tried.complete()) return tried;
  else return trace_into<Derive, tried.size(), Formula, Wanted...>();
}
template <pass_function Derive, class Formula, class... Wanted>
inline constexpr auto traced = kept_trace<Derive, Formula, Wanted...>();

// A pass for graphs with subscripts alone. (Every graph that a pass returns is a copy.)
template <const auto& From, pass_function Pass>
struct passed {
  static constexpr auto graph = kept_after<From, 2, Pass>();
};
template <const auto& From, pass_function Pass>
constexpr const auto& if_subscripts() {
  if constexpr (From.subscript_count == 0) return From;
  else return passed<From, Pass>::graph;
}

// The passes, each a constant evaluation of its own: so none nears the limits of a compiler.
template <pass_function Derive, const auto& Traced>
struct passes {
  static constexpr auto derived = kept_after<Traced, 4, Derive>();
  static constexpr auto expanded = kept_after<derived, 2, pass::expand>();
  static constexpr const auto& substituted = if_subscripts<expanded, pass::substitute>();
  static constexpr auto hoisted = kept_after<substituted, 2, hoist_for<Derive>>();
  static constexpr auto pruned = kept_after<hoisted, 1, pass::prune>();
  static constexpr auto contracted = kept_after<pruned, 1, pass::contract>();
  static constexpr const auto& aligned = if_subscripts<contracted, pass::align>();
  static_assert(is_sound<derived> && is_sound<substituted> && is_sound<hoisted> &&
                    is_sound<contracted>,
                "tapeless: a pass broke a law of graphs; this is our bug");
  static constexpr const auto& balanced = if_subscripts<aligned, pass::balance>();
  static constexpr auto graph = kept_after<balanced, 1, pass::prune, plan::with_stores>();
};

// A small graph takes all of them at once: an evaluation costs more than what is done in it. (Not
// with forward derivatives: those of a small graph may be large.)
template <pass_function Derive, const auto& Traced>
constexpr auto compiled_graph() {
  if constexpr (Traced.node_count > small || Traced.subscript_count > 0 ||
                !is<Derive, pass::adjoint>)
    return passes<Derive, Traced>::graph;
  else
    return kept_after<Traced, 6, Derive, pass::expand, hoist_for<Derive>, pass::contract_pruned,
                      plan::with_stores>();
}

}  // namespace pipeline

// The first mistake in a formula. Not a member of derivation: what else is there can not be made
// from a mistaken formula.
template <pipeline::pass_function Derive, class Formula, class... Wanted>
inline constexpr ir::problem mistake = pipeline::traced<Derive, Formula, Wanted...>.problem;

// A formula, what is derived from it (pass::adjoint, pass::jacobian, pass::gauss_newton), and the
// inputs by which: compiled. (Among what is wanted there may be formulas, too: pass::adjoint.)
template <pipeline::pass_function Derive, class Formula, class... Wanted>
struct derivation {
  static constexpr pipeline::pass_function derive = Derive;
  static constexpr const auto& traced = pipeline::traced<Derive, Formula, Wanted...>;
  static constexpr auto graph =
      pipeline::compiled_graph<Derive, pipeline::traced<Derive, Formula, Wanted...>>();
  static_assert(pipeline::is_sound<graph>,
                "tapeless: a pass broke a law of graphs; this is our bug");

  static_assert(graph.subscript_count <= ir::max_subscripts,
                "tapeless: a formula and its derivatives have at most 991 different subscripts");
  static constexpr auto plan = pipeline::planned<graph>();
  static_assert(plan::broken_law(graph.thaw(), plan).empty(),
                "tapeless: a plan breaks a law; this is our bug");

  // Which output is the gradient by an input, or another formula; void means the value. -1: none.
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
