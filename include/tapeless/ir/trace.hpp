// A formula's terms become a graph. The mistakes a compiler can see are found here, and told at the
// front door.
#pragma once

#include "tapeless/expr/term.hpp"
#include "tapeless/ir/builder.hpp"

namespace tapeless::ir {

enum class problem {
  none,
  axis_has_two_meanings,
  input_has_two_meanings,
  too_many_axes,
  axis_not_there,
  read_along_other_extent,
  loss_is_not_a_scalar,
  wanted_twice,
  wanted_not_there,
};

constexpr unsigned arity_of(const expr::term& t) {
  return static_cast<unsigned>(op::about.of[t.code].arity);
}

// Walks each different term once, operands first.
class term_walk {
 public:
  constexpr explicit term_walk(const expr::term* root) : table_(32) {
    struct visit {
      const expr::term* term;
      unsigned next = 0;
    };
    base::list<visit> path{{root}};
    while (!path.empty()) {
      visit& top = path.back();
      if (top.next < arity_of(*top.term)) {
        const expr::term* operand = top.term->operand[top.next++];
        if (find(operand) < 0) path.push({operand});
      } else {
        if (find(top.term) < 0) add(top.term);
        path.pop();
      }
    }
  }

  constexpr const base::list<const expr::term*>& terms() const { return terms_; }

  // A term's place in the walk, or -1. Terms are the same when their hashes are: g++ 12 with
  // -fsanitize=undefined does not compare addresses in a constant evaluation (PR 71962).
  constexpr int find(const expr::term* t) const {
    const int mask = table_.size() - 1;
    for (int slot = static_cast<int>(t->hash & 0x7FFFFFFF) & mask;; slot = (slot + 1) & mask) {
      const int at = table_[slot] - 1;
      if (at < 0 || terms_[at]->hash == t->hash) return at;
    }
  }

 private:
  constexpr void add(const expr::term* t) {
    if (2 * terms_.size() >= table_.size()) {
      table_ = base::list<int>(4 * table_.size());
      for (int i = 0; i < terms_.size(); ++i) enter(i);
    }
    terms_.push(t);
    enter(terms_.size() - 1);
  }
  constexpr void enter(int i) {
    const int mask = table_.size() - 1;
    int slot = static_cast<int>(terms_[i]->hash & 0x7FFFFFFF) & mask;
    while (table_[slot] != 0) slot = (slot + 1) & mask;
    table_[slot] = i + 1;
  }

  base::list<const expr::term*> terms_;
  base::list<int> table_;  // by hash: the place of a term, and one; 0 is free
};

// The graph of a formula's value, and the first mistake in it.
class tracer {
 public:
  constexpr tracer(const expr::term* root, const base::list<const expr::input_info*>& wanted,
                   bool needs_scalar = true)
      : build_(g_) {
    const term_walk walk(root);
    base::list<int> node(walk.terms().size());
    base::list<axis_set> axes(walk.terms().size());
    for (int i = 0; i < walk.terms().size() && problem_ == problem::none; ++i) {
      const expr::term& t = *walk.terms()[i];
      int operand[3] = {-1, -1, -1};
      for (unsigned k = 0; k < arity_of(t); ++k) {
        const int at = walk.find(t.operand[k]);
        operand[k] = node[at];
        axes[i] = axes[i] | axes[at];
      }
      node[i] = translate(t, operand, axes[i]);
    }
    if (problem_ != problem::none) return;
    if (needs_scalar && wanted.size() > 0 && !axes.back().empty())
      report(problem::loss_is_not_a_scalar);
    add_outputs(node.back(), axes.back(), wanted);
    g_.written = g_.nodes.size();
  }

  constexpr problem found() const { return problem_; }
  constexpr const graph& result() const { return g_; }

 private:
  constexpr int translate(const expr::term& t, const int (&x)[3], axis_set& axes) {
    if (t.code == op::constant) return build_.constant(t.number);
    if (t.code == op::index) {
      axes = set_of(t.axes);
      return axes.empty() ? 0 : build_.index(axes.first());
    }
    if (t.code == op::input) {
      const int input = input_of(*t.input);
      const index_list index = index_of(t, input);
      axes = index.set();
      return problem_ == problem::none ? build_.read(input, index) : 0;
    }
    if (!op::about.of[t.code].reduction) return build_.apply(t.code, x[0], x[1], x[2]);
    const axis_set over = t.axes.size == 0 ? axes : set_of(t.axes);
    if (!axes.includes(over)) report(problem::axis_not_there);
    axes = axes - over;
    return build_.reduce(t.code, x[0], over);
  }

  constexpr axis_set set_of(const expr::axis_list& list) {
    axis_set set;
    for (unsigned d = 0; d < static_cast<unsigned>(list.size); ++d) {
      const int a = axis_of(*list.axis[d]);
      if (a >= 0) set = set | axis_set::of(a);
    }
    return set;
  }

  constexpr int axis_of(const expr::axis_info& info) {
    const int original = !info.is_twin ? -1 : original_of(axis_of(*info.twin_of));
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (g_.axes[a].name != info.name) continue;
      if (g_.axes[a].extent != info.extent || g_.axes[a].original != original)
        report(problem::axis_has_two_meanings);
      return a;
    }
    if (g_.axes.size() == max_axes) {
      report(problem::too_many_axes);
      return -1;
    }
    g_.axes.push({info.name, info.extent, original});
    return g_.axes.size() - 1;
  }
  constexpr int original_of(int a) const {
    return a < 0 || g_.axes[a].original < 0 ? a : g_.axes[a].original;
  }

  constexpr int input_of(const expr::input_info& info) {
    index_list axes;
    for (unsigned d = 0; d < static_cast<unsigned>(info.axes.size); ++d)
      axes.push(axis_of(*info.axes.axis[d]));
    for (int i = 0; i < g_.inputs.size(); ++i) {
      if (g_.inputs[i].name != info.name) continue;
      if (!(g_.inputs[i].axes == axes)) report(problem::input_has_two_meanings);
      return i;
    }
    g_.inputs.push({info.name, axes});
    return g_.inputs.size() - 1;
  }

  constexpr index_list index_of(const expr::term& t, int input) {
    index_list index;
    for (unsigned d = 0; d < static_cast<unsigned>(t.axes.size); ++d) {
      const int a = axis_of(*t.axes.axis[d]);
      if (a < 0) return index;
      const int declared = g_.inputs[input].axes[static_cast<int>(d)];
      const bool same_extent =
          g_.axes[a].extent != at_run_time && g_.axes[a].extent == g_.axes[declared].extent;
      if (original_of(a) != original_of(declared) && !same_extent)
        report(problem::read_along_other_extent);
      index.push(a);
    }
    return index;
  }

  constexpr void add_outputs(int value, axis_set axes,
                             const base::list<const expr::input_info*>& wanted) {
    output o;
    o.node = value;
    for (int a = 0; a < g_.axes.size() && o.axes.size < max_rank; ++a)
      if (axes.has(a)) o.axes.push(a);
    if (o.axes.size < axes.size()) report(problem::too_many_axes);
    g_.outputs.push(o);
    for (const expr::input_info* w : wanted) want(*w);
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

  constexpr void report(problem p) {
    if (problem_ == problem::none) problem_ = p;
  }

  graph g_;
  builder build_;
  problem problem_ = problem::none;
};

}  // namespace tapeless::ir
