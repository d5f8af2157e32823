// What every plan must satisfy: nothing is read before all of it is written.
#pragma once

#include "tapeless/plan/plan.hpp"

namespace tapeless::plan {

// Walks a plan in the order in which it runs.
template <class Tree>
class verifier {
 public:
  constexpr verifier(const ir::graph& g, const Tree& t)
      : g_(g), t_(t), top_(registers_of(t.top_registers)), written_(t.buffers.size), law_() {
    walk(t.top);
  }

  constexpr std::string_view broken_law() const { return law_; }

 private:
  // The loops in which a buffer is filled, from the outermost.
  struct filling {
    base::list<int> loops{};
    bool begun = false;
  };
  using register_list = base::list<char>;

  static constexpr register_list registers_of(const register_count& count) {
    int most = 0;
    for (const int of : count.of) most = of > most ? of : most;
    return register_list(4 * most + 4, 0);
  }
  static constexpr int place_of(reg r) { return 4 * r.id + static_cast<int>(r.kind); }

  // (No std::string_view: its length would be counted in each call.)
  constexpr void must(bool holds, const char* law) {
    if (!holds && law_.empty()) law_ = law;
  }

  constexpr void walk(range items) {
    for (int i = items.first; i < items.first + items.count; ++i) {
      const item& it = t_.items[i];
      if (it.action == action::loop) walk_loop(it.target);
      else walk_item(it);
    }
  }

  constexpr void walk_loop(int which) {
    const bool is_root = path_.empty();
    if (is_root) enter_root(which);
    path_.push(which);
    for (int a = 0; a < t_.loops[which].accumulators.count; ++a)
      give(t_.accumulators[t_.loops[which].accumulators.first + a].partial);
    walk(t_.loops[which].items);
    path_.pop();
    for (int a = 0; a < t_.loops[which].accumulators.count; ++a)
      close(t_.accumulators[t_.loops[which].accumulators.first + a], which);
  }

  constexpr void enter_root(int loop) {
    for (int r = 0; r < t_.roots.size; ++r) {
      if (t_.roots[r].loop != loop) continue;
      inside_ = registers_of(t_.roots[r].registers);
      const range imports = t_.roots[r].imports;
      for (int i = imports.first; i < imports.first + imports.count; ++i) {
        if (t_.items[i].action == action::import) must_be_given(top_, t_.items[i].from[0]);
        give(t_.items[i].to, true);
      }
    }
  }

  // A reduction is complete when its loop closes, and not before.
  constexpr void close(const accumulator& a, int loop) {
    give(a.result);
    if (a.results < 0) return;
    written_[a.results].loops = path_;
    written_[a.results].loops.push(loop);
    written_[a.results].begun = true;
  }

  constexpr void walk_item(const item& it) {
    const register_list& given = path_.empty() ? top_ : inside_;
    for (const reg& r : it.from)
      if (r.exists()) must_be_given(given, r);
    if (it.action == action::reload) must_be_written(it);
    if (it.action == action::contract) walk_contraction(t_.contractions[it.target]);
    if (it.action == action::save) {
      ir::axis_set walked;
      for (const int l : path_) walked = walked | ir::axis_set::of(t_.loops[l].axis);
      must(walked.includes(t_.buffers[it.target].axes.set()), "all of a buffer is filled");
      written_[it.target].loops = path_;
      written_[it.target].begun = true;
    }
    give(it.to);
  }

  constexpr void walk_contraction(const contraction& c) {
    must(path_.empty(), "a contraction runs between outermost loops");
    if (c.times.exists()) must_be_given(top_, c.times);
    for (const factor& f : {c.a, c.b})
      must(f.buffer < 0 || written_[f.buffer].begun, "a tensor is made before it is contracted");
    written_[c.result].begun = true;
  }

  // Along each axis of the buffer, either the loop that wrote is over, or the element that is read
  // is the one that was just written.
  constexpr void must_be_written(const item& it) {
    const buffer& b = t_.buffers[it.target];
    const filling& f = written_[it.target];
    must(f.begun, "a buffer is filled before it is read");
    const ir::node& n = g_.nodes[it.node];
    const ir::index_list read = reads_elsewhere(it, n, b)
                                    ? ir::replaced(b.axes, g_.nodes[n.operand[0]].axes, n.index)
                                    : b.axes;
    for (int l = 0; l < f.loops.size() && l < path_.size() && f.loops[l] == path_[l]; ++l)
      for (int d = 0; d < b.axes.size; ++d)
        must(b.axes[d] != t_.loops[path_[l]].axis || read[d] == b.axes[d] ||
                 (l == 0 && d == 0 && is_behind(b, n)),
             "what is read along other axes is complete");
  }

  constexpr bool is_behind(const buffer& b, const ir::node& n) const {
    const int steps = ir::steps_behind(g_, b.axes.set(), n.index, b.axes[0], b.axes[0]);
    return steps >= 0 && steps <= b.behind;
  }

  constexpr void must_be_given(const register_list& given, reg r) {
    must(given[place_of(r)] != 0, "a register is given before it is used");
  }
  constexpr void give(reg r, bool to_root = false) {
    if (r.exists()) (path_.empty() && !to_root ? top_ : inside_)[place_of(r)] = 1;
  }

  const ir::graph& g_;
  const Tree& t_;
  base::list<int> path_;  // the open loops
  register_list top_, inside_;
  base::list<filling> written_;
  std::string_view law_;
};

// An empty view if the plan is sound, else the law that it breaks. The tree is a frozen one.
template <class Tree>
constexpr std::string_view broken_law(const ir::graph& g, const Tree& t) {
  return verifier<Tree>(g, t).broken_law();
}

}  // namespace tapeless::plan
