// Cuts one level of the tree into slots: straight-line code in the even ones, loops in the odd
// ones; and says which nodes run in which loops, which are recomputed where they are used, and
// which must be kept for a later loop.
//
// The outermost level of y = exp(x) / sum(exp(x)) * log(c), all over n but c (tests/plan/slots.cpp
// prints it, and others):
//
//   slot 0, straight   c, l = log(c)
//   slot 1, loop n     x, e = exp(x), s += e    e is dear, and kept in a buffer; s closes here
//   slot 2, straight   nothing; what needs s alone would be here
//   slot 3, loop n     e from its buffer, e / s, e / s * l, stored as y
//
// What a node is, and what it needs, is looked at once (look_at); its slot is the earliest after
// all that it needs (find_slot). Then loops are fused, which moves nodes to later slots. At last,
// from the last node to the first, users ask for their operands in their own loops (settle).
#pragma once

#include "tapeless/plan/lanes.hpp"

namespace tapeless::plan {

// A node at a level. `stored`: it was made in an earlier loop and is read from its buffer. `save`:
// it is made here, and its buffer is filled.
struct entry {
  int node = -1;
  bool stored = false;
  bool save = false;
};

// The axes of the loops that it runs in; what is stored is read, whatever it was made by.
constexpr axis_set nest_of(const entry& e, const node& n) { return e.stored ? n.axes : nest_of(n); }

struct level_loop {
  int slot = 0;
  int axis = -1;
  int members = -1;  // the first of a chain, in order of computation
  int next = -1;     // the next loop of its slot
};

// A node in a loop, and its place in the level.
struct member {
  entry what{};
  int place = -1;
  int next = -1;
};

// A node at a level. First what it is, then what is decided.
struct placed {
  entry what{};
  int next_axis = -1;     // the loop that it runs in; -1 for straight-line code
  bool anchored = false;  // it runs once; what is not may run again wherever it is used
  bool early = false;     // it must run in its earliest slot
  bool closes = false;    // a reduction whose outermost loop opens and closes at this level
  int cost = 0;           // of recomputing it, in additions
  int needs = 0;          // so many needs there are up to and with its own

  int slot = 0;
  int not_before = 1;  // a slot, for what runs in a loop
  bool kept = false;   // gets a buffer at this level
  bool whole = false;  // must be a finished tensor before it is read
  int requests = -1;   // the loops of its users, a chain
};

struct level {
  base::list<placed> nodes;  // in order of computation
  base::list<level_loop> loops;
  base::list<member> members;
};

// What the schedule needs to know of the whole plan.
struct context {
  const graph& g;
  base::list<int> lanes;          // by outermost axis
  base::list<char> buffered;      // by node: its buffer exists
  base::list<char> accumulating;  // by node: a reduction whose accumulator is open
  base::list<int> seen;           // by node: its last entry in a level, counted through all levels
  int entries = 0;                // so many there were
  int lane = -1;                  // of the current outermost loop
};

class slot_schedule {
 public:
  constexpr slot_schedule(context& c, axis_set open, const base::list<entry>& nodes)
      : c_(c), g_(c.g), nodes_(c.g.nodes.data()), open_(open), first_(c.entries) {
    l_.nodes = base::list<placed>(nodes.size());
    needs_.reserve(2 * nodes.size());
    l_.members.reserve(nodes.size() + 16);
    at_ = l_.nodes.data(), seen_ = c.seen.data(), accumulating_ = c.accumulating.data();
    for (int p = 0; p < nodes.size(); ++p) {
      look_at(at_[p], nodes[p]);
      seen_[nodes[p].node] = first_ + p;
      find_slot(p);
    }
    c.entries += nodes.size();
    find_loops();
    for (int tries = 8; tries > 0 && fuse(); --tries) find_loops();
    for (int p = nodes.size() - 1; p >= 0; --p) settle(p);
  }

  constexpr const level& result() const { return l_; }

 private:
  // Recomputing costs less than a buffer: in a second loop over the same axis, or inside a loop
  // over another axis, where it is repeated at each step.
  static constexpr int worth_repeating = 6;
  static constexpr int worth_sinking = 2;
  static constexpr int never = 1000;
  static constexpr int gathered = 12;

  // What a node is at this level, whatever its slot: where it runs, what it costs, and what it
  // needs.
  constexpr void look_at(placed& x, const entry& what) {
    const node& n = nodes_[what.node];
    const op::facts& is = about(n);
    const bool reads = what.stored, reduces = is.reduction && !reads;
    const int axis = outermost(g_, nest_of(what, n) - open_);
    const bool adds_up = accumulating_[what.node] != 0 && !reads;
    x.what = what;
    x.next_axis = axis;
    x.anchored = what.save || is.reduction || n.code == op::store;
    x.early = what.save || n.code == op::store || adds_up;
    x.closes = reduces && axis >= 0 && !adds_up && n.over.has(axis);
    x.cost = reads ? 1 : reduces ? never : own_cost(n, axis);
    if (!reads) find_needs(x, n);
    x.needs = needs_.size();
    x.cost = axis < 0 ? 0 : x.closes ? 1 : x.cost < never ? x.cost : never;
  }

