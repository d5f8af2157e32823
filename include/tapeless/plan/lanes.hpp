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
constexpr bool contiguous(const graph& g, const ir::index_list& index, int axis) {
  for (int d = 0; d < index.size - 1; ++d)
    if (axes_of(g, index[d]).has(axis)) return false;
  if (index.size == 0 || ir::is_axis(index[index.size - 1])) return true;
  const ir::subscript s = subscript_of(g, index[index.size - 1]);
  return !s.axes().has(axis) || (s.times(axis) == 1 && !s.uneven_axes().has(axis));
}

// Nodes of the same nest that the choice of a lane axis changes in the same way, taken together.
struct workload {
  axis_set nest{};
  axis_set special{};      // what they reduce; or along which their neighbours lie apart in memory,
                           // or may do so
  bool in_memory = false;  // they read or write
  int nodes = 1;
  int cost = 0;  // of all of them
  int root = -1;
  double trips = 0;    // how often they run
  double results = 0;  // how many they have
};

constexpr workload workload_of(const graph& g, const node& n) {
  const bool elsewhere = n.code == op::reindex;
  const bool in_memory =
      n.code == op::input || n.code == op::store || n.code == op::scatter || elsewhere;
  workload w{nest_of(n), in_memory ? axis_set() : n.over, in_memory, 1, op::about.of[n.code].cost};
  for (int d = 0; w.in_memory && d < n.index.size; ++d) {
    const bool apart = elsewhere ? !ir::is_axis(n.index[d]) : d < n.index.size - 1;
    if (apart) w.special = w.special | axes_of(g, n.index[d]);
  }
  if (w.in_memory && !elsewhere && n.index.size > 0 && !ir::is_axis(n.index[n.index.size - 1]))
    for (int a = 0; a < g.axes.size(); ++a)
      if (!contiguous(g, n.index, a)) w.special = w.special | axis_set::of(a);
  return w;
}

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

// By node: whether it runs in loops. Contractions do not, nor what they alone read.
constexpr base::list<char> runs_in_loops(const graph& g) {
  base::list<char> runs(g.nodes.size(), 1);
  bool all_run = true;
  for (const node& n : g.nodes) {
    if (n.code != op::contraction) continue;
    all_run = false;
    for (int k = 0; k < 2; ++k)
      if (lies_evenly(g, g.nodes[n.operand[k]])) runs[n.operand[k]] = 0;
  }
  for (int i = 0; i < g.nodes.size() && !all_run; ++i) {
    const node& n = g.nodes[i];
    if (n.code == op::contraction) runs[i] = 0;
    else
      for (int k = 0; k < n.arity(); ++k) runs[n.operand[k]] = 1;
  }
  return runs;
}

constexpr base::list<workload> workloads_of(const graph& g) {
  const base::list<char> runs = runs_in_loops(g);
  const char* const is_in_loop = runs.data();
  const node* const nodes = g.nodes.data();
  const int size = g.nodes.size();
  base::list<workload> all;
  int last = 0;  // the next node is often like the last one
  for (int i = 0; i < size; ++i) {
    const workload w = workload_of(g, nodes[i]);
    if (w.nest.empty() || is_in_loop[i] == 0) continue;
    if (last >= all.size() || !alike(all[last], w)) last = find(all, w);
    if (last < all.size()) {
      all[last].cost += w.cost;
      ++all[last].nodes;
    } else {
      all.push(w);
      all.back().root = outermost(g, w.nest);
      all.back().trips = elements(g, w.nest);
      all.back().results = w.in_memory ? 0 : elements(g, w.nest - w.special);
    }
  }
  return all;
}

// A rough count of what a workload costs with one axis in lanes: fewer elementary operations, but
// gathered loads and sideways sums.
class lane_cost {
 public:
  constexpr lane_cost(const graph& g, int lane) : lane_(lane), speed_(speed(extent(g, lane))) {}

  constexpr double of(const workload& w) const {
    const bool in_lanes = w.nest.has(lane_), special = w.special.has(lane_);
    if (w.in_memory) return w.nodes * w.trips * (in_lanes && !special ? 1 / speed_ : 1.5);
    const double sideways = special && !w.special.has(w.root) ? 10 * w.nodes * w.results : 0;
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
      total[w.root] += cost.of(w);
      if (w.nest.has(lane)) present = present | axis_set::of(w.root);
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
