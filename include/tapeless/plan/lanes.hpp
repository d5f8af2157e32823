// Chooses the axis whose steps share a register: one sample a lane.
#pragma once

#include "tapeless/ir/graph.hpp"

namespace tapeless::plan {

using ir::axis_set;
using ir::graph;
using ir::node;

// The first axis of a nest, in loop order; -1 if there is none.
constexpr int outermost(const graph& g, axis_set nest) {
  if (nest.size() < 2) return nest.empty() ? -1 : nest.first();
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

// Nodes that cost the same with any lane axis, up to a factor; taken together.
struct workload {
  axis_set nest{};
  axis_set over{};     // what they reduce
  axis_set strided{};  // along which their neighbours are apart in memory
  bool in_memory = false;
  int nodes = 0;
  int cost = 0;  // of all of them

  constexpr bool is_like(const workload& other) const {
    return nest == other.nest && over == other.over && strided == other.strided &&
           in_memory == other.in_memory;
  }
};

constexpr workload workload_of(const node& n) {
  const bool in_memory = n.code == op::input || n.code == op::store;
  workload w{nest_of(n), n.over, {}, in_memory, 1, about(n).cost};
  for (int d = 0; in_memory && d < n.index.size - 1; ++d)
    w.strided = w.strided | axis_set::of(n.index[d]);
  return w;
}

constexpr base::list<workload> workloads_of(const graph& g) {
  base::list<workload> all;
  int last = 0;  // the next node is often like the last one
  for (const node& n : g.nodes) {
    const workload w = workload_of(n);
    if (w.nest.empty()) continue;
    if (last >= all.size() || !all[last].is_like(w)) last = 0;
    while (last < all.size() && !all[last].is_like(w)) ++last;
    if (last == all.size()) {
      all.push(w);
    } else {
      all[last].cost += w.cost;
      ++all[last].nodes;
    }
  }
  return all;
}

// A rough count of what a workload costs with one axis in lanes: fewer elementary operations, but
// gathered loads and sideways sums.
class lane_cost {
 public:
  constexpr lane_cost(const graph& g, int lane) : g_(g), lane_(lane), speed_(speed()) {}

  constexpr double of(const workload& w, int root) const {
    const double trips = elements(w.nest), speed = w.nest.has(lane_) ? speed_ : 1;
    if (w.in_memory)
      return w.nodes * (w.nest.has(lane_) && !w.strided.has(lane_) ? trips / speed : 1.5 * trips);
    const bool sideways = w.over.has(lane_) && !w.over.has(root);
    return (sideways ? 10 * w.nodes * elements(w.nest - w.over) : 0) + w.cost * trips / speed;
  }

 private:
  static constexpr double lanes = 8;

  constexpr double extent(int axis) const {
    return g_.axes[axis].extent == ir::at_run_time ? 1000
                                                   : static_cast<double>(g_.axes[axis].extent);
  }
  constexpr double elements(axis_set axes) const {
    double product = 1;
    for (; !axes.empty(); axes = axes - axis_set::of(axes.first())) product *= extent(axes.first());
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
  double speed_;
};

// For each axis: the lane axis of the outermost loops over it.
constexpr base::list<int> choose_lanes(const graph& g) {
  const base::list<workload> work = workloads_of(g);
  base::list<int> chosen(g.axes.size(), -1);
  base::list<double> best(g.axes.size());
  for (const int lane : g.order) {
    const lane_cost cost(g, lane);
    base::list<double> total(g.axes.size());
    axis_set present;
    for (const workload& w : work) {
      const int root = outermost(g, w.nest);
      total[root] += cost.of(w, root);
      if (w.nest.has(lane)) present = present | axis_set::of(root);
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