  // Its operands that are made at this level.
  constexpr void find_needs(placed& x, const node& n) {
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) {
      const int place = seen_[n.operand[k]] - first_;
      if (place < 0) continue;
      const placed& q = at_[place];
      needs_.push({place, delay(q, x, n)});
      if (q.next_axis >= 0 && n.code != op::reindex)
        x.cost += q.next_axis == x.next_axis || q.cost <= worth_sinking ? q.cost : 1;
    }
  }

  // How many slots later than its operand q a node runs.
  static constexpr int delay(const placed& q, const placed& x, const node& n) {
    const bool in_loop = x.next_axis >= 0;
    if (q.next_axis < 0) return in_loop ? 1 : 0;
    if (!in_loop) return 1;
    return q.closes || n.code == op::reindex || q.next_axis != x.next_axis ? 2 : 0;
  }

  // The earliest slot, after all that it needs.
  constexpr void find_slot(int p) {
    placed& x = at_[p];
    x.slot = x.next_axis < 0 ? 0 : x.not_before;
    for (int i = first_need(p); i < x.needs; ++i)
      if (at_[needs_[i].place].slot + needs_[i].delay > x.slot)
        x.slot = at_[needs_[i].place].slot + needs_[i].delay;
  }
  constexpr int first_need(int p) const { return p > 0 ? at_[p - 1].needs : 0; }

  constexpr int own_cost(const node& n, int axis) const {
    // Between outermost loops the caller's memory is as good as a buffer.
    if (n.code != op::input || axis < 0 || open_.empty()) return about(n).cost;
    const int lane = c_.lane >= 0 ? c_.lane : c_.lanes[axis];
    return contiguous(n.index, lane) ? about(n).cost : gathered;
  }

  // The loops that must be there.
  constexpr void find_loops() {
    l_.loops.clear();
    by_slot_.clear();
    for (const placed& x : l_.nodes)
      if (x.next_axis >= 0 && (x.closes || x.early)) loop_at(x.slot, x.next_axis);
  }

  // Two loops over one axis become one, the later, when no loop over it needs a result of the
  // earlier. (A moved loop may push another before it: so one at a time.)
  constexpr bool fuse() {
    const base::list<int> later = later_slots();
    std::uint64_t awaited = 0;
    int known = 0;
    for (int i = 0; i < l_.loops.size(); ++i) {
      if (later[i] < 0) continue;
      if (i >= known) {
        known = i / 64 * 64 + 64;
        awaited = awaited_of(known - 64);
      }
      if ((awaited >> i % 64 & 1U) != 0) continue;
      move(l_.loops[i].slot, l_.loops[i].axis, later[i]);
      return true;
    }
    return false;
  }

  // By loop: the slot of the next loop over its axis, or -1.
  constexpr base::list<int> later_slots() const {
    base::list<int> later(l_.loops.size(), -1), next(g_.axes.size(), -1);
    for (int slot = by_slot_.size() - 1; slot >= 0; --slot)
      for (int i = by_slot_[slot]; i >= 0; i = l_.loops[i].next) {
        const int axis = l_.loops[i].axis;
        later[i] = next[axis];
        next[axis] = slot;
      }
    return later;
  }

  // Of 64 loops, those that complete what a loop over the same axis needs: a bit for each.
  constexpr std::uint64_t awaited_of(int first) const {
    const auto bit = [&](int loop) {
      return loop >= first && loop < first + 64 ? std::uint64_t{1} << (loop - first) : 0;
    };
    base::list<std::uint64_t> over(g_.axes.size());
    for (int i = first; i < l_.loops.size(); ++i) over[l_.loops[i].axis] |= bit(i);
    base::list<std::uint64_t> passed(l_.nodes.size());  // those that its users wait for
    std::uint64_t awaited = 0;
    int i = 0, p = 0;
    for (const placed& x : l_.nodes) {
      std::uint64_t waits = 0;
      for (; i < x.needs; ++i) waits |= passed[needs_[i].place];
      if (x.next_axis >= 0) awaited |= waits & over[x.next_axis];
      passed[p++] = x.closes ? waits | bit(find_loop(x.slot, x.next_axis)) : waits;
    }
    return awaited;
  }

  // What a loop is there for runs in a later slot, and so does what needs it.
  constexpr void move(int slot, int axis, int later) {
    bool moved = false;
    int p = 0;
    for (placed& x : l_.nodes) {
      if (x.slot == slot && x.next_axis == axis && x.anchored) x.not_before = later, moved = true;
      if (moved) find_slot(p);
      ++p;
    }
  }

