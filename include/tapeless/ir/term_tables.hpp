// The axes, lengths and inputs that a formula's terms name, in a graph's tables; and the first
// mistake in the formula.
#pragma once

#include "tapeless/expr/length.hpp"
#include "tapeless/ir/builder.hpp"

namespace tapeless::ir {

enum class problem {
  none,
  axis_has_two_meanings,
  input_has_two_meanings,
  too_many_axes,
  axis_not_there,
  read_along_other_extent,
  not_a_subscript,
  whole_in_part,
  read_outside,
  loss_is_not_a_scalar,
  wanted_twice,
  wanted_not_there,
};

class term_tables {
 protected:
  constexpr axis_set set_of(const expr::axis_list& list) {
    axis_set set;
    for (unsigned d = 0; d < static_cast<unsigned>(list.size); ++d) {
      const int a = axis_of(*list.axis[d]);
      if (a >= 0) set = set | axis_set::of(a);
    }
    return set;
  }

  constexpr int axis_of(const expr::axis_info& info) {
    const int original = !info.twin_of.exists ? -1 : original_of(axis_of(*info.twin_of));
    const int length = info.length.exists ? length_of(*info.length) : -1;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (g_.axes[a].name != info.name) continue;
      if (g_.axes[a].extent != info.extent || g_.axes[a].original != original ||
          g_.axes[a].length != length)
        report(problem::axis_has_two_meanings);
      return a;
    }
    if (g_.axes.size() == max_axes) {
      report(problem::too_many_axes);
      return -1;
    }
    g_.axes.push({info.name, info.extent, original, length});
    return g_.axes.size() - 1;
  }

  // The place of a length in the graph's table.
  constexpr int length_of(const expr::term& t) {
    ir::length l;
    if (t.code == op::constant) {
      l.value = static_cast<std::int64_t>(t.number);
    } else if (t.code == op::count) {
      l.is = length::kind::extent;
      l.value = original_of(axis_of(*t.axes.axis[0]));
    } else {
      l.is = expr::kind_of_length(t.code);
      l.left = length_of(*t.operand[0]);
      l.right = length_of(*t.operand[1]);
    }
    return base::place_in(g_.lengths, l);
  }

  constexpr int original_of(int a) const { return a < 0 ? a : ir::original_of(g_, a); }

  constexpr int input_of(const expr::input_info& info) {
    index_list axes;
    for (unsigned d = 0; d < static_cast<unsigned>(info.axes.size); ++d)
      axes.push(axis_of(*info.axes.axis[d]));
    for (int i = 0; i < g_.inputs.size(); ++i) {
      if (g_.inputs[i].name != info.name) continue;
      if (!(g_.inputs[i].axes == axes) || g_.inputs[i].is_whole != info.is_whole)
        report(problem::input_has_two_meanings);
      return i;
    }
    g_.inputs.push({info.name, axes, info.is_whole});
    return g_.inputs.size() - 1;
  }

  constexpr void report(problem p) {
    if (problem_ == problem::none) problem_ = p;
  }

  graph g_;
  builder build_{g_};
  problem problem_ = problem::none;
};

}  // namespace tapeless::ir
