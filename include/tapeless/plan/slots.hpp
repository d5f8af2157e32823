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
// A contraction runs in straight-line code, of the outermost level: it reads whole tensors, and its
// result is one.
//
// What is read elsewhere is whole before: it is made in an earlier loop, and kept. But what is read
// at a few steps of the outermost loop before is made in the same loop, which keeps so many rows.
//
// What a node is, and what it needs, is looked at once (look_at); its slot is the earliest after
// all that it needs (find_slot). Then loops are fused, which moves nodes to later slots. At last,
// from the last node to the first, users ask for their operands in their own loops (settle).
#pragma once

#include "tapeless/plan/behind.hpp"

namespace tapeless::plan {

// A node at a level. `stored`: it was made in an earlier loop and is read from its buffer. `save`:
// it is made here, and its buffer is filled. Of levels around this one: `buffered`, they have a
// buffer for it; `adds_up`, it is a reduction, and they have its accumulator. `behind`: its buffer
// has the rows of this step of the outermost loop, and of so many before, for they are still read.
struct entry {
  int node = -1;
  bool stored = false;
  bool save = false;
  bool buffered = false;
  bool adds_up = false;
  int behind = 0;
};

struct level_loop {
  int slot = 0;
  int axis = -1;
  int members = -1;  // the first of a chain, in order of computation
  int next = -1;     // the next loop of its slot
  axis_set inner{};  // axes of loops in it, and its own
  int lane = -1;     // the lane axis of the outermost loop around it
  int inside = -1;   // its level, among those of the next depth; -1: straight-line code
};

// A node in a loop, or in straight-line code.
struct member {
  entry what{};
  bool closes = false;  // a reduction whose outermost loop this is
  bool kept = false;    // gets a buffer at this level
  int next = -1;
};

// A node at a level. First what it is, then what is decided.
struct placed {
  entry what{};
  axis_set inner{};       // of its nest, the axes that are not open
  int next_axis = -1;     // the loop that it runs in; -1 for straight-line code
  bool anchored = false;  // it runs once; what is not may run again wherever it is used
  bool early = false;     // it must run in its earliest slot
  bool closes = false;    // a reduction whose outermost loop opens and closes at this level
  int cost = 0;           // of recomputing it, in additions
  int needs = 0, end_of_needs = 0;  // the range of them

  int slot = 0;
  int not_before = 1;  // a slot, for what runs in a loop
  int loop = -1;       // that must be there for it
  bool kept = false;   // gets a buffer at this level
  bool whole = false;  // must be a finished tensor before it is read
  bool apart = false;  // a contraction: it runs between loops, on whole tensors
  int behind = 0;     // it is read elsewhere at most so many steps of its loop before; -1: anywhere
  int requests = -1;  // the loops of its users, a chain
};

// The outcome: what runs between the loops over `open`.
struct level {
  axis_set open{};
  int lane = -1;             // the lane axis of the outermost loop around it, if there is one
  base::list<int> straight;  // by slot: the first of a chain of members
  base::list<level_loop> loops;
  base::list<member> members;
};

// What the schedules of levels share.
struct context {
  const graph& g;
  base::list<int> seen;  // by node: its last entry in a level, counted from 1 through all levels
  base::list<int> behind{};  // of the outermost level, by node, as reads_behind() says
  int entries = 0;           // so many there were
};

class slot_schedule {
 public:
  constexpr slot_schedule(context& c, axis_set open, int lane, const base::list<entry>& nodes)
      : g_(c.g),
        nodes_(c.g.nodes.data()),
        open_(open),
        first_(c.entries + 1),
        size_(nodes.size()),
        list_(size_),
        at_(list_.data()),
        seen_(c.seen.data()),
        behind_(c.behind.data()) {
    l_.open = open, l_.lane = lane;
    needs_.reserve(2 * size_);
    pool_.reserve(2 * size_);
    l_.members.reserve(size_ + 16);
    const entry* const what = nodes.data();
    for (int p = 0; p < size_; ++p) {
      look_at(at_[p], what[p]);
      seen_[what[p].node] = first_ + p;
    }
    c.entries += size_;
    need_ = needs_.data();
    for (int p = 0; p < size_; ++p) find_slot(at_[p]);
    if (!c.g.subscripts.empty()) put_rows_first();
    find_loops();
    for (int tries = 8; tries > 0 && fuse(); --tries) find_loops();
    for (int p = size_ - 1; p >= 0; --p) settle(at_[p]);
  }

