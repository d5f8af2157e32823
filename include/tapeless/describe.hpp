// What the compiler made of a formula, for people: the graph, and the loop tree.
#pragma once

#include <string>
#include <utility>

#include "tapeless/gradient.hpp"
#include "tapeless/ir/print.hpp"

namespace tapeless {

namespace front {

// A plan, one line for each item, indented by the loops around it.
template <class P>
class plan_printer {
 public:
  std::string operator()() {
    print(P::plan.top, "  ");
    return text_;
  }

 private:
  void print(plan::range items, const std::string& indent) {
    for (int i = items.first; i < items.first + items.count; ++i) {
      const plan::item& item = P::plan.items[i];
      if (item.action == plan::action::loop) print_loop(P::plan.loops[item.target], indent);
      else text_ += indent + line(item) + "\n";
    }
  }

  void print_loop(const plan::loop& l, const std::string& indent) {
    text_ += indent + "for " + std::string(graph_.axes[l.axis].name);
    if (l.lanes)
      text_ +=
          l.unroll > 1 ? ", in lanes, " + std::to_string(l.unroll) + " packs a step" : ", in lanes";
    if (l.by_rows) text_ += ", row by row";
    text_ += "\n";
    print(l.items, indent + "  ");
  }

  std::string line(const plan::item& i) const {
    using plan::action;
    const ir::node& n = graph_.nodes[i.node];
    const std::string self = place(i.node);
    if (n.code == op::scatter && i.action == action::accumulate)
      return self + "[" + ir::names(graph_, n.index) + "] += " + place(n.operand[0]);
    if (i.action == action::accumulate) return self + accumulation(n) + place(n.operand[0]);
    if (i.action == action::contract) return self + " = " + product(P::plan.contractions[i.target]);
    if (i.action == action::save) return "keep " + self + how_long(P::plan.buffers[i.target]);
    if (i.action == action::store) return result(i.target) + " = " + place(n.operand[0]);
    if (i.action == action::reload && !reads_elsewhere(i, n, P::plan.buffers[i.target]))
      return self + " as kept";
    return self + " = " + ir::print(graph_, n);
  }

  std::string how_long(const plan::buffer& b) const {
    if (b.behind == 0) return "";
    return " for " + std::to_string(b.behind) +
           (b.behind == 1 ? " more step of " : " more steps of ") +
           std::string(graph_.axes[b.axes[0]].name);
  }

  std::string result(int output) const {
    constexpr bool squares = pipeline::is<P::compilation::derive, pass::gauss_newton>;
    const bool is_square = squares && output > 0 && graph_.outputs[output].input < 0;
    return is_square ? "J^T J" : name_of(graph_, output);
  }

  std::string product(const plan::contraction& c) const {
    const ir::axis_set a = graph_.nodes[c.a.node].axes, b = graph_.nodes[c.b.node].axes;
    const ir::axis_set batch = batch_of(graph_, graph_.nodes[c.node]);
    return ir::print(graph_, graph_.nodes[c.node]) + ", rows " + ir::names(graph_, a - b) +
           ", columns " + ir::names(graph_, b - a) +
           (batch.empty() ? "" : ", for each " + ir::names(graph_, batch));
  }

  static std::string accumulation(const ir::node& n) {
    const std::string_view name = about(n).name;
    return name == "sum" || name == "mean" ? " += "
           : name == "product"             ? " *= "
                                           : " = " + std::string(name) + " of itself and ";
  }
  static std::string place(int node) {
    std::string text(1, '%');
    return text += std::to_string(node);
  }

  ir::graph graph_ = P::graph.thaw();
  std::string text_;
};

// The passes of the pipeline, one after the other, on the graph of a formula.
class step_printer {
 public:
  explicit step_printer(const ir::graph& written) : graph_(written) { print("the formula"); }

  void run(const std::string& name, pipeline::pass_function pass) {
    graph_ = pass(graph_);
    print(name);
  }
  void run_with_subscripts(const std::string& name, pipeline::pass_function pass) {
    run(name, graph_.subscripts.empty() ? pipeline::unchanged : pass);
  }
  const std::string& text() const { return text_; }

 private:
  void print(const std::string& name) {
    std::string now = ir::print(graph_);
    text_ += name + (now == before_ ? " (unchanged)\n" : "\n" + now);
    before_ = std::move(now);
  }

  ir::graph graph_;
  std::string text_, before_;
};

inline std::string counted(int number, const std::string& what) {
  return (number == 0 ? "no" : std::to_string(number)) + " " + what + (number == 1 ? "" : "s");
}

}  // namespace front

// The graph of a compiled formula and its derivatives, and the loops that compute it. %3 [n, k] is
// a tensor over axes n and k. Of normal equations d_x is J^T r along x, and J^T J comes block by
// block.
template <front::compiled_formula Compiled>
std::string describe(Compiled) {
  using program = typename Compiled::program;
  std::string text = "graph\n";
  const ir::graph graph = program::graph.thaw();
  for (int i = 0; i < graph.nodes.size(); ++i) {
    const ir::node& n = graph.nodes[i];
    if (n.code == op::store) continue;
    text += "  %" + std::to_string(i) +
            (n.axes.empty() ? "" : " [" + ir::names(graph, n.axes) + "]") + " = " +
            print(graph, n) + "\n";
  }
  text += "plan: " + front::counted(program::plan.loops.size, "loop") + ", " +
          front::counted(program::plan.buffers.size, "buffer") + "\n";
  return text + front::plan_printer<program>()();
}

// A formula, as its value is computed.
template <expr::formula Formula>
std::string describe(Formula f) {
  return describe(function(f));
}

// How a compiled formula came about: its graph after every step of the pipeline, or "(unchanged)".
template <front::compiled_formula Compiled>
std::string describe_steps(Compiled) {
  using compilation = typename Compiled::program::compilation;
  constexpr pipeline::pass_function derive = compilation::derive;
  front::step_printer steps(compilation::traced.thaw());
  steps.run(pipeline::is<derive, pass::adjoint>    ? "with its adjoint"
            : pipeline::is<derive, pass::jacobian> ? "with its Jacobian"
                                                   : "with its normal equations",
            derive);
  steps.run("expanded", pass::expand);
  steps.run_with_subscripts("substituted", pass::substitute);
  steps.run("hoisted", pipeline::hoist_for<derive>);
  steps.run("pruned", pass::prune);
  steps.run("contracted", pass::contract);
  steps.run_with_subscripts("aligned", pass::align);
  steps.run_with_subscripts("balanced", pass::balance);
  steps.run("pruned again", pass::prune);
  return steps.text();
}

}  // namespace tapeless
