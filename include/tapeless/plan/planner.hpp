// Builds the loop tree: level by level, from the outermost loops inwards.
#pragma once

#include <algorithm>

#include "tapeless/plan/plan.hpp"
#include "tapeless/plan/slots.hpp"

namespace tapeless::plan {

// Tensor outputs become nodes, so that they are planned like everything else.
constexpr graph with_stores(const graph& from) {
  graph g = from;
  for (int o = 0; o < g.outputs.size(); ++o) {
    node n;
    n.code = op::store;
    n.operand[0] = g.outputs[o].node;
    n.input = o;
    n.index = g.outputs[o].axes;
    n.axes = n.index.set();
    g.nodes.push(n);
  }
  return g;
}

class planner {
 public:
  // @pre with_stores has been applied
  constexpr explicit planner(const graph& g)
      : g_(g),
        all_(g.nodes.data()),
        place_(g.nodes.size()),
        top_place_(g.nodes.size()),
        imported_(g.nodes.size(), -1),
        buffer_(g.nodes.size(), -1),
        accumulator_(g.nodes.size(), -1),
        c_{g, choose_lanes(g), base::list<char>(g.nodes.size(), 0),
           base::list<char>(g.nodes.size(), 0), base::list<int>(g.nodes.size(), -1)} {
    base::list<entry> all;
    all.reserve(g.nodes.size());
    t_.items.reserve(2 * g.nodes.size());
    for (int i = 0; i < g.nodes.size(); ++i) all.push({i, false, false});
    t_.top = append(run({}, all));
  }

  constexpr const tree& result() const { return t_; }

 private:
  // One level: the loops over `open` are open, and these nodes are computed inside.
  constexpr base::list<item> run(axis_set open, const base::list<entry>& nodes) {
    // (No conditional expression: g++ 12 deletes the list too early, at times.)
    if (is_innermost(open, nodes)) return run_straight(open, nodes);
    return run_slots(open, nodes);
  }

  constexpr bool is_innermost(axis_set open, const base::list<entry>& nodes) const {
    for (const entry& e : nodes)
      if (!open.includes(nest_of(e, all_[e.node]))) return false;
    return true;
  }
  constexpr base::list<item> run_straight(axis_set open, const base::list<entry>& nodes) {
    base::list<item> items;
    items.reserve(nodes.size() + 16);
    for (const entry& e : nodes) compute(open, e, items);
    return items;
  }

  constexpr base::list<item> run_slots(axis_set open, const base::list<entry>& nodes) {
    const slot_schedule schedule(c_, open, nodes);
    const level& l = schedule.result();
    base::list<int> straight, loops;  // the heads of chains, by slot
    base::list<int> next_straight(l.nodes.size(), -1), next_loop(l.loops.size(), -1);
    for (int p = l.nodes.size() - 1; p >= 0; --p)
      if (l.nodes[p].next_axis < 0) chain(straight, next_straight, l.nodes[p].slot, p);
    for (int i = l.loops.size() - 1; i >= 0; --i) chain(loops, next_loop, l.loops[i].slot, i);

    base::list<item> items;
    for (int slot = 0; slot < straight.size() || slot < loops.size(); ++slot) {
      for (int p = slot < straight.size() ? straight[slot] : -1; p >= 0; p = next_straight[p])
        compute(open, l.nodes[p].what, items);
      for (int i = slot < loops.size() ? loops[slot] : -1; i >= 0; i = next_loop[i])
        run_loop(open, l, i, items);
    }
    for (const placed& x : l.nodes)
      if (x.kept) {
        buffer_[x.what.node] = -1;
        c_.buffered[x.what.node] = 0;
      }
    return items;
  }

  static constexpr void chain(base::list<int>& heads, base::list<int>& next, int slot, int i) {
    while (heads.size() <= slot) heads.push(-1);
    next[i] = heads[slot];
    heads[slot] = i;
  }

  constexpr void run_loop(axis_set open, const level& l, int which, base::list<item>& items) {
    const level_loop& here = l.loops[which];
    const bool is_root = open.empty();
    if (is_root) open_root(here.axis);

    base::list<entry> inside;
    base::list<entry> closing;
    for (int m = here.members; m >= 0; m = l.members[m].next) {
      const auto [what, p, next] = l.members[m];
      inside.push(what);
      if (what.stored) continue;
      const bool kept = l.nodes[p].kept;
      if (l.nodes[p].closes) closing.push(what);
      else if (kept) buffer_[what.node] = make_buffer(what.node, open);
      if (kept) c_.buffered[what.node] = 1;
    }
    loop made;
    made.axis = here.axis;
    made.lanes = here.axis == c_.lane;
    made.accumulators = {t_.accumulators.size(), closing.size()};
    base::list<int> outer(closing.size(),
                          -1);  // the buffers that wait for the results of inner reductions
    for (int i = 0; i < closing.size(); ++i) {
      if (closing[i].save) outer[i] = buffer_[closing[i].node];
      open_accumulator(closing[i].node, open);
    }
    const base::list<item> body = run(open | axis_set::of(here.axis), inside);
    for (const entry& e : inside) place_[e.node] = {};
    shape_body(made, body);
    take_blocks(made);
    made.items = append(body);
    t_.loops.push(made);
    items.push(make_loop_item(t_.loops.size() - 1));

    root_.unroll = std::max(root_.unroll, made.unroll);
    if (is_root) close_root();
    for (int i = 0; i < closing.size(); ++i) {
      close_accumulator(closing[i].node, open);
      if (outer[i] >= 0) save_result(closing[i].node, outer[i], items);
    }
  }

