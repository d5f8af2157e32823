// Gradients on their way through the branches of where(): each counts only where the conditions are
// as its guards say. It is masked when it leaves a branch, not before: so what is infinite or
// undefined in a branch not taken is dropped, never multiplied by 0. (docs/decisions/007_where.md)
#pragma once

#include "tapeless/pass/singular.hpp"

namespace tapeless::pass {

class guards {
 public:
  static constexpr int none = -1;

  constexpr explicit guards(ir::builder& build) : build_(build) {}

  // The guard of a branch, inside of another.
  constexpr int inside(int condition, bool taken, int outer) {
    return inside({condition, taken ? met::where_true : met::where_false, outer});
  }

  // A gradient that was masked is 0 where no branch was taken, and must stay 0: further on it may
  // meet an infinite derivative.
  constexpr int unless_zero(int node, int outer) { return inside({node, met::unless_zero, outer}); }

  // Whether one of two is always met: the two branches of one where().
  constexpr bool are_opposite(int a, int b) const {
    return a != none && b != none && all_[a].condition == all_[b].condition &&
           all_[a].outer == all_[b].outer && all_[a].when != all_[b].when;
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
      const auto [condition, when, outer] = all_[from];
      if (when == met::unless_zero) node = cut_off(build_, condition, node);
      else if (when == met::where_true) node = chosen(condition, node, build_.constant(0));
      else node = chosen(condition, build_.constant(0), node);
    }
    return node;
  }

 private:
  enum class met { where_true, where_false, unless_zero };
  struct guard {
    int condition;
    met when;
    int outer;
    constexpr bool operator==(const guard&) const = default;
  };

  constexpr int inside(const guard& wanted) {
    for (int i = all_.size() - 1; i >= 0 && i >= all_.size() - 8; --i)
      if (all_[i] == wanted) return i;
    all_.push(wanted);
    return all_.size() - 1;
  }
  constexpr int chosen(int condition, int yes, int no) {
    return build_.apply(op::code_of<op::where>, condition, yes, no);
  }

  ir::builder& build_;
  base::list<guard> all_;
};

}  // namespace tapeless::pass
