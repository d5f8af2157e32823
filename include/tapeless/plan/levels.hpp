// All levels of a loop tree, depth by depth: the outermost level, then those inside its loops, and
// so on. A depth is made from the graph and the depth before it alone: so each may be a constant
// evaluation of its own, and none nears the limits of a compiler (docs/decisions/021_depths.md).
#pragma once

#include <utility>

#include "tapeless/plan/plan.hpp"
#include "tapeless/plan/slots.hpp"

namespace tapeless::plan {

using depth = base::list<level>;

constexpr base::list<entry> entries_of(const level& l, const level_loop& loop) {
  base::list<entry> all;
  const member* const members = l.members.data();
  for (int m = loop.members; m >= 0; m = members[m].next) all.push(members[m].what);
  return all;
}

// Numbers the levels of the next depth: those of loops that have loops inside.
constexpr void number_inside(level& l, int& levels) {
  for (level_loop& loop : l.loops)
    if (!axis_set::of(loop.axis).includes(loop.inner)) loop.inside = levels++;
}

// @pre with_stores has been applied
constexpr depth outermost_loops(const graph& g) {
  base::list<entry> all(g.nodes.size());
  for (int i = 0; i < all.size(); ++i) all[i].node = i;
  context c{g, base::list<int>(g.nodes.size()), reads_behind(g)};
  depth made(1);
  made[0] = std::move(slot_schedule(c, {}, -1, all).result());
  int levels = 0;
  number_inside(made[0], levels);
  return made;
}

// Loops in the order in which they run.
constexpr base::list<int> in_order(const base::list<level_loop>& loops) {
  base::list<int> order;
  for (int i = 0; i < loops.size(); ++i) {
    order.push(i);
    for (int k = i; k > 0 && loops[order[k]].slot < loops[order[k - 1]].slot; --k)
      std::swap(order[k], order[k - 1]);
  }
  return order;
}

// How many steps before its own an outermost loop may read rows that it keeps. (Rows that rest on
// rows reach back further.)
constexpr int steps_before(const graph& g, const level& l, const level_loop& loop) {
  int steps = 0;
  for (int m = loop.members; m >= 0 && !g.subscripts.empty(); m = l.members[m].next)
    steps += l.members[m].what.behind;
  return steps;
}

// The same, and each loop has its lane axis.
constexpr depth with_lanes(const graph& g, depth made) {
  level& l = made[0];
  lane_choice choice(g);
  for (const int i : in_order(l.loops)) {
    level_loop& loop = l.loops[i];
    choice.begin();
    for (int m = loop.members; m >= 0; m = l.members[m].next)
      choice.add(l.members[m].what.node, l.members[m].what.stored);
    loop.lane = choice.chosen(loop.axis, steps_before(g, l, loop) > 0);
    for (int m = loop.members; m >= 0; m = l.members[m].next)
      choice.keep(l.members[m].what.node, loop.lane);
  }
  return made;
}
constexpr depth outermost_depth(const graph& g) { return with_lanes(g, outermost_loops(g)); }

constexpr int levels_inside(const depth& outer) {
  int levels = 0;
  for (const level& l : outer)
    for (const level_loop& loop : l.loops) levels += loop.inside >= 0 ? 1 : 0;
  return levels;
}

constexpr depth depth_inside(const graph& g, const depth& outer) {
  context c{g, base::list<int>(g.nodes.size())};
  depth made(levels_inside(outer));
  int levels = 0;
  for (const level& l : outer)
    for (const level_loop& loop : l.loops) {
      if (loop.inside < 0) continue;
      level& here = made[loop.inside];
      here = std::move(
          slot_schedule(c, l.open | axis_set::of(loop.axis), loop.lane, entries_of(l, loop))
              .result());
      number_inside(here, levels);
      for (level_loop& inner : here.loops) inner.lane = loop.lane;
    }
  return made;
}

constexpr base::list<depth> all_depths(const graph& g) {
  base::list<depth> all(g.axes.size() + 1);
  all[0] = outermost_depth(g);
  for (int d = 0; levels_inside(all[d]) > 0; ++d) all[d + 1] = depth_inside(g, all[d]);
  return all;
}

// Where the parts of a level are among those of its depth.
struct level_ranges {
  axis_set open{};
  int lane = -1;
  range straight{}, loops{}, members{};
};

// A depth that outlives its constant evaluation.
template <capacity C>
struct frozen_depth {
  fixed<level_ranges, C.others> levels;
  fixed<int, C.others> straight;
  fixed<level_loop, C.others> loops;
  fixed<member, C.items> members;
  int inside = 0;  // so many levels the next depth has

  constexpr explicit frozen_depth(const depth& d) : inside(levels_inside(d)) {
    base::list<level_ranges> ranges;
    for (const level& l : d)
      ranges.push({l.open, l.lane, straight.append(l.straight), loops.append(l.loops),
                   members.append(l.members)});
    levels.append(ranges);
  }
  constexpr bool complete() const {
    return levels.size <= C.others && straight.size <= C.others && loops.size <= C.others &&
           members.size <= C.items;
  }
  constexpr int others() const { return std::max({levels.size, straight.size, loops.size}); }

  // Nothing is copied: this must live longer.
  constexpr depth thaw() const {
    depth d(levels.size);
    for (int i = 0; i < levels.size; ++i) {
      const level_ranges& is = levels[i];
      d[i].open = is.open, d[i].lane = is.lane;
      d[i].straight = straight.part(is.straight);
      d[i].loops = loops.part(is.loops);
      d[i].members = members.part(is.members);
    }
    return d;
  }
};

}  // namespace tapeless::plan
