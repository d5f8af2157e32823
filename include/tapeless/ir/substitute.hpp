// The same formula elsewhere: a graph's node with the steps along some axes replaced by subscripts.
#pragma once

#include <utility>

#include "tapeless/ir/builder.hpp"

namespace tapeless::ir {

class substitution {
 public:
  // The d-th of the axes, in the graph's table, is walked by index[d]. `guarded`: where that lies
  // outside, the value does not matter. `stays`, by node: whether it is read elsewhere as it is.
  constexpr substitution(builder& build, axis_set axes, const index_list& index, bool guarded,
                         base::list<char> stays = {})
      : build_(build), axes_(axes), index_(index), guarded_(guarded), stays_(std::move(stays)) {}

  // What is dear to compute stays, and is read elsewhere instead.
  static constexpr bool is_dear(const node& n) {
    constexpr int dear = 12;
    return about(n).reduction || about(n).composite || about(n).cost >= dear;
  }

  constexpr int of(int x) {
    base::list<int> path{x};  // compilers stop at 512 nested calls
    while (!path.empty()) {
      const int top = path.back();
      const node n = build_[top];
      int waits = -1;
      const bool opened = opens(top, n);
      for (int k = 0; k < n.arity() && waits < 0 && opened; ++k)
        if (find(n.operand[k]) < 0) waits = n.operand[k];
      if (waits >= 0) {
        path.push(waits);
        continue;
      }
      path.pop();
      if (find(top) < 0) set(top, opened ? applied(n) : elsewhere(top, n));
    }
    return find(x);
  }

 private:
  // Whether it is made again from its operands.
  constexpr bool opens(int x, const node& n) const {
    if (x < stays_.size() && stays_[x] != 0) return false;
    return n.arity() > 0 && n.code != op::reindex && n.axes.meets(axes_) && !is_dear(n) &&
           !(is_repeated(n) && rests_on_dear(x));
  }
  // Whether it is read at more places than it has elements: along more axes, unless they are parts
  // of one, as those of windows side by side.
  constexpr bool is_repeated(const node& n) const {
    axis_set walked = n.axes - axes_;
    int d = 0;
    for (axis_set rest = axes_; !rest.empty(); rest = rest - axis_set::of(rest.first()), ++d)
      if (n.axes.has(rest.first())) walked = walked | build_.axes_along(index_[d]);
    return walked.size() > n.axes.size() && build_.elements(walked) > build_.elements(n.axes);
  }
  // Whether something as large would be kept instead of it.
  constexpr bool rests_on_dear(int x) const {
    base::list<int> path{x};
    base::list<char> seen;
    while (!path.empty()) {
      const node n = build_[path.pop()];
      for (int k = 0; k < n.arity(); ++k) {
        const int y = n.operand[k];
        if (!(build_[y].axes == n.axes)) continue;
        if (is_dear(build_[y])) return true;
        while (seen.size() <= y) seen.push(0);
        if (seen[y] == 0) path.push(y);
        seen[y] = 1;
      }
    }
    return false;
  }
  constexpr int applied(const node& n) {
    int operand[3] = {-1, -1, -1};
    for (int k = 0; k < n.arity(); ++k) operand[k] = find(n.operand[k]);
    if (is_own(n.code)) return build_.own(n.own, operand[0], operand[1]);
    return build_.apply(n.code, operand[0], operand[1], operand[2]);
  }

  constexpr int elsewhere(int x, const node& n) {
    if (!n.axes.meets(axes_)) return x;
    if (n.code == op::inside) {
      const index_list moved = build_.compose(n.index, axes_, index_);
      if (moved.size == 1) return build_.inside_or_yes(moved[0], n.input);
    }
    if (n.code == op::reindex) {
      const index_list moved = build_.compose(n.index, n.axes, instead_of(n.axes));
      if (moved.size == n.index.size)
        return build_.reindex(n.operand[0], moved, guarded_ || n.guarded);
    }
    return about(n).condition ? condition_elsewhere(x, n)
                              : build_.reindex(x, instead_of(n.axes), guarded_);
  }
  // (What is kept and read elsewhere is a number.)
  constexpr int condition_elsewhere(int x, const node& n) {
    const int one = build_.constant(1);
    const int number = build_.apply(op::code_of<op::where>, x, one, build_.constant(0));
    return build_.apply(op::code_of<op::equal>, one,
                        build_.reindex(number, instead_of(n.axes), guarded_));
  }

  // What walks some axes now.
  constexpr index_list instead_of(axis_set some) const {
    index_list walk;
    int d = 0;
    for (int a = 0; a < max_axes; ++a) {
      const bool replaced = axes_.has(a);
      if (some.has(a)) walk.push(replaced ? index_[d] : a);
      if (replaced) ++d;
    }
    return walk;
  }

  constexpr int find(int x) const { return x < place_.size() ? place_[x] - 1 : -1; }
  constexpr void set(int x, int now) {
    while (place_.size() <= x) place_.push(0);
    place_[x] = now + 1;
  }

  builder& build_;
  axis_set axes_;
  index_list index_;
  bool guarded_;
  base::list<char> stays_;
  base::list<int> place_;  // by node: what it is elsewhere, and one
};

}  // namespace tapeless::ir
