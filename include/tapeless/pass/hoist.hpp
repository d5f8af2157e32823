// Factors that do not change along a summed axis leave the sum: sum(g * x, n) = g * sum(x, n). Not
// any factor: one that keeps the terms in range must stay (x = 1e35, s = 1e-30, in float). Counts
// and moderate constants leave, and in what was derived also what flows back into the sum from
// outside, and tensors. This reassociates products, so the last digits may differ
// (docs/numerics.md).
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

// The factors of a product under a sum: those that stay, those that leave it, and those that leave
// as divisors. Those that stay are multiplied from the fewest axes to the most, so that part of the
// product is computed outside the inner loops.
struct factors {
  int stay = -1;
  int leave = -1;
  int divide = -1;
  bool negative = false;
  bool some_move = false;  // they leave, or out of the loops
};

class factoring {
 public:
  constexpr factoring(builder& build, axis_set over, bool derived)
      : build_(build), over_(over), derived_(derived) {}

  constexpr factors of(int product) {
    factors f;
    base::list<int> rest{product}, stay;
    for (int met = 0; !rest.empty(); ++met) {
      const int x = rest.pop();
      const node n = build_[x];
      if (leaves(n)) {
        f.leave = build_.extend(mul, f.leave, x);
      } else if (n.code == mul && met < 64 && is_open(x)) {
        rest.push(n.operand[1]);
        rest.push(n.operand[0]);
      } else if (n.code == op::code_of<op::neg>) {
        f.negative = !f.negative;
        rest.push(n.operand[0]);
      } else if (n.code == op::code_of<op::div> && leaves_as_divisor(build_[n.operand[1]])) {
        f.divide = build_.extend(mul, f.divide, n.operand[1]);
        rest.push(n.operand[0]);
      } else {
        f.some_move = f.some_move || !n.axes.meets(over_);
        insert(stay, x);
      }
    }
    for (const int x : stay) f.stay = build_.extend(mul, f.stay, x);
    f.some_move = f.some_move || f.negative || f.leave >= 0 || f.divide >= 0;
    return f;
  }

 private:
  static constexpr op::code mul = op::code_of<op::mul>;

  // What the user wrote as a product is one factor of what is derived from it, if none of its own
  // leaves.
  constexpr bool is_open(int id) const {
    return !derived_ || !build_.is_written(id) || leaves(build_[build_[id].operand[0]]) ||
           leaves(build_[build_[id].operand[1]]);
  }

  // A constant of at most three digits takes no more than as many of the range away.
  static constexpr bool is_moderate(const node& n) {
    constexpr double most = 1024;
    const double size = n.number < 0 ? -n.number : n.number;
    return n.code == op::constant && size <= most && size >= 1 / most;
  }
  constexpr bool leaves(const node& n) const {
    if (n.axes.meets(over_)) return false;
    return n.code == op::count || is_moderate(n) ||
           (derived_ && (n.from_outside || !n.axes.empty()));
  }
  constexpr bool leaves_as_divisor(const node& n) const {
    return leaves(n) || (derived_ && !n.axes.meets(over_));
  }

  constexpr void insert(base::list<int>& sorted, int x) const {
    sorted.push(x);
    for (int i = sorted.size() - 1;
         i > 0 && build_[sorted[i]].axes.size() < build_[sorted[i - 1]].axes.size(); --i)
      std::swap(sorted[i], sorted[i - 1]);
  }

  builder& build_;
  axis_set over_;
  bool derived_;
};

// @post the same values up to rounding; no factor of a sum may leave it.
constexpr graph hoist(const graph& g) {
  return rebuild(g, [&g](builder& build, const node& n, const base::list<int>& place) {
    constexpr auto sum = op::code_of<op::sum>, mean = op::code_of<op::mean>;
    if (n.code != sum && n.code != mean) return build.copy(n, place);
    const bool derived = &n - g.nodes.data() >= g.written;
    factors f = factoring(build, n.over, derived).of(place[n.operand[0]]);
    if (!f.some_move) return build.copy(n, place);
    const int inner = f.stay < 0 ? build.constant(1) : f.stay;
    const bool averages = n.code == sum && f.divide >= 0 && build[f.divide].code == op::count &&
                          build[f.divide].over == n.over;
    if (averages) f.divide = -1;
    int result = build.reduce(averages ? mean : n.code, inner, n.over);
    if (f.leave >= 0) result = build.apply(op::code_of<op::mul>, f.leave, result);
    if (f.divide >= 0) result = build.apply(op::code_of<op::div>, result, f.divide);
    return f.negative ? build.apply(op::code_of<op::neg>, result) : result;
  });
}

}  // namespace tapeless::pass
