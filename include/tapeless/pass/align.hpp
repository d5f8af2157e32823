// An axis that is a shorter part of another, as m of extent(i) - 1 is of i, is walked in the loops
// over that one: a stencil's value is then summed in the loop that stores its gradient. What is
// summed over m becomes a sum over i of the same where i lies inside m, and of 0 elsewhere.
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

class alignment {
 public:
  constexpr explicit alignment(const graph& g) : g_(g), host_(g.axes.size(), -1) {
    for (int a = 0; a < g.axes.size(); ++a) {
      const int longer = ir::longer_axis(g, a);
      if (longer >= 0 && is_stored(longer) && may_move(a, longer)) host_[a] = longer;
    }
  }

  constexpr bool any() const {
    for (const int h : host_)
      if (h >= 0) return true;
    return false;
  }

  constexpr int again(builder& build, const node& n, const int* place) const {
    const axis_set read = n.code == op::reindex ? g_.nodes[n.operand[0]].axes : axis_set();
    if (moved_of(nest_of(n) | read).empty()) return build.copy(n, place);
    if (n.code == op::index) return build.index(host_[n.index[0]]);
    if (n.code == op::input) return build.read(n.input, walked(build, n), true);
    if (n.code == op::inside) return build.inside_or_yes(walked(build, n)[0], n.input);
    if (n.code == op::reindex) {
      const int x = place[n.operand[0]];
      return build.reindex(x, in_order_of(build, n, build[x].axes), n.guarded);
    }
    if (about(n).reduction) return summed(build, n, place[n.operand[0]]);
    return build.copy(n, place);
  }

 private:
  constexpr bool is_stored(int a) const {
    for (const output& o : g_.outputs)
      if (o.axes.set().has(a)) return true;
    return false;
  }
  // Only what is summed can run longer; and no node may run along both.
  constexpr bool may_move(int a, int longer) const {
    if (is_stored(a)) return false;
    for (const node& n : g_.nodes) {
      if (n.code == op::contraction && factors_of(n).has(a)) return false;
      if (n.code == op::count || !nest_of(n).has(a)) continue;
      if (nest_of(n).has(longer)) return false;
      for (int d = 0; d < n.index.size; ++d)
        if (subscript_of(g_, n.index[d]).uneven_axes().has(a)) return false;
      if (about(n).reduction && n.over.has(a) && n.code != op::code_of<op::sum>) return false;
    }
    return true;
  }

  constexpr axis_set factors_of(const node& n) const {
    return g_.nodes[n.operand[0]].axes | g_.nodes[n.operand[1]].axes;
  }

  constexpr axis_set moved_of(axis_set axes) const {
    axis_set moved;
    for (int a = 0; a < host_.size(); ++a)
      if (host_[a] >= 0 && axes.has(a)) moved = moved | axis_set::of(a);
    return moved;
  }
  constexpr ir::subscript step(int axis) const {
    return ir::step_along(host_[axis] >= 0 ? host_[axis] : axis);
  }
  constexpr ir::index_list walked(builder& build, const node& n) const {
    ir::index_list walk;
    for (int d = 0; d < n.index.size; ++d)
      walk.push(build.entry(
          substituted(subscript_of(g_, n.index[d]), [this](int a) { return step(a); })));
    return walk;
  }
  // The index of a tensor whose axes may have another order now.
  constexpr ir::index_list in_order_of(builder& build, const node& n, axis_set now) const {
    const ir::index_list walk = walked(build, n);
    ir::index_list sorted;
    for (int to = 0; to < g_.axes.size(); ++to) {
      int d = 0;
      for (int a = 0; a < g_.axes.size(); ++a) {
        if (!g_.nodes[n.operand[0]].axes.has(a)) continue;
        if (now.has(to) && (host_[a] >= 0 ? host_[a] : a) == to) sorted.push(walk[d]);
        ++d;
      }
    }
    return sorted;
  }

  constexpr int summed(builder& build, const node& n, int x) const {
    axis_set over = n.over;
    int inside = -1;
    for (int a = 0; a < host_.size(); ++a) {
      if (host_[a] < 0 || !n.over.has(a)) continue;
      over = (over - axis_set::of(a)) | axis_set::of(host_[a]);
      const int here = build.inside(ir::step_along(host_[a]), a);
      if (here >= 0) inside = build.extend(op::code_of<op::both>, inside, here);
    }
    if (inside >= 0) x = build.apply(op::code_of<op::where>, inside, x, build.constant(0));
    return build.reduce(n.code, x, over);
  }

  const graph& g_;
  base::list<int> host_;  // by axis: the one in whose loops it is walked, or -1
};

// @post the same values, but for the order in which sums are taken.
constexpr graph align(const graph& g) {
  const alignment aligned(g);
  if (!aligned.any()) return g;
  return rebuild(g, [&](builder& build, const node& n, const int* place) {
    return aligned.again(build, n, place);
  });
}

}  // namespace tapeless::pass
