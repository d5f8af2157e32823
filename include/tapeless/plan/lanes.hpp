// Chooses the axis whose steps share a register: one sample a lane.
#pragma once

#include "tapeless/ir/graph.hpp"

namespace tapeless::plan {

using ir::axis_set;
using ir::graph;
using ir::node;

// The first axis of a nest, in loop order; -1 if there is none.
constexpr int outermost(const graph& g, axis_set nest) {
  for (const int a : g.order)
    if (nest.has(a)) return a;
  return -1;
}

// Whether consecutive steps along an axis are consecutive in memory, or the axis is not walked at
// all.
constexpr bool contiguous(const ir::index_list& index, int axis) {
  for (int d = 0; d < index.size - 1; ++d)
    if (index[d] == axis) return false;
  return true;
}

// A rough count of what a nest costs with one axis in lanes: fewer elementary operations, but
// gathered loads and sideways sums.
class lane_cost {
 public:
  constexpr lane_cost(const graph& g, int lane) : g_(g), lane_(lane) {}

  constexpr double of(const node& n, int root) const {
    const axis_set nest = nest_of(n);
    const double trips = elements(nest);
    if (n.code == op::input || n.code == op::store)
      return contiguous(n.index, lane_) && nest.has(lane_) ? trips / speed() : 1.5 * trips;
    const double sideways = n.over.has(lane_) && !n.over.has(root) ? 10 * elements(n.axes) : 0;
    return sideways + about(n).cost * trips / (nest.has(lane_) ? speed() : 1);
  }

 private:
  static constexpr double lanes = 8;

  constexpr double extent(int axis) const {
    return g_.axes[axis].extent == ir::at_run_time ? 1000
                                                   : static_cast<double>(g_.axes[axis].extent);
  }
  constexpr double elements(axis_set axes) const {
    double product = 1;
    for (int a = 0; a < g_.axes.size(); ++a)
      if (axes.has(a)) product *= extent(a);
    return product;
  }
  constexpr double speed() const {
    const double steps = extent(lane_) / lanes;
    const auto whole = static_cast<std::int64_t>(steps);
    const double rounded =
        static_cast<double>(whole) + (steps > static_cast<double>(whole) ? 1 : 0);
    return rounded > 0 ? extent(lane_) / rounded : 1;
  }

  const graph& g_;
  int lane_;
};

// For each axis: the lane axis of the outermost loops over it.
constexpr base::list<int> choose_lanes(const graph& g) {
  base::list<int> chosen(g.axes.size(), -1);
  base::list<double> best(g.axes.size(), 0);
  for (const int lane : g.order) {
    const lane_cost cost(g, lane);
    base::list<double> total(g.axes.size(), 0);
    axis_set present;
    for (const node& n : g.nodes) {
      const int root = outermost(g, nest_of(n));
      if (root < 0) continue;
      total[root] += cost.of(n, root);
      if (nest_of(n).has(lane)) present = present | axis_set::of(root);
    }
    for (int root = 0; root < g.axes.size(); ++root)
      if (present.has(root) && (chosen[root] < 0 || total[root] < best[root])) {
        chosen[root] = lane;
        best[root] = total[root];
      }
  }
  return chosen;
}

}  // namespace tapeless::plan
