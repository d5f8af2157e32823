// A computed tensor that is read by subscripts need not be kept, if it is cheap to compute: it is
// computed again where it is read. So the gradient of a stencil is a stencil, in one loop. What is
// not so cheap, and read at a few steps of the outermost loop before, stays: the loop keeps rows of
// it (plan/slots.hpp).
#pragma once

#include "tapeless/ir/substitute.hpp"
#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

// What it costs to compute a node again along some axes, in additions: more than `most` is as good
// as any. What `stays` costs as much as it takes to read it.
class recomputation {
 public:
  constexpr recomputation(const builder& build, axis_set axes, const base::list<char>& stays)
      : build_(build), axes_(axes), stays_(stays) {}

  constexpr int cost(int x, int most) {
    base::list<int> path{x};
    int total = 0;
    while (!path.empty() && total <= most) {
      const int top = path.pop();
      while (seen_.size() <= top) seen_.push(0);
      const node& n = build_[top];
      if (seen_[top] != 0 || !n.axes.meets(axes_)) continue;
      seen_[top] = 1;
      const bool is_read =
          ir::substitution::is_dear(n) || (top < stays_.size() && stays_[top] != 0);
      total += is_read ? 1 : about(n).cost;
      for (int k = 0; k < n.arity() && !is_read; ++k) path.push(n.operand[k]);
    }
    return total;
  }

 private:
  const builder& build_;
  axis_set axes_;
  const base::list<char>& stays_;
  base::list<char> seen_;
};

// Chooses what stays where a tensor is read: what it is made of that others are made of, too; or
// the tensor itself, if the rest is not cheap, either.
class rows_to_keep {
 public:
  constexpr rows_to_keep(const graph& g, const builder& build, const int* place)
      : g_(g), build_(build), place_(place) {}

  // By node.
  constexpr base::list<char> of(int x, const node& read) const {
    const axis_set axes = build_[x].axes;
    if (!is_read_behind(axes, read)) return {};
    constexpr int worth = 16;
    const base::list<char> is_part = parts_of(x);
    const base::list<int> users = users_of_nodes(x);
    base::list<char> stays(x + 1);
    for (int p = 0; p <= x; ++p)
      if (is_part[p] != 0 && (p == x || users[p] > 1))
        stays[p] = recomputation(build_, axes, stays).cost(p, worth) > worth;
    return stays;
  }

 private:
  // Whether the outermost loop around the reader walks the tensor, at the same step or a few
  // before. (A shorter axis will be walked in the loops of the longer one, pass/align.hpp.)
  constexpr bool is_read_behind(axis_set axes, const node& read) const {
    const int loop = outermost(g_, read.axes);
    for (axis_set rest = axes; !rest.empty(); rest = rest - axis_set::of(rest.first())) {
      const int a = rest.first();
      if (a == loop || ir::longer_axis(g_, a) == loop)
        return ir::steps_behind(g_, axes, read.index, a, loop) >= 0;
    }
    return false;
  }
  // By node: whether it runs along the same axes, and x is made of it.
  constexpr base::list<char> parts_of(int x) const {
    base::list<char> is_part(x + 1);
    is_part[x] = 1;
    for (int p = x; p >= 0; --p) {
      if (is_part[p] == 0) continue;
      const node& n = build_[p];
      is_part[p] = n.axes == build_[x].axes && n.code != op::reindex;
      for (int k = 0; k < n.arity() && is_part[p] != 0; ++k) is_part[n.operand[k]] = 1;
    }
    return is_part;
  }
  // By node, up to x: how many are made of it. (Who reads it elsewhere is not.)
  constexpr base::list<int> users_of_nodes(int x) const {
    base::list<int> users(x + 1);
    const base::list<char> used = used_in(g_);
    for (int i = 0; i < g_.nodes.size(); ++i)
      for (int k = 0; k < g_.nodes[i].arity() && used[i] != 0; ++k) {
        const int of = place_[g_.nodes[i].operand[k]];
        if (of >= 0 && of <= x && g_.nodes[i].code != op::reindex) ++users[of];
      }
    return users;
  }

  const graph& g_;
  const builder& build_;
  const int* place_;
};

// @post the same values.
constexpr graph substitute(const graph& g) {
  if (g.subscripts.empty()) return g;
  constexpr int cheap = 64;
  return rebuild(g, [&](builder& build, const node& n, const int* place) {
    const bool by_subscripts = n.code == op::reindex && (n.guarded || has_subscripts(n.index));
    if (!by_subscripts) return build.copy(n, place);
    const int x = place[n.operand[0]];
    const axis_set axes = build[x].axes;
    const base::list<char> stays = rows_to_keep(g, build, place).of(x, n);
    if (ir::substitution::is_dear(build[x]) ||
        recomputation(build, axes, stays).cost(x, cheap) > cheap)
      return build.copy(n, place);
    return ir::substitution(build, axes, n.index, n.guarded, stays).of(x);
  });
}

}  // namespace tapeless::pass
