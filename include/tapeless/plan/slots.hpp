// Cuts one level of the tree into slots: straight-line code in the even ones, loops in the odd ones; and says which nodes
// run in which loops, which are recomputed where they are used, and which must be kept for a later loop.
#pragma once

#include "tapeless/plan/lanes.hpp"

namespace tapeless::plan {

// A node at a level. `stored`: it was made in an earlier loop and is read from its buffer. `save`: it is made here, and
// its buffer is filled.
struct entry {
  int node = -1;
  bool stored = false;
  bool save = false;
};

struct level_loop {
  int slot = 0;
  int axis = -1;
  int members = -1;       // the first of a chain, in order of computation
};

// A node in a loop, and its place in the level.
struct member {
  entry what{};
  int place = -1;
  int next = -1;
};

struct level {
  base::list<entry> nodes;              // in order of computation
  base::list<int> slot;
  base::list<int> next_axis;            // the loop that a node runs in; -1 for straight-line code
  base::list<char> closes;              // a reduction whose outermost loop opens and closes at this level
  base::list<char> kept;                // gets a buffer at this level
  base::list<level_loop> loops;
  base::list<member> members;
};

// What the schedule needs to know of the whole plan.
struct context {
  const graph& g;
  base::list<int> lanes;                // by outermost axis
  base::list<char> buffered;            // by node: its buffer exists
  base::list<char> accumulating;        // by node: a reduction whose accumulator is open
  base::list<int> list;                 // by node: the level that it was last seen in
  base::list<int> position;             // and where
  int lists = 0;
  int lane = -1;                        // of the current outermost loop
};

class slot_schedule {
 public:
  constexpr slot_schedule(context& c, axis_set open, base::list<entry> nodes)
      : c_(c), g_(c.g), open_(open), id_(++c.lists), cost_(nodes.size(), 0), requests_(nodes.size(), -1),
        whole_(nodes.size(), 0) {
    l_.slot = base::list<int>(nodes.size(), 0);
    l_.next_axis = base::list<int>(nodes.size(), -1);
    l_.closes = base::list<char>(nodes.size(), 0);
    l_.kept = base::list<char>(nodes.size(), 0);
    l_.nodes = nodes;
    for (int p = 0; p < l_.nodes.size(); ++p) {
      c_.list[l_.nodes[p].node] = id_;
      c_.position[l_.nodes[p].node] = p;
      find_slot(p);
    }
    for (int p = l_.nodes.size() - 1; p >= 0; --p) settle(p);
  }

  constexpr const level& result() const { return l_; }

 private:
  // Recomputing costs less than a buffer: in a second loop over the same axis, or inside a loop over another axis, where it
  // is repeated at each step.
  static constexpr int worth_repeating = 6;
  static constexpr int worth_sinking = 2;
  static constexpr int never = 1000;
  static constexpr int gathered = 12;

  constexpr int here(int node) const { return c_.list[node] == id_ ? c_.position[node] : -1; }
  constexpr const node& node_at(int p) const { return g_.nodes[l_.nodes[p].node]; }

  // The earliest slot, after all that the node reads.
  constexpr void find_slot(int p) {
    const node& n = node_at(p);
    const bool stored = l_.nodes[p].stored;
    const int axis = outermost(g_, (stored ? n.axes : nest_of(n)) - open_);
    l_.next_axis[p] = axis;
    const bool closes = !stored && axis >= 0 && n.over.has(axis) && about(n).reduction &&
                        c_.accumulating[l_.nodes[p].node] == 0;
    l_.closes[p] = closes ? 1 : 0;
    int slot = axis < 0 ? 0 : 1;
    int cost = stored ? 1 : own_cost(n, axis);
    for (int k = 0; !stored && k < n.arity(); ++k) {
      const int q = here(n.operand[static_cast<unsigned>(k)]);
      if (q < 0) continue;
      if (l_.next_axis[q] < 0) {
        slot = std::max(slot, axis < 0 ? l_.slot[q] : l_.slot[q] + 1);
        continue;
      }
      const bool waits = l_.closes[q] != 0 || n.code == op::reindex || l_.next_axis[q] != axis;
      if (waits) slot = std::max(slot, axis < 0 ? l_.slot[q] + 1 : l_.slot[q] + 2);
      else slot = std::max(slot, l_.slot[q]);
      cost += n.code == op::reindex ? 0 : cost_[q];
    }
    l_.slot[p] = slot;
    if (axis >= 0) cost_[p] = closes ? 1 : std::min(cost, never);
  }

