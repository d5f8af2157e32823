// What is read by subscripts, and how long derived axes are: all that must be known of it in a
// call.
#pragma once

#include "tapeless/front/given.hpp"

namespace tapeless::front {

// A dimension of an input or of a formula, and what it is read at.
struct read_dimension {
  int input = -1;
  int axis = -1;  // that it has
  ir::subscript at{};
};

// The axis at a place in a set of them.
constexpr int axis_at(ir::axis_set axes, int place) {
  for (; place > 0; --place) axes = axes - ir::axis_set::of(axes.first());
  return axes.first();
}

// All that is read by subscripts, as the user wrote it, each once; without what the compiler knows
// to lie inside.
template <class P>
constexpr base::list<read_dimension> find_reads() {
  const auto reads = [](const ir::node& n) {
    return !n.guarded && (n.code == op::input || n.code == op::reindex);
  };
  base::list<read_dimension> all;
  const ir::graph g = P::compilation::traced.thaw();
  const auto extent = [&g](int a) { return g.axes[a].extent; };
  const auto add = [&](int input, int axis, int entry) {
    if (ir::is_axis(entry) && same_extent(g, entry, axis)) return;
    const read_dimension read{input, axis, subscript_of(g, entry)};
    if (reach_of(read.at, extent).known && extent(axis) >= 0) return;
    for (const read_dimension& r : all)
      if (r.input == input && r.axis == axis && r.at == read.at) return;
    all.push(read);
  };
  for (const ir::whole& w : g.wholes)  // (these lead to the others, and are looked at before)
    for (int d = 0; w.is == ir::whole::kind::read && d < w.index.size; ++d)
      add(static_cast<int>(w.value), g.inputs[static_cast<int>(w.value)].axes[d], w.index[d]);
  for (const ir::node& n : g.nodes)
    for (int d = 0; reads(n) && d < n.index.size; ++d) {
      const int axis =
          n.code == op::input ? g.inputs[n.input].axes[d] : axis_at(g.nodes[n.operand[0]].axes, d);
      add(n.input, axis, n.index[d]);
    }
  return all;
}

template <class P>
inline constexpr const auto& reads_of = base::array_of<find_reads<P>>;

template <class P>
constexpr base::list<base::length> find_lengths() {
  return P::graph.thaw().lengths;
}
template <class P>
inline constexpr const auto& lengths_of = base::array_of<find_lengths<P>>;

}  // namespace tapeless::front