  // The result of a reduction that just closed goes to a buffer of an outer level.
  constexpr void save_result(int n, int outer, base::list<item>& items) {
    const accumulator& a = t_.accumulators[accumulator_[n]];
    if (a.partial.exists()) {
      items.push(make_item(action::save, {}, a.result, n, outer));
      return;
    }
    const buffer& inner = t_.buffers[a.results];
    const reg r = root_.registers.fresh(
        inner.packed || inner.axes.set().has(c_.lane) ? kind::pack : kind::number);
    base::list<item> body{make_item(action::reload, r, {}, n, a.results),
                          make_item(action::save, {}, r, n, outer)};
    for (int d = inner.axes.size - 1; d >= 0; --d) {
      loop made;
      made.axis = inner.axes[d];
      made.lanes = made.axis == c_.lane;
      made.items = append(body);
      t_.loops.push(made);
      body = {make_loop_item(t_.loops.size() - 1)};
    }
    for (const item& i : body) items.push(i);
    buffer_[n] = outer;
  }

  // A cheap body runs on several packs at once, with accumulators of their own: the additions of
  // one pack need not wait for those of another.
  static constexpr void shape_body(loop& l, const base::list<item>& body) {
    int cost = 0;
    bool simple = true;
    l.is_short = body.size() <= 64;
    for (const item& i : body) {
      const int own = i.action == action::compute ? op::about.of[i.code].cost : 1;
      cost += own;
      if (i.action == action::loop) l.is_short = false;
      if (i.action == action::loop || i.action == action::save || own >= 20) simple = false;
      if (i.action == action::store) l.writes = true;
    }
    if (l.lanes && simple) l.unroll = cost <= 24 ? 4 : cost <= 48 ? 2 : 1;
  }

  constexpr void open_root(int axis) {
    root_ = {};
    root_.lane_axis = c_.lane = c_.lanes[axis];
    imports_.clear();
  }
  constexpr void close_root() {
    root_.loop = t_.loops.size() - 1;
    root_.imports = append(imports_);
    t_.roots.push(root_);
    c_.lane = -1;
  }

  // What a node becomes in straight-line code.
  constexpr void compute(axis_set open, const entry& e, base::list<item>& items) {
    const node& n = g_.nodes[e.node];
    item i;
    i.code = n.code;
    i.node = e.node;
    if (e.stored) {
      i.action = action::reload;
      i.target = buffer_[e.node];
    } else if (n.code == op::constant) {
      i.action = action::number;
    } else if (n.code == op::count) {
      i.action = action::count;
    } else if (n.code == op::index) {
      i.action = action::index;
    } else if (n.code == op::input) {
      i.action = action::load;
      i.target = n.input;
    } else if (n.code == op::reindex) {
      i.action = action::reload;
      i.target = buffer_[n.operand[0]];
    } else {
      for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) i.from[k] = operand(n.operand[k]);
      if (about(n).reduction) {
        i.action = action::accumulate;
        i.target = accumulator_[e.node];
        if (t_.accumulators[i.target].long_sum >= 0) open_sums_.push(i.target);
      }
      if (n.code == op::store) i.action = action::store, i.target = n.input;
    }
    if (i.action != action::accumulate && i.action != action::store)
      (open.empty() ? top_place_ : place_)[e.node] = i.to = fresh(n, open);
    items.push(i);
    if (e.save && i.to.exists())
      items.push(make_item(action::save, {}, i.to, e.node, buffer_[e.node]));
  }

  constexpr reg fresh(const node& n, axis_set open) {
    const bool packed = c_.lane >= 0 && open.has(c_.lane) && n.axes.has(c_.lane);
    const kind s = about(n).condition ? (packed ? kind::pack_condition : kind::condition)
                                      : (packed ? kind::pack : kind::number);
    return (open.empty() ? t_.top_registers : root_.registers).fresh(s);
  }

  // Where a node's value is; a top-level value is imported once into each outermost loop.
  constexpr reg operand(int node) {
    const reg inside = place_[node];
    if (inside.exists()) return inside;
    if (c_.lane < 0) return top_place_[node];
    if (imported_[node] < 0 || imported_[node] >= imports_.size() ||
        imports_[imported_[node]].node != node) {
      imported_[node] = imports_.size();
      const bool known = g_.nodes[node].code == op::constant;
      const reg to = root_.registers.fresh(top_place_[node].kind);
      imports_.push(
          make_item(known ? action::number : action::import, to, top_place_[node], node, -1));
    }
    return imports_[imported_[node]].to;
  }

