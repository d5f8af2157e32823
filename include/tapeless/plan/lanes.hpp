// Chooses the axis whose steps share a register: one sample a lane.
#pragma once

#include "tapeless/ir/graph.hpp"

namespace tapeless::plan {

using ir::axis_set;
using ir::graph;
using ir::node;

// Whether consecutive steps along an axis are consecutive in memory, or the axis is not walked at
// all.
constexpr bool contiguous(const graph& g, const ir::index_list& index, int axis) {
  for (int d = 0; d < index.size - 1; ++d)
    if (axes_of(g, index[d]).has(axis)) return false;
  if (index.size == 0 || ir::is_axis(index[index.size - 1])) return true;
  const ir::subscript s = subscript_of(g, index[index.size - 1]);
  return !s.axes().has(axis) || (s.times(axis) == 1 && !s.uneven_axes().has(axis));
}

// What runs in a loop that the choice of its lane axis changes in the same way, taken together.
struct workload {
  axis_set nest{};
  axis_set special{};      // what they reduce; or along which their neighbours lie apart in memory,
                           // or may do so
  bool in_memory = false;  // they read or write
  int nodes = 1;
  int cost = 0;        // of all of them
  double trips = 0;    // how often they run
  double results = 0;  // how many they have
};

constexpr bool alike(const workload& a, const workload& b) {
  return a.nest.bits == b.nest.bits && a.special.bits == b.special.bits &&
         a.in_memory == b.in_memory;
}
// The place of one like this, or where it will be.
constexpr int find(const base::list<workload>& all, const workload& w) {
  const workload* const at = all.data();
  const int size = all.size();
  int i = 0;
  while (i < size && !alike(at[i], w)) ++i;
  return i;
}

// A rough count of what a workload costs with one axis in lanes: fewer elementary operations, but
// gathered loads and sideways sums.
class lane_cost {
 public:
  constexpr lane_cost(const graph& g, int root, int lane)
      : root_(root), lane_(lane), speed_(speed(extent(g, lane))) {}

  constexpr double of(const workload& w) const {
    const bool in_lanes = w.nest.has(lane_), special = w.special.has(lane_);
    if (w.in_memory) return w.nodes * w.trips * (in_lanes && !special ? 1 / speed_ : 1.5);
    const double sideways = special && !w.special.has(root_) ? 10 * w.nodes * w.results : 0;
    return sideways + w.cost * w.trips / (in_lanes ? speed_ : 1);
  }

 private:
  static constexpr double lanes = 8;

  static constexpr double speed(double extent) {
    const double steps = extent / lanes;
    const auto whole = static_cast<std::int64_t>(steps);
    const double rounded =
        static_cast<double>(whole) + (steps > static_cast<double>(whole) ? 1 : 0);
    return rounded > 0 ? extent / rounded : 1;
  }

  int root_;
  int lane_;
  double speed_;
};

// Chooses for one outermost loop after the other, in the order in which they run. What a loop keeps
// has its lane axis innermost, and so has what a contraction keeps for it: others read that along
// this axis.
class lane_choice {
 public:
  constexpr explicit lane_choice(const graph& g) : g_(g), kept_along_(g.nodes.size(), -1) {}

  // One more node that runs in the loop; or that it reads from where it is kept.
  constexpr void add(int node, bool reads) {
    const ir::node& n = g_.nodes[node];
    workload w = reads                                         ? kept(node, n.axes)
                 : n.code == op::reindex                       ? elsewhere(n)
                 : n.code == op::index || n.code == op::inside ? counted(n)
                                                               : made(n);
    if (w.nest.empty()) return;
    axes_ = axes_ | w.nest;
    const int i = find(work_, w);
    if (i < work_.size()) {
      work_[i].cost += w.cost;
      ++work_[i].nodes;
      return;
    }
    w.trips = elements(g_, w.nest);
    w.results = w.in_memory ? 0 : elements(g_, w.nest - w.special);
    work_.push(w);
  }

  // The lane axis of a loop over an axis, and of what is in it; `another`: not this axis.
  constexpr int chosen(int root, bool another = false) const {
    int best = -1;
    double least = 0;
    for (const int lane : g_.order) {
      if (!axes_.has(lane) || (another && lane == root)) continue;
      const lane_cost cost(g_, root, lane);
      double total = 0;
      for (const workload& w : work_) total += cost.of(w);
      if (best < 0 || total < least) best = lane, least = total;
    }
    return best;
  }

  // What was kept in it is along its lanes.
  constexpr void keep(int node, int lane) {
    if (lane >= 0 && kept_along_[node] < 0 && g_.nodes[node].axes.has(lane))
      kept_along_[node] = lane;
  }
  // The next loop.
  constexpr void begin() {
    work_.clear();
    axes_ = {};
  }

 private:
  constexpr workload made(const ir::node& n) const {
    const bool in_memory = n.code == op::input || n.code == op::store || n.code == op::scatter;
    workload w{nest_of(n), in_memory ? axis_set() : n.over, in_memory, 1,
               op::about.of[n.code].cost};
    for (int d = 0; w.in_memory && d < n.index.size - 1; ++d)
      w.special = w.special | axes_of(g_, n.index[d]);
    if (w.in_memory && n.index.size > 0 && !ir::is_axis(n.index[n.index.size - 1]))
      for (int a = 0; a < g_.axes.size(); ++a)
        if (!contiguous(g_, n.index, a)) w.special = w.special | axis_set::of(a);
    return w;
  }
  // (What is counted unevenly is counted lane by lane.)
  constexpr workload counted(const ir::node& n) const {
    return {n.axes, subscript_of(g_, n.index[0]).uneven_axes(), true};
  }
  constexpr workload kept(int node, axis_set axes) const {
    const int along = kept_along_[node];
    return {axes, along < 0 ? axis_set() : axes - axis_set::of(along), true, 1, 1};
  }
  // Along the axes that are read as they are kept.
  constexpr workload elsewhere(const ir::node& n) const {
    workload w = kept(n.operand[0], g_.nodes[n.operand[0]].axes);
    axis_set moved;
    for (int d = 0; d < n.index.size; ++d)
      if (!ir::is_axis(n.index[d])) moved = moved | axes_of(g_, n.index[d]);
    w.special = (w.special & n.axes) | moved;
    w.nest = n.axes;
    return w;
  }

  const graph& g_;
  base::list<int> kept_along_;  // by node: the innermost axis of what is kept; -1: any
  base::list<workload> work_;
  axis_set axes_;
};

}  // namespace tapeless::plan
