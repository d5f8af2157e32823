// Where the packs of a loop begin that does nothing but keep rows.
#pragma once

#include "tapeless/plan/lanes.hpp"
#include "tapeless/plan/plan.hpp"

namespace tapeless::plan {

// How many steps further along an axis than the loop is a tensor is read, if that is a number.
struct shift {
  bool known = false;
  int steps = 0;

  friend constexpr bool operator==(const shift&, const shift&) = default;
};

constexpr shift shift_along(const graph& g, const ir::index_list& index, int axis) {
  if (index.size == 0) return {};
  const int last = index[index.size - 1];
  if (ir::is_axis(last)) return {last == axis, 0};
  const ir::subscript s = subscript_of(g, last);
  const bool is_shift = s.size == 1 && s.times(axis) == 1 && s.divisor == 1;
  return is_shift ? shift{true, static_cast<int>(s.constant)} : shift{};
}

// That of most that a loop reads of the caller's data: where this lies on whole packs, fewer of
// its packs lie across two lines of the cache.
constexpr int most_read_shift(const graph& g, const base::list<item>& body, int axis) {
  base::list<shift> all;
  for (const item& i : body)
    if (i.action == action::load) all.push(shift_along(g, g.nodes[i.node].index, axis));
  int most = 0, steps = 0;
  for (const shift& one : all) {
    int count = 0;
    for (const shift& other : all) count += other == one ? 1 : 0;
    if (one.known && count > most) most = count, steps = one.steps;
  }
  return steps;
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
