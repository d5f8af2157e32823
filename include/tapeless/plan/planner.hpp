// Builds the loop tree: level by level, from the outermost loops inwards.
#pragma once

#include <algorithm>

#include "tapeless/plan/levels.hpp"
#include "tapeless/plan/phase.hpp"

namespace tapeless::plan {

// The axis that a contraction has as its columns in place of one that is too short to fill packs:
// the other factor's, if it is long and lies in a row there; or -1.
constexpr int wider_columns(const graph& g, const node& z, int columns) {
  constexpr double few = 16, many = 64;
  if (extent(g, columns) >= few) return -1;
  const ir::index_list& walk = g.nodes[z.operand[g.nodes[z.operand[0]].axes.has(columns)]].index;
  if (walk.size == 0 || !ir::is_axis(walk[walk.size - 1])) return -1;
  const int axis = walk[walk.size - 1];
  const bool is_own = z.axes.has(axis) && !batch_of(g, z).has(axis);
  return is_own && extent(g, axis) >= many ? axis : -1;
}

// The output in whose memory a contraction runs, or -1. Its columns are one factor's alone.
constexpr int output_made_by(const graph& g, int node) {
  if (node < 0 || g.nodes[node].code != op::contraction) return -1;
  for (int o = 0; o < g.outputs.size(); ++o) {
    const ir::index_list& axes = g.outputs[o].axes;
    if (g.outputs[o].node == node && axes.set() == g.nodes[node].axes &&
        !batch_of(g, g.nodes[node]).has(axes[axes.size - 1]) &&
        wider_columns(g, g.nodes[node], axes[axes.size - 1]) < 0)
      return o;
  }
  return -1;
}

// Tensor outputs become nodes, so that they are planned like everything else.
constexpr graph with_stores(const graph& from) {
  graph g = from;
  for (int o = 0; o < g.outputs.size(); ++o) {
    if (output_made_by(from, g.outputs[o].node) == o) continue;
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

// Writes the items of a loop tree whose levels are known.
class planner {
 public:
  constexpr planner(const graph& g, const base::list<depth>& depths)
      : g_(g),
        all_(g.nodes.data()),
        depths_(depths.data()),
        place_list_(g.nodes.size()),
        top_place_list_(g.nodes.size()),
        place_(place_list_.data()),
        top_place_(top_place_list_.data()),
        imported_(g.nodes.size(), -1),
        buffer_(g.nodes.size(), -1),
        accumulator_(g.nodes.size(), -1) {
    t_.items.reserve(2 * g.nodes.size());
    t_.top = append(run_slots(0, 0));
  }

  constexpr const tree& result() const { return t_; }

 private:
  constexpr base::list<item> run_slots(int at_depth, int which) {
    const level& l = depths_[at_depth][which];
    base::list<int> loops;  // the heads of chains, by slot
    base::list<int> next_loop(l.loops.size(), -1);
    for (int i = l.loops.size() - 1; i >= 0; --i) chain(loops, next_loop, l.loops[i].slot, i);

    base::list<item> items;
    for (int slot = 0; slot < l.straight.size() || slot < loops.size(); ++slot) {
      if (slot < l.straight.size()) run_straight(l, l.open, l.straight[slot], items);
      for (int i = slot < loops.size() ? loops[slot] : -1; i >= 0; i = next_loop[i])
        run_loop(at_depth, l, i, items);
    }
    for (const member& m : l.members)
      if (m.kept) buffer_[m.what.node] = -1;
    return items;
  }
  constexpr void run_straight(const level& l, axis_set open, int first, base::list<item>& items) {
    const member* const members = l.members.data();
    for (int m = first; m >= 0; m = members[m].next) compute(open, members[m].what, items);
  }

  static constexpr void chain(base::list<int>& heads, base::list<int>& next, int slot, int i) {
    while (heads.size() <= slot) heads.push(-1);
    next[i] = heads[slot];
    heads[slot] = i;
  }

  constexpr void run_loop(int at_depth, const level& l, int which, base::list<item>& items) {
    const level_loop& here = l.loops[which];
    const axis_set open = l.open;
    const bool is_root = open.empty();
    if (is_root) open_root(here);

    base::list<entry> closing;
    const member* const members = l.members.data();
    for (int m = here.members; m >= 0; m = members[m].next) {
      if (members[m].closes) closing.push(members[m].what);
      else if (members[m].kept)
        buffer_[members[m].what.node] =
            make_buffer(members[m].what.node, open, members[m].what.behind);
    }
    loop made;
    made.axis = here.axis;
    made.lanes = here.axis == lane_ || here.axis == row_lane_;
    made.by_rows = here.axis == row_lane_;
    made.accumulators = {t_.accumulators.size(), closing.size()};
    base::list<int> outer(closing.size(),
                          -1);  // the buffers that wait for the results of inner reductions
    for (int i = 0; i < closing.size(); ++i) {
      if (closing[i].save) outer[i] = buffer_[closing[i].node];
      open_accumulator(closing[i].node, open);
    }
    base::list<item> body;
    if (here.inside >= 0) body = run_slots(at_depth + 1, here.inside);
    else run_straight(l, open | axis_set::of(here.axis), here.members, body);
    for (int m = here.members; m >= 0; m = members[m].next) place_[members[m].what.node] = {};
    shape_body(made, body);
    if (made.lanes && only_keep_rows(body, t_.buffers)) let_overlap(made, body);
    if (is_root) take_steps_before(made, steps_before(g_, l, here), body);
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
    const reg r = root_.registers.fresh(inner.packed || inner.axes.set().has(lane_) ? kind::pack
                                                                                    : kind::number);
    base::list<item> body{make_item(action::reload, r, {}, n, a.results),
                          make_item(action::save, {}, r, n, outer)};
    for (int d = inner.axes.size - 1; d >= 0; --d) {
      loop made;
      made.axis = inner.axes[d];
      made.lanes = made.axis == lane_;
      made.items = append(body);
      t_.loops.push(made);
      body = {make_loop_item(t_.loops.size() - 1)};
    }
    for (const item& i : body) items.push(i);
    buffer_[n] = outer;
  }

  constexpr void let_overlap(loop& l, const base::list<item>& body) {
    l.overlaps = true;
    l.phase = most_read_shift(g_, body, l.axis);
    for (const item& i : body)
      if (i.action == action::save) t_.buffers[i.target].phase = l.phase;
  }

  // A chunk begins with the steps before its own whose rows it reads.
  constexpr void take_steps_before(loop& l, int steps, const base::list<item>& body) {
    l.behind = steps;
    int inside = 0;
    for (int i = 0; i < body.size() && steps > 0; ++i) {
      if (body[i].action != action::loop) continue;
      ++inside;
      if (keeps_rows(t_.loops[body[i].target])) l.fill = inside;
    }
  }
  constexpr bool keeps_rows(const loop& l) const {
    for (int i = l.items.first; i < l.items.first + l.items.count; ++i) {
      const item& it = t_.items[i];
      if (it.action == action::loop && keeps_rows(t_.loops[it.target])) return true;
      if (it.action == action::save && t_.buffers[it.target].behind > 0) return true;
    }
    return false;
  }

  static constexpr int as_of_step = -1;  // how many packs a step has is not known yet

  // A cheap body runs on several packs at once, with accumulators of their own: the additions of
  // one pack need not wait for those of another.
  constexpr void shape_body(loop& l, const base::list<item>& body) const {
    int cost = 0, inside = 0;
    bool simple = true;
    for (const item& i : body) {
      const int own = i.action == action::compute ? op::about.of[i.code].cost : 1;
      cost += own;
      if (i.action == action::loop) inside += size_inside(t_.loops[i.target].items);
      if (i.action == action::loop || i.action == action::save || own >= 20) simple = false;
      if (i.action == action::store || i.code == op::scatter) l.writes = true;
    }
    l.is_short = body.size() + inside <= (inside == 0 ? 64 : 24);
    if (l.lanes && simple && row_lane_ < 0) l.unroll = cost <= 24 ? 4 : cost <= 48 ? 2 : 1;
    if (l.lanes && inside > 0 && row_lane_ < 0)
      l.unroll = packs_for_loops(l.axis, body, body.size() + inside);
  }
  // So does a body with loops in it, unless it is long: they run once for several packs, and what
  // these share is read once. What a loop holds of each pack must stay in registers, of which the
  // smallest processors have 16; and the lanes should be enough for several packs.
  constexpr int packs_for_loops(int axis, const base::list<item>& body, int size) const {
    constexpr int long_body = 64, registers = 16;
    constexpr double few_lanes = 64;
    if (size > long_body || extent(g_, axis) < few_lanes) return 1;
    int held = 0;
    for (const item& i : body)
      if (i.action == action::loop) held = std::max(held, most_held(t_.loops[i.target]));
    int packs = 4;
    while (packs > 1 && held * packs + packs + 1 > registers) packs /= 2;
    return packs;
  }
  // How many packs a loop, or one inside it, holds from step to step.
  constexpr int most_held(const loop& l) const {
    base::list<int> held;
    int most = 0;
    for (int i = l.items.first; i < l.items.first + l.items.count; ++i) {
      const item& it = t_.items[i];
      if (it.action == action::loop) most = std::max(most, most_held(t_.loops[it.target]));
      if (it.action == action::accumulate) hold(t_.accumulators[it.target].partial, l, held);
      for (const reg& r : it.from) hold(r, l, held);
    }
    return std::max(most, held.size());
  }
  // (What its own items make is not held.)
  constexpr void hold(reg r, const loop& l, base::list<int>& held) const {
    if (!r.exists() || !r.packed()) return;
    for (int i = l.items.first; i < l.items.first + l.items.count; ++i)
      if (t_.items[i].to.id == r.id && t_.items[i].to.kind == r.kind) return;
    const int key = 4 * r.id + static_cast<int>(r.kind);
    for (const int h : held)
      if (h == key) return;
    held.push(key);
  }
  // How many items there are, in loops inside too.
  constexpr int size_inside(range items) const {
    int size = items.count;
    for (int i = items.first; i < items.first + items.count; ++i)
      if (t_.items[i].action == action::loop)
        size += size_inside(t_.loops[t_.items[i].target].items);
    return size;
  }

  constexpr void open_root(const level_loop& here) {
    row_lane_ = walks_rows(here) ? here.lane : -1;
    root_ = {};
    root_.lane_axis = lane_ = row_lane_ >= 0 ? here.axis : here.lane;
    imports_.clear();
  }
  // Whether each step of an outermost loop is a row of the loops inside, which all have the lane
  // axis, add something up, and nothing between them is kept by row: then the steps are lanes of
  // what is not in these loops (emit/rows.hpp).
  constexpr bool walks_rows(const level_loop& here) const {
    if (here.lane < 0 || here.lane == here.axis || here.inside < 0) return false;
    const level& inside = depths_[1][here.inside];
    for (const level_loop& l : inside.loops)
      if (l.axis != here.lane || l.inside >= 0) return false;
    bool adds_up = false;
    for (const member& m : inside.members) {
      if (m.kept || !is_plain(all_[m.what.node], axis_set::of(here.axis) | axis_set::of(here.lane)))
        return false;
      adds_up = adds_up || m.closes;
    }
    return adds_up;
  }
  // Whether a node is read where it lies, and is no reduction over all of the axes.
  constexpr bool is_plain(const node& n, axis_set axes) const {
    if (n.code == op::scatter || n.code == op::index || n.code == op::inside || n.guarded ||
        n.over.includes(axes))
      return false;
    for (int d = 0; d < n.index.size; ++d)
      if (!ir::is_axis(n.index[d])) return false;
    return true;
  }
  constexpr void close_root() {
    root_.loop = t_.loops.size() - 1;
    root_.imports = append(imports_);
    for (buffer& b : t_.buffers)
      if (b.packs == as_of_step) b.packs = root_.unroll;
    t_.roots.push(root_);
    lane_ = row_lane_ = -1;
  }
  // The lane axis of what walks some axes.
  constexpr int lane_of(axis_set axes) const {
    return row_lane_ >= 0 && axes.has(row_lane_) ? row_lane_ : lane_;
  }

  // What a node becomes in straight-line code.
  constexpr void compute(axis_set open, const entry& e, base::list<item>& items) {
    const node& n = all_[e.node];
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
    } else if (n.code == op::inside) {
      i.action = action::inside;
    } else if (n.code == op::input) {
      i.action = action::load;
      i.target = n.input;
    } else if (n.code == op::reindex) {
      i.action = action::reload;
      i.target = buffer_[n.operand[0]];
    } else if (n.code == op::contraction) {
      i.action = action::contract;
      i.target = make_contraction(e.node);
      items.push(i);
      return;
    } else {
      for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) i.from[k] = operand(n.operand[k]);
      if (op::about.of[n.code].reduction) {
        i.action = action::accumulate;
        i.target = accumulator_[e.node];
        if (t_.accumulators[i.target].long_sum >= 0) open_sums_.push(i.target);
      }
      if (n.code == op::store) i.action = action::store, i.target = n.input;
    }
    if (i.action != action::accumulate && i.action != action::store)
      (open.empty() ? top_place_ : place_)[e.node] = i.to = fresh(n, open);
    items.push(i);
    if (e.save && i.to.id >= 0)
      items.push(make_item(action::save, {}, i.to, e.node, buffer_[e.node]));
  }

  constexpr reg fresh(const node& n, axis_set open) {
    const int lane = lane_of(open);
    const bool packed = lane >= 0 && open.has(lane) && n.axes.has(lane);
    const kind s = op::about.of[n.code].condition
                       ? (packed ? kind::pack_condition : kind::condition)
                       : (packed ? kind::pack : kind::number);
    return (open.empty() ? t_.top_registers : root_.registers).fresh(s);
  }

  // Where a node's value is; a top-level value is imported once into each outermost loop.
  constexpr reg operand(int node) {
    if (place_[node].id >= 0) return place_[node];
    if (lane_ < 0) return top_place_[node];
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
  constexpr int make_buffer(int n, axis_set open, int behind = 0) {
    buffer b{.node = n, .shared = open.empty() && behind == 0, .behind = behind};
    const axis_set axes = g_.nodes[n].axes - open;
    const int lane = lane_of(axes);
    for (const int a : g_.order)
      if (axes.has(a) && a != lane) b.axes.push(a);
    if (axes.has(lane)) b.axes.push(lane);
    b.packed = open.has(lane) && g_.nodes[n].axes.has(lane);
    if (b.packed) b.packs = as_of_step;
    t_.buffers.push(b);
    return t_.buffers.size() - 1;
  }

  constexpr int make_contraction(int n) {
    const node& z = all_[n];
    contraction made{n, factor_of(z.operand[0]), factor_of(z.operand[1]), t_.buffers.size()};
    if (z.operand[2] >= 0) made.times = operand(z.operand[2]);
    buffer b{.node = n, .shared = true, .output = output_made_by(g_, n)};
    b.axes = b.output >= 0 ? g_.outputs[b.output].axes : layout_of(n);
    if (all_[z.operand[0]].axes.has(b.axes[b.axes.size - 1])) std::swap(made.a, made.b);
    buffer_[n] = made.result;
    t_.buffers.push(b);
    t_.contractions.push(made);
    return t_.contractions.size() - 1;
  }
  constexpr factor factor_of(int n) const {
    const int tensor = lies_evenly(g_, all_[n]) ? all_[n].operand[0] : n;
    return {n, tensor < 0 ? -1 : buffer_[tensor]};
  }
  // The axes of its own buffer: those of the batch first, and last the lane axis of the loop that
  // reads it first.
  constexpr ir::index_list layout_of(int n) const {
    const axis_set all = all_[n].axes, batch = batch_of(g_, all_[n]);
    int column = lane_of_first_reader(n);
    const bool is_column = column >= 0 && all.has(column) && !batch.has(column);
    if (const int wider = is_column ? wider_columns(g_, all_[n], column) : -1; wider >= 0)
      column = wider;
    ir::index_list axes;
    for (const int a : g_.order)
      if (batch.has(a)) axes.push(a);
    for (const int a : g_.order)
      if (all.has(a) && !batch.has(a) && !(is_column && a == column)) axes.push(a);
    if (is_column) axes.push(column);
    return axes;
  }
  constexpr int lane_of_first_reader(int n) const {
    const level& l = depths_[0][0];
    const member* const members = l.members.data();
    const level_loop* first = nullptr;
    for (const level_loop& loop : l.loops) {
      if (first != nullptr && first->slot <= loop.slot) continue;
      for (int m = loop.members; m >= 0; m = members[m].next)
        if (members[m].what.node == n) first = &loop;
    }
    return first == nullptr ? -1 : first->lane;
  }

  constexpr void open_accumulator(int n, axis_set open) {
    accumulator a{.node = n};
    const axis_set axes = g_.nodes[n].axes;
    const int lane = lane_of(nest_of(g_.nodes[n]));
    const bool lanes_add = g_.nodes[g_.nodes[n].operand[0]].axes.has(lane);
    a.packed = lanes_add && !axes.has(lane) && g_.nodes[n].code != op::scatter;
    if ((axes - open).empty()) {
      a.partial = root_.registers.fresh(lanes_add ? kind::pack : kind::number);
    } else {
      a.partials = a.results = buffer_[n] = make_buffer(n, open);
      if (open.empty() || a.packed) {  // each chunk, or each lane, has its own partial results
        a.partials = make_buffer(n, open);
        t_.buffers[a.partials].shared = false;
        t_.buffers[a.partials].packed = a.packed;
        t_.buffers[a.partials].packs = 1;
      }
    }
    const bool of_row = row_lane_ >= 0 && !open.empty();
    if (is_long(g_.nodes[n]) && !of_row) make_room_for_blocks(a, open);
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
      if ((all_[t_.accumulators[a].node].over.bits >> l.axis & 1U) != 0) {
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
    if (!a.partial.exists()) return;
    if (open.empty()) {
      a.result = top_place_[n] = t_.top_registers.fresh(kind::number);
    } else {
      const bool of_row = row_lane_ >= 0;  // (each row has a lane of the loop around)
      a.result = place_[n] =
          a.packed ? root_.registers.fresh(of_row ? kind::pack : kind::number) : a.partial;
    }
  }

  constexpr range append(const base::list<item>& items) {
    const range r{t_.items.size(), items.size()};
    t_.items.append(items);
    return r;
  }

  const graph& g_;
  const node* all_;
  const depth* depths_;
  tree t_;
  root root_{};
  int lane_ = -1;      // of the current outermost loop
  int row_lane_ = -1;  // of the loops in it that walk its lanes as rows
  base::list<item> imports_;
  base::list<int> open_sums_;  // long sums whose blocks have no loop yet
  base::list<reg> place_list_, top_place_list_;
  reg* place_;                // by node: its register inside the current outermost loop
  reg* top_place_;            // by node: its register at the top level
  base::list<int> imported_;  // by node: its place among the imports, if it is there
  base::list<int> buffer_;
  base::list<int> accumulator_;
};

constexpr tree make_plan(const graph& g, const base::list<depth>& depths) {
  return planner(g, depths).result();
}
constexpr tree make_plan(const graph& g) { return make_plan(g, all_depths(g)); }

}  // namespace tapeless::plan
