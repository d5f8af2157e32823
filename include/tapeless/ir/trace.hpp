// A formula's terms become a graph. The mistakes a compiler can see are found on the way, and told
// at the front door.
#pragma once

#include "tapeless/expr/axis_order.hpp"
#include "tapeless/expr/term_walk.hpp"
#include "tapeless/ir/term_reads.hpp"

namespace tapeless::ir {

// The graph of a formula's value and of other formulas beside it, and the first mistake in it.
class tracer : term_reads {
 public:
  constexpr tracer(const expr::term* root, const base::list<const expr::input_info*>& wanted,
                   bool needs_scalar = true, const base::list<const expr::term*>& beside = {}) {
    expr::term_walk walk(root);
    for (const expr::term* other : beside) walk.add_all_of(other);
    base::list<int> node(walk.terms().size());
    base::list<axis_set> axes(walk.terms().size());
    for (int i = 0; i < walk.terms().size() && problem_ == problem::none; ++i) {
      const expr::term& t = *walk.terms()[i];
      int operand[3] = {-1, -1, -1};
      for (unsigned k = 0; k < expr::arity_of(t); ++k) {
        const int at = walk.find(t.operand[k]);
        operand[k] = node[at];
        axes[i] = axes[i] | axes[at];
      }
      node[i] = translate(t, operand, axes[i]);
    }
    if (problem_ != problem::none) return;
    const auto add_value = [&](const expr::term& t) {
      const int at = walk.find(&t);
      g_.outputs.push({node[at], -1, order_of(t, axes[at])});
      return axes[at].empty();
    };
    const bool is_scalar = add_value(*root);
    if (needs_scalar && wanted.size() > 0 && !is_scalar) report(problem::loss_is_not_a_scalar);
    for (const expr::input_info* w : wanted) want(*w);
    for (const expr::term* other : beside) add_value(*other);
    g_.written = g_.nodes.size();
  }

  constexpr problem found() const { return problem_; }
  constexpr const graph& result() const { return g_; }
  constexpr const outside_read& outside() const { return outside_; }

 private:
  constexpr int translate(const expr::term& t, const int (&x)[3], axis_set& axes) {
    if (t.code == op::constant) return build_.constant(t.number);
    if (t.code == op::store) return x[0];
    if (t.code == op::index) {
      axes = set_of(t.axes);
      return axes.empty() ? 0 : build_.index(axes.first());
    }
    if (t.code == op::count) return build_.count(set_of(t.axes));
    if (t.code == op::rest || (t.code == op::input && t.input->is_whole)) {
      const subscript s = subscript_of(t);
      if (!s.exists) report(problem::whole_in_part);
      if (problem_ != problem::none) return 0;
      axes = s.axes();
      return build_.index(build_.entry(s));
    }
    if (t.code == op::input || t.code == op::inside || t.code == op::reindex) {
      const read_place r = t.input.exists ? read_of(t) : read_elsewhere(t, axes);
      if (problem_ != problem::none) return 0;
      axes = axes_of(g_, r.index);
      if (t.code == op::inside) return inside(r);
      if (!t.guarded) must_be_inside(r);
      if (t.code == op::input) return build_.read(r.input, r.index, t.guarded);
      return build_.reindex(x[0], r.index, t.guarded);
    }
    if (t.own.exists) return build_.own(t.own, x[0], x[1]);
    if (!op::about.of[t.code].reduction) return build_.apply(t.code, x[0], x[1], x[2]);
    const axis_set over = t.axes.size == 0 ? axes : set_of(t.axes);
    if (!axes.includes(over)) report(problem::axis_not_there);
    axes = axes - over;
    return build_.reduce(t.code, x[0], over);
  }

  // The axes of a result: in the order in which the formula has them first, or that it says.
  constexpr index_list order_of(const expr::term& root, axis_set axes) {
    const axis_set last = root.code == op::store ? set_of(root.axes) : axis_set();
    if (!axes.includes(last)) report(problem::axis_not_there);
    index_list order;
    if (axes.size() > max_rank) report(problem::too_many_axes);
    if (problem_ != problem::none) return order;
    const axis_set first = axes - last;
    if (first.size() == 1) order.push(first.first());
    if (first.size() > 1) {
      const expr::axis_order of_formula(root);
      for (const std::string_view name : of_formula.result())
        for (int a = 0; a < g_.axes.size(); ++a)
          if (g_.axes[a].name == name && first.has(a)) order.push(a);
    }
    for (unsigned d = 0; !last.empty() && d < static_cast<unsigned>(root.axes.size); ++d)
      order.push(axis_of(*root.axes.axis[d]));
    return order;
  }

  constexpr void want(const expr::input_info& info) {
    for (int i = 0; i < g_.inputs.size(); ++i) {
      if (g_.inputs[i].name != info.name) continue;
      for (const output& o : g_.outputs)
        if (o.input == i) return report(problem::wanted_twice);
      return g_.outputs.push({-1, i, g_.inputs[i].axes});
    }
    report(problem::wanted_not_there);
  }
};

}  // namespace tapeless::ir