  constexpr int own_cost(const node& n, int axis) const {
    if (about(n).reduction) return never;
    const int lane = c_.lane >= 0 || axis < 0 ? c_.lane : c_.lanes[axis];
    if (n.code == op::input && lane >= 0 && !contiguous(n.index, lane)) return gathered;
    return about(n).cost;
  }

  // Decides where a node runs, when all its users have asked for it.
  constexpr void settle(int p) {
    const node& n = node_at(p);
    const int axis = l_.next_axis[p];
    const entry& e = l_.nodes[p];
    if (e.stored) {
      for (int r = requests_[p]; r >= 0 && axis >= 0; r = pool_[r].next) enter(p, pool_[r].loop, {e.node, true, false});
      return;
    }
    if (axis < 0) return ask(n, -1);
    const bool closes = l_.closes[p] != 0;
    const bool anchored = e.save || about(n).reduction || n.code == op::store;
    if (!anchored && whole_[p] == 0 && repeats(p)) {
      for (int r = requests_[p]; r >= 0; r = pool_[r].next) {
        enter(p, pool_[r].loop, {e.node, false, false});
        ask(n, pool_[r].loop);
      }
      return;
    }
    const bool inner_reduction = about(n).reduction && !closes && c_.accumulating[e.node] == 0;
    const int own = (!anchored || inner_reduction) && !e.save ? latest_loop(p) : loop_at(l_.slot[p], axis);
    bool crosses = whole_[p] != 0;
    for (int r = requests_[p]; r >= 0; r = pool_[r].next)
      if (closes || pool_[r].loop != own) {
        crosses = true;
        enter(p, pool_[r].loop, {e.node, true, false});
      }
    const bool tensor = !(n.axes - open_).empty();
    l_.kept[p] = c_.buffered[e.node] == 0 && (closes ? tensor : crosses);
    const bool save = e.save || (!closes && l_.kept[p] != 0);
    enter(p, own, {e.node, false, save});
    ask(n, own);
  }

  constexpr bool repeats(int p) const {
    if (cost_[p] > worth_repeating) return false;
    for (int r = requests_[p]; r >= 0; r = pool_[r].next)
      if (l_.loops[pool_[r].loop].axis != l_.next_axis[p] && cost_[p] > worth_sinking) return false;
    return true;
  }

  // The loop of the first user, if it is over the right axis: then nothing is kept longer than needed.
  constexpr int latest_loop(int p) {
    int first = -1;
    for (int r = requests_[p]; r >= 0; r = pool_[r].next)
      if (first < 0 || l_.loops[pool_[r].loop].slot < l_.loops[first].slot) first = pool_[r].loop;
    if (first >= 0 && l_.loops[first].axis == l_.next_axis[p]) return first;
    return loop_at(l_.slot[p], l_.next_axis[p]);
  }

  // A node in a loop (or in straight-line code, -1) asks for its operands there.
  constexpr void ask(const node& n, int loop) {
    for (int k = 0; k < n.arity(); ++k) {
      const int q = here(n.operand[static_cast<unsigned>(k)]);
      if (q < 0 || l_.next_axis[q] < 0) continue;
      if (n.code == op::reindex) whole_[q] = 1;
      else if (loop >= 0 && !(l_.closes[q] != 0 && (node_at(q).axes - open_).empty())) request(q, loop);
    }
  }
  constexpr void request(int q, int loop) {
    for (int r = requests_[q]; r >= 0; r = pool_[r].next)
      if (pool_[r].loop == loop) return;
    pool_.push({loop, requests_[q]});
    requests_[q] = pool_.size() - 1;
  }

  constexpr int loop_at(int slot, int axis) {
    for (int i = l_.loops.size() - 1; i >= 0; --i)
      if (l_.loops[i].slot == slot && l_.loops[i].axis == axis) return i;
    l_.loops.push({slot, axis, -1});
    return l_.loops.size() - 1;
  }
  constexpr void enter(int p, int loop, entry e) {
    l_.members.push({e, p, l_.loops[loop].members});
    l_.loops[loop].members = l_.members.size() - 1;
  }

  struct request_to {
    int loop = -1;
    int next = -1;
  };

  context& c_;
  const graph& g_;
  axis_set open_;
  int id_;
  level l_;
  base::list<int> cost_;          // of recomputing, in additions
  base::list<int> requests_;      // by node: the loops of its users
  base::list<char> whole_;        // by node: must be a finished tensor
  base::list<request_to> pool_;
};

}  // namespace tapeless::plan