  // A buffer over those axes of a node that are not open. The lane axis is its last, so that lanes
  // are contiguous.
  constexpr int make_buffer(int n, axis_set open) {
    buffer b{.node = n, .shared = open.empty()};
    const axis_set axes = g_.nodes[n].axes - open;
    for (const int a : g_.order)
      if (axes.has(a) && a != c_.lane) b.axes.push(a);
    if (axes.has(c_.lane)) b.axes.push(c_.lane);
    b.packed = open.has(c_.lane) && g_.nodes[n].axes.has(c_.lane);
    t_.buffers.push(b);
    return t_.buffers.size() - 1;
  }

  constexpr void open_accumulator(int n, axis_set open) {
    accumulator a{.node = n};
    const axis_set axes = g_.nodes[n].axes;
    const bool lanes_add = g_.nodes[g_.nodes[n].operand[0]].axes.has(c_.lane);
    a.packed = lanes_add && !axes.has(c_.lane);
    if ((axes - open).empty()) {
      a.partial = root_.registers.fresh(lanes_add ? kind::pack : kind::number);
    } else {
      a.partials = a.results = buffer_[n] = make_buffer(n, open);
      if (open.empty() || a.packed) {  // each chunk, or each lane, has its own partial results
        a.partials = make_buffer(n, open);
        t_.buffers[a.partials].shared = false;
        t_.buffers[a.partials].packed = a.packed;
      }
    }
    if (is_long(g_.nodes[n])) make_room_for_blocks(a, open);
    c_.accumulating[n] = 1;
    accumulator_[n] = t_.accumulators.size();
    t_.accumulators.push(a);
  }
  // Whether a sum may have more terms than lose digits.
  constexpr bool is_long(const node& n) const {
    constexpr std::int64_t few = 128;
    if (n.code != op::code_of<op::sum> && n.code != op::code_of<op::mean>) return false;
    std::int64_t terms = 1;
    for (int a = 0; a < g_.axes.size(); ++a) {
      if (!n.over.has(a)) continue;
      if (g_.axes[a].extent < 0 || terms > few) return true;
      terms *= g_.axes[a].extent;
    }
    return terms > few;
  }
  constexpr void make_room_for_blocks(accumulator& a, axis_set open) {
    a.long_sum = root_.long_sums.count++;
    if (!a.partial.exists()) {
      a.wide = make_buffer(a.node, open);
      t_.buffers[a.wide].shared = false;
      t_.buffers[a.wide].wide = true;
    } else if (a.partial.packed() && !a.packed) {
      a.wide = root_.long_sums.packs++;
    } else {
      a.wide = root_.long_sums.numbers++;
    }
  }

  // A long sum is taken in blocks of the innermost loop that adds to the same number again.
  constexpr void take_blocks(loop& l) {
    l.blocks.first = t_.blocks.size();
    int still_open = 0;
    for (const int a : open_sums_) {
      if (g_.nodes[t_.accumulators[a].node].over.has(l.axis)) {
        t_.blocks.push(a);
        if (a < l.accumulators.first || a >= l.accumulators.first + l.accumulators.count)
          l.counter = l.counter < 0 ? root_.long_sums.counters++ : l.counter;
      } else {
        open_sums_[still_open++] = a;
      }
    }
    l.blocks.count = t_.blocks.size() - l.blocks.first;
    while (open_sums_.size() > still_open) open_sums_.pop();
  }

  constexpr void close_accumulator(int n, axis_set open) {
    accumulator& a = t_.accumulators[accumulator_[n]];
    c_.accumulating[n] = 0;
    if (!a.partial.exists()) return;
    if (open.empty()) {
      a.result = top_place_[n] = t_.top_registers.fresh(kind::number);
    } else {
      a.result = place_[n] = a.packed ? root_.registers.fresh(kind::number) : a.partial;
    }
  }

  constexpr range append(const base::list<item>& items) {
    const range r{t_.items.size(), items.size()};
    for (const item& i : items) t_.items.push(i);
    return r;
  }

  const graph& g_;
  const node* all_;
  tree t_;
  root root_{};
  base::list<item> imports_;
  base::list<int> open_sums_;  // long sums whose blocks have no loop yet
  base::list<reg> place_;      // by node: its register inside the current outermost loop
  base::list<reg> top_place_;  // by node: its register at the top level
  base::list<int> imported_;   // by node: its place among the imports, if it is there
  base::list<int> buffer_;
  base::list<int> accumulator_;
  context c_;
};

constexpr tree make_plan(const graph& g) { return planner(g).result(); }

}  // namespace tapeless::plan
