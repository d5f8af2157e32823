// A computed tensor that is read by subscripts need not be kept, if it is cheap to compute: it is
// computed again where it is read. So the gradient of a stencil is a stencil, in one loop.
#pragma once

#include "tapeless/ir/substitute.hpp"
#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

// What it costs to compute a node again along some axes, in additions: more than `most` is as good
// as any.
class recomputation {
 public:
  constexpr recomputation(const builder& build, axis_set axes) : build_(build), axes_(axes) {}

  constexpr int cost(int x, int most) {
    base::list<int> path{x};
    int total = 0;
    while (!path.empty() && total <= most) {
      const int top = path.pop();
      while (seen_.size() <= top) seen_.push(0);
      const node& n = build_[top];
      if (seen_[top] != 0 || !n.axes.meets(axes_)) continue;
      seen_[top] = 1;
      total += ir::substitution::is_dear(n) ? 1 : about(n).cost;
      for (int k = 0; k < n.arity() && !ir::substitution::is_dear(n); ++k) path.push(n.operand[k]);
    }
    return total;
  }

 private:
  const builder& build_;
  axis_set axes_;
  base::list<char> seen_;
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
    if (ir::substitution::is_dear(build[x]) || recomputation(build, axes).cost(x, cheap) > cheap)
      return build.copy(n, place);
    return ir::substitution(build, axes, n.index, n.guarded).of(x);
  });
}

}  // namespace tapeless::pass