  constexpr level& result() { return l_; }

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
    const bool reads = what.stored, reduction = op::about.of[n.code].reduction;
    x.what = what;
    x.apart = n.code == op::contraction && !reads;
    if (x.apart) {
      x.anchored = true;
      x.needs = needs_.size();
      find_tensors(n);
      x.end_of_needs = needs_.size();
      return;
    }
    x.inner = {(reduction && !reads ? nest_of(n).bits : n.axes.bits) & ~open_.bits};
    if (!(x.inner.bits == last_.inner.bits)) last_ = {x.inner, outermost(g_, x.inner)};
    const int axis = last_.axis;
    x.next_axis = axis;
    x.anchored = what.save || reduction || n.code == op::store;
    x.early = what.save || n.code == op::store || (what.adds_up && !reads);
    x.closes = reduction && !reads && axis >= 0 && !what.adds_up && n.over.has(axis);
    x.cost = reads ? 1 : reduction ? never : own_cost(n, axis);
    if (behind_ != nullptr) x.behind = behind_[what.node];
    x.needs = needs_.size();
    if (!reads) find_needs(x, n);
    x.end_of_needs = needs_.size();
    x.cost = axis < 0 ? 0 : x.closes ? 1 : x.cost < never ? x.cost : never;
  }

  // Its operands that are made at this level.
  constexpr void find_needs(placed& x, const node& n) {
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) {
      const int place = seen_[n.operand[k]] - first_;
      if (place < 0) continue;
      const placed& q = at_[place];
      const bool whole = n.code == op::reindex && q.behind <= 0;
      needs_.push({place, delay(q, x, whole), whole, n.code == op::reindex && !whole});
      if (q.next_axis >= 0 && !whole)
        x.cost += q.next_axis == x.next_axis || q.cost <= worth_sinking ? q.cost : 1;
      else if (q.apart) x.cost += 1;
    }
  }

  // Those of a contraction. What lies in the caller's memory is read there.
  constexpr void find_tensors(const node& n) {
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) {
      const int tensor = tensor_of(g_, n, k);
      if (tensor < 0) continue;
      const int place = seen_[tensor] - first_;
      needs_.push({place, at_[place].next_axis >= 0 ? 1 : 0, true});
    }
  }

  // How many slots later than its operand q, or all of it, a node runs.
  static constexpr int delay(const placed& q, const placed& x, bool whole) {
    if (q.next_axis < 0) return x.next_axis >= 0 ? 1 : 0;
    if (x.next_axis < 0) return 1;
    return q.closes || whole || q.next_axis != x.next_axis ? 2 : 0;
  }

  // The earliest slot, after all that it needs.
  constexpr void find_slot(placed& x) {
    int slot = x.next_axis < 0 ? x.not_before - 1 : x.not_before;
    for (int i = x.needs; i < x.end_of_needs; ++i)
      slot = slot > at_[need_[i].place].slot + need_[i].delay
                 ? slot
                 : at_[need_[i].place].slot + need_[i].delay;
    x.slot = slot;
  }

  // What a chunk of the outermost loop has of rows made before it begins, it makes itself: so all
  // rows are kept before anything is stored or added up.
  constexpr void put_rows_first() {
    if (open_.size() != 1) return;
    for (int p = 0; p < size_; ++p)
      if (at_[p].what.behind > 0 && at_[p].slot > last_row_) last_row_ = at_[p].slot;
    for (int p = 0; p < size_ && last_row_ >= 0; ++p) {
      placed& x = at_[p];
      const bool goes_out = x.what.adds_up || nodes_[x.what.node].code == op::store;
      if (goes_out && !x.what.stored) x.not_before = last_row_ + 2;
      find_slot(x);
    }
  }

  constexpr int own_cost(const node& n, int axis) const {
    // Between outermost loops the caller's memory is as good as a buffer.
    if (n.code != op::input || axis < 0 || open_.empty()) return op::about.of[n.code].cost;
    return contiguous(g_, n.index, l_.lane) ? op::about.of[n.code].cost : gathered;
  }

  // The loops that must be there.
  constexpr void find_loops() {
    l_.loops.clear();
    by_slot_.clear();
    begins_.clear();
    for (int p = 0, loops = 0; p < size_; ++p)
      if (at_[p].next_axis >= 0 && (at_[p].closes || at_[p].early)) {
        at_[p].loop = loop_at(at_[p].slot, at_[p].next_axis);
        if (at_[p].loop == loops) begins_.push(p), ++loops;
      }
  }

  // Two loops over one axis become one, the later, when no loop over it needs a result of the
  // earlier. (A moved loop may push another before it: so one at a time.)
  constexpr bool fuse() {
    const base::list<int> later = later_slots();
    std::uint64_t awaited = 0;
    int known = 0;
    for (int i = 0; i < l_.loops.size(); ++i) {
      if (later[i] < 0 || loops_[i].slot <= last_row_) continue;
      if (i >= known) {
        known = i / 64 * 64 + 64;
        awaited = awaited_of(known - 64, later);
      }
      if ((awaited >> i % 64 & 1U) != 0) continue;
      move(loops_[i].slot, loops_[i].axis, later[i]);
      return true;
    }
    return false;
  }

  // By loop: the slot of the next loop over its axis, or -1.
  constexpr base::list<int> later_slots() const {
    base::list<int> later(l_.loops.size(), -1), next(g_.axes.size(), -1);
    for (int slot = by_slot_.size() - 1; slot >= 0; --slot)
      for (int i = by_slot_[slot]; i >= 0; i = loops_[i].next) {
        const int axis = loops_[i].axis;
        later[i] = next[axis];
        next[axis] = slot;
      }
    return later;
  }

  // Of 64 loops, those that complete what a loop over the same axis needs: a bit for each.
  constexpr std::uint64_t awaited_of(int first, const base::list<int>& later) const {
    std::uint64_t over[base::max_axes] = {}, asked = 0;
    for (int i = first; i < l_.loops.size() && i < first + 64; ++i) {
      over[loops_[i].axis] |= bit_of(i - first);
      if (later[i] >= 0) asked |= bit_of(i - first);
    }
    base::list<std::uint64_t> list(size_);
    std::uint64_t* const passed = list.data();  // by node: those that its users wait for
    std::uint64_t awaited = 0;
    int p = begins_[first];
    for (int i = at_[p].needs; p < size_ && (asked & ~awaited) != 0; ++p) {
      for (const int end = at_[p].end_of_needs; i < end; ++i) passed[p] |= passed[need_[i].place];
      if (at_[p].next_axis >= 0) awaited |= passed[p] & over[at_[p].next_axis];
      if (at_[p].closes) passed[p] |= bit_of(at_[p].loop - first);
    }
    return awaited;
  }
  static constexpr std::uint64_t bit_of(int i) {
    return i >= 0 && i < 64 ? std::uint64_t{1} << i : 0;
  }

  // What a loop is there for runs in a later slot, and so does what needs it.
  constexpr void move(int slot, int axis, int later) {
    bool moved = false;
    for (int p = 0; p < size_; ++p)
      if (moved || (at_[p].slot == slot && at_[p].next_axis == axis && at_[p].anchored)) {
        placed& x = at_[p];
        if (x.slot == slot && x.next_axis == axis && x.anchored) x.not_before = later, moved = true;
        find_slot(x);
      }
  }

  // Decides where a node runs, when all its users have asked for it.
  constexpr void settle(placed& x) {
    const node& n = nodes_[x.what.node];
    if (x.next_axis < 0) {
      for (int s = l_.straight.size(); s <= x.slot; ++s) l_.straight.push(-1);
      l_.members.push({x.what, false, false, l_.straight[x.slot]});
      l_.straight[x.slot] = l_.members.size() - 1;
      if ((n.code == op::reindex && !x.what.stored) || x.apart) ask(x, -1);
      if (x.apart) read_in_other_loops(x, n, -1);
    } else if (x.what.stored) {
      read_in_other_loops(x, n, -1);
    } else if (x.behind > 0) {
      keep_rows(x);
    } else if (!x.anchored && !x.whole && repeats(x)) {
      for (int r = x.requests; r >= 0; r = requests_[r].next) {
        enter(x, requests_[r].loop, x.what, x.inner);
        ask(x, requests_[r].loop);
      }
    } else {
      settle_once(x, n);
    }
  }

  // In each loop that needs it, all over the same axis; rows in those that read them.
  constexpr void keep_rows(placed& x) {
    for (int r = x.requests; r >= 0; r = requests_[r].next) {
      entry made = x.what;
      made.save = made.buffered = x.kept = requests_[r].behind;
      made.behind = requests_[r].behind ? x.behind : 0;
      enter(x, requests_[r].loop, made, x.inner);
      ask(x, requests_[r].loop);
    }
  }

  // In one loop; the others read it from a buffer. A reduction runs early, where a loop is there
  // anyway: its result is smaller than what it reduces. So does what must be whole: whoever reads
  // it runs in a later slot than this one.
  constexpr void settle_once(placed& x, const node& n) {
    if (x.loop < 0 && op::about.of[n.code].reduction) x.loop = find_loop(x.slot, x.next_axis);
    const int own = x.loop >= 0 ? x.loop : x.whole ? loop_at(x.slot, x.next_axis) : latest_loop(x);
    const bool read = read_in_other_loops(x, n, x.closes ? -1 : own);
    const bool needs_buffer = x.closes ? !open_.includes(n.axes) : read || x.whole;
    x.kept = needs_buffer && !x.what.buffered;
    entry made = x.what;
    made.save = x.what.save || (!x.closes && x.kept);
    made.buffered = x.what.buffered || x.kept;
    made.adds_up = x.what.adds_up || x.closes;
    enter(x, own, made, x.inner);
    ask(x, own);
  }

  // Whether there are other loops than its own that asked for it.
  constexpr bool read_in_other_loops(const placed& x, const node& n, int own) {
    bool some = false;
    for (int r = x.requests; r >= 0; r = requests_[r].next)
      if (requests_[r].loop != own) {
        some = true;
        enter(x, requests_[r].loop, {x.what.node, true}, n.axes - open_);
      }
    return some;
  }

  constexpr bool repeats(const placed& x) const {
    if (x.cost > worth_repeating) return false;
    for (int r = x.requests; r >= 0 && x.cost > worth_sinking; r = requests_[r].next)
      if (loops_[requests_[r].loop].axis != x.next_axis) return false;
    return true;
  }

  // The loop of the first user, if it is over the right axis and no other user runs in its slot:
  // then nothing is kept longer than needed.
  constexpr int latest_loop(const placed& x) {
    int first = -1;
    bool alone = true;
    for (int r = x.requests; r >= 0; r = requests_[r].next) {
      const int slot = loops_[requests_[r].loop].slot;
      if (first >= 0 && slot == loops_[first].slot) alone = false;
      if (first < 0 || slot < loops_[first].slot) first = requests_[r].loop, alone = true;
    }
    if (first >= 0 && alone && loops_[first].axis == x.next_axis) return first;
    return loop_at(x.slot, x.next_axis);
  }

  // A node in a loop (or in straight-line code, -1) asks for its operands there.
  constexpr void ask(const placed& x, int loop) {
    for (int i = x.needs; i < x.end_of_needs; ++i) {
      placed& q = at_[need_[i].place];
      if (q.next_axis < 0 && !q.apart) continue;
      if (need_[i].whole) q.whole = true;
      else if (loop >= 0 && !(q.closes && open_.includes(nodes_[q.what.node].axes)))
        request(q, loop, need_[i].behind);
    }
  }
  constexpr void request(placed& q, int loop, bool behind) {
    for (int r = q.requests; r >= 0; r = requests_[r].next)
      if (requests_[r].loop == loop) {
        pool_[r].behind = requests_[r].behind || behind;
        return;
      }
    pool_.push({loop, q.requests, behind});
    requests_ = pool_.data();
    q.requests = pool_.size() - 1;
  }

  constexpr int find_loop(int slot, int axis) const {
    int i = slot < by_slot_.size() ? by_slot_[slot] : -1;
    while (i >= 0 && loops_[i].axis != axis) i = loops_[i].next;
    return i;
  }
  constexpr int loop_at(int slot, int axis) {
    const int found = find_loop(slot, axis);
    if (found >= 0) return found;
    for (int s = by_slot_.size(); s <= slot; ++s) by_slot_.push(-1);
    l_.loops.push({slot, axis, -1, by_slot_[slot]});
    loops_ = l_.loops.data();
    return by_slot_[slot] = l_.loops.size() - 1;
  }
  constexpr void enter(const placed& x, int loop, const entry& what, axis_set inner) {
    level_loop& to = loops_[loop];
    to.inner.bits |= inner.bits;
    l_.members.push({what, x.closes && !what.stored, x.kept && !what.stored, to.members});
    to.members = l_.members.size() - 1;
  }

  struct outermost_axis {
    axis_set inner{};
    int axis = -1;
  };
  struct need {
    int place = -1;
    int delay = 0;        // in slots
    bool whole = false;   // all of it
    bool behind = false;  // at steps before, too
  };
  struct request_to {
    int loop = -1;
    int next = -1;
    bool behind = false;
  };

  const graph& g_;
  const node* nodes_;
  axis_set open_;
  int first_;  // counted through all levels
  int size_;
  base::list<placed> list_;  // the nodes at this level, in order of computation
  placed* at_;
  int* seen_;
  const int* behind_;
  outermost_axis last_{};  // (the next node is often like the last one)
  level l_;
  int last_row_ = -1;            // the last slot in which rows are kept
  level_loop* loops_ = nullptr;  // its
  base::list<need> needs_;       // of all nodes, in their order
  const need* need_ = nullptr;
  base::list<int> by_slot_;  // the first loop of each
  base::list<int> begins_;   // by loop that must be there: its first node
  base::list<request_to> pool_;
  const request_to* requests_ = nullptr;
};

}  // namespace tapeless::plan