  // Decides where a node runs, when all its users have asked for it.
  constexpr void settle(int p) {
    placed& x = at_[p];
    const node& n = nodes_[x.what.node];
    if (x.what.stored) {
      for (int r = x.requests; r >= 0 && x.next_axis >= 0; r = pool_[r].next)
        enter(p, pool_[r].loop, {x.what.node, true, false});
    } else if (x.next_axis < 0) {
      if (n.code == op::reindex) ask(p, -1);
    } else if (!x.anchored && !x.whole && repeats(x)) {
      for (int r = x.requests; r >= 0; r = pool_[r].next) {
        enter(p, pool_[r].loop, {x.what.node, false, false});
        ask(p, pool_[r].loop);
      }
    } else {
      settle_once(p, x, n);
    }
  }

  // In one loop; the others read it from a buffer. A reduction runs early, where a loop is there
  // anyway: its result is smaller than what it reduces. So does what must be whole: whoever reads
  // it runs in a later slot than this one.
  constexpr void settle_once(int p, placed& x, const node& n) {
    const bool inner_reduction = about(n).reduction && !x.closes && !x.early;
    const bool at_once =
        x.early || x.closes || x.whole || (inner_reduction && find_loop(x.slot, x.next_axis) >= 0);
    const int own = at_once ? loop_at(x.slot, x.next_axis) : latest_loop(x);
    bool crosses = x.whole;
    for (int r = x.requests; r >= 0; r = pool_[r].next)
      if (x.closes || pool_[r].loop != own) {
        crosses = true;
        enter(p, pool_[r].loop, {x.what.node, true, false});
      }
    const bool needs_buffer = x.closes ? !open_.includes(n.axes) : crosses;
    x.kept = needs_buffer && c_.buffered[x.what.node] == 0;
    enter(p, own, {x.what.node, false, x.what.save || (!x.closes && x.kept)});
    ask(p, own);
  }

  constexpr bool repeats(const placed& x) const {
    if (x.cost > worth_repeating) return false;
    for (int r = x.requests; r >= 0 && x.cost > worth_sinking; r = pool_[r].next)
      if (l_.loops[pool_[r].loop].axis != x.next_axis) return false;
    return true;
  }

  // The loop of the first user, if it is over the right axis and no other user runs in its slot:
  // then nothing is kept longer than needed.
  constexpr int latest_loop(const placed& x) {
    int first = -1;
    bool alone = true;
    for (int r = x.requests; r >= 0; r = pool_[r].next) {
      const int slot = l_.loops[pool_[r].loop].slot;
      if (first >= 0 && slot == l_.loops[first].slot) alone = false;
      if (first < 0 || slot < l_.loops[first].slot) first = pool_[r].loop, alone = true;
    }
    if (first >= 0 && alone && l_.loops[first].axis == x.next_axis) return first;
    return loop_at(x.slot, x.next_axis);
  }

  // A node in a loop (or in straight-line code, -1) asks for its operands there.
  constexpr void ask(int p, int loop) {
    for (int i = first_need(p); i < at_[p].needs; ++i) {
      placed& q = at_[needs_[i].place];
      if (q.next_axis < 0) continue;
      if (nodes_[at_[p].what.node].code == op::reindex) q.whole = true;
      else if (loop >= 0 && !(q.closes && open_.includes(nodes_[q.what.node].axes)))
        request(q, loop);
    }
  }
  constexpr void request(placed& q, int loop) {
    for (int r = q.requests; r >= 0; r = pool_[r].next)
      if (pool_[r].loop == loop) return;
    pool_.push({loop, q.requests});
    q.requests = pool_.size() - 1;
  }

  constexpr int find_loop(int slot, int axis) const {
    int i = slot < by_slot_.size() ? by_slot_[slot] : -1;
    while (i >= 0 && l_.loops[i].axis != axis) i = l_.loops[i].next;
    return i;
  }
  constexpr int loop_at(int slot, int axis) {
    const int found = find_loop(slot, axis);
    if (found >= 0) return found;
    while (by_slot_.size() <= slot) by_slot_.push(-1);
    l_.loops.push({slot, axis, -1, by_slot_[slot]});
    return by_slot_[slot] = l_.loops.size() - 1;
  }
  constexpr void enter(int p, int loop, entry e) {
    level_loop& to = l_.loops[loop];
    l_.members.push({e, p, to.members});
    to.members = l_.members.size() - 1;
  }

  struct need {
    int place = -1;
    int delay = 0;  // in slots
  };
  struct request_to {
    int loop = -1;
    int next = -1;
  };

  context& c_;
  const graph& g_;
  const node* nodes_;
  axis_set open_;
  int first_;  // the entries of levels before this one
  level l_;
  placed* at_ = nullptr;
  int* seen_ = nullptr;
  const char* accumulating_ = nullptr;
  base::list<need> needs_;   // of all nodes, in their order
  base::list<int> by_slot_;  // the first loop of each
  base::list<request_to> pool_;
};

}  // namespace tapeless::plan
