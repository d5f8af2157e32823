// Where the packs of a loop begin that does nothing but keep rows.
#pragma once

#include "tapeless/plan/lanes.hpp"
#include "tapeless/plan/plan.hpp"

namespace tapeless::plan {

// How many steps further along an axis than the loop most of the caller's data is read, up to whole
// packs: where that lies on whole packs, fewer of the loop's lie across two lines of the cache.
constexpr int most_read_shift(const graph& g, const base::list<item>& body, int axis) {
  constexpr int most_lanes = 16;
  int reads[most_lanes] = {};
  for (const item& i : body) {
    if (i.action != action::load) continue;
    const ir::index_list& index = g.nodes[i.node].index;
    if (index.size == 0) continue;
    const ir::subscript shift = subscript_of(g, index[index.size - 1]) - ir::step_along(axis);
    if (shift.exists && shift.is_constant()) ++reads[shift.constant & (most_lanes - 1)];
  }
  int most = 0;
  for (int steps = 1; steps < most_lanes; ++steps)
    if (reads[steps] > reads[most]) most = steps;
  return most;
}

// Whether all that some items do is to keep rows. What one pack of them has done another may do
// again.
constexpr bool only_keep_rows(const base::list<item>& body, const base::list<buffer>& buffers) {
  bool keep = false;
  for (const item& i : body) {
    if (runs_apart(i.action) || i.action == action::store || i.action == action::accumulate)
      return false;
    if (i.action != action::save) continue;
    if (buffers[i.target].behind == 0) return false;
    keep = true;
  }
  return keep;
}

}  // namespace tapeless::plan
