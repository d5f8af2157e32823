// Gradients on their way through the branches of where(): each counts only where the conditions are
// as its guards say. It is masked when it leaves a branch, not before: so what is infinite or
// undefined in a branch not taken is dropped, never multiplied by 0. (docs/decisions/007_where.md)
#pragma once

#include "tapeless/ir/builder.hpp"

namespace tapeless::pass {

class guards {
 public:
  static constexpr int none = -1;

  constexpr explicit guards(ir::builder& build) : build_(build) {}

  // The guard of a branch, inside of another.
  constexpr int inside(int condition, bool taken, int outer) {
    for (int i = all_.size() - 1; i >= 0 && i >= all_.size() - 8; --i)
      if (all_[i].condition == condition && all_[i].taken == taken && all_[i].outer == outer)
        return i;
    all_.push({condition, taken, outer});
    return all_.size() - 1;
  }

  // A gradient that was masked is 0 where no branch was taken, and must stay 0: further on it may
  // meet an infinite derivative.
  constexpr int unless_zero(int node, int outer) { return inside(is_zero(node), false, outer); }

  // Whether one of two is always met: the two branches of one where().
  constexpr bool are_opposite(int a, int b) const {
    return a != none && b != none && all_[a].condition == all_[b].condition &&
           all_[a].outer == all_[b].outer && all_[a].taken != all_[b].taken;
  }

  // The innermost guard inside of which both are.
  constexpr int common(int a, int b) const {
    for (; a != none; a = all_[a].outer)
      for (int c = b; c != none; c = all_[c].outer)
        if (a == c) return a;
    return none;
  }

  // The innermost guard, of this one and those around it, that does not change along some axes; nor
  // does any around it.
  constexpr int constant_along(ir::axis_set axes, int innermost) const {
    int constant = innermost;
    for (int i = innermost; i != none; i = all_[i].outer)
      if (build_[all_[i].condition].axes.meets(axes)) constant = all_[i].outer;
    return constant;
  }

  // A gradient taken out of some guards: 0 where they are not met.
  constexpr int masked(int node, int from, int until) {
    for (; from != until; from = all_[from].outer) {
      const int zero = build_.constant(0);
      const auto [condition, taken, outer] = all_[from];
      if (condition == is_zero(node) && !taken) continue;  // 0 where it is 0: no change
      node = taken ? build_.apply(where, condition, node, zero)
                   : build_.apply(where, condition, zero, node);
    }
    return node;
  }

 private:
  struct guard {
    int condition;
    bool taken;
    int outer;
  };
  static constexpr op::code where = op::code_of<op::where>;

  constexpr int is_zero(int node) {
    return build_.apply(op::code_of<op::equal>, node, build_.constant(0));
  }

  ir::builder& build_;
  base::list<guard> all_;
};

}  // namespace tapeless::pass
