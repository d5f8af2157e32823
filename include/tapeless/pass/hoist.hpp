// Factors that do not change along a summed axis leave the sum: sum(c * x, n) = c * sum(x, n). This
// reassociates products, so the last digits may differ (docs/numerics.md).
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

// The factors of a product: those that stay in a sum, those that leave it, and those that leave as
// divisors. Those that stay are multiplied from the fewest axes to the most, so that part of the
// product is computed outside the inner loops.
struct factors {
  int stay = -1;
  int leave = -1;
  int divide = -1;
  bool negative = false;
  bool some_leave = false;
};

constexpr factors factors_of(builder& build, int product, axis_set over) {
  constexpr auto mul = op::code_of<op::mul>;
  factors f;
  base::list<int> rest{product}, stay;
  for (int met = 0; !rest.empty(); ++met) {
    const int x = rest.pop();
    const node n = build[x];
    if (n.code == mul && met < 64) {
      rest.push(n.operand[1]);
      rest.push(n.operand[0]);
    } else if (n.code == op::code_of<op::neg>) {
      f.negative = !f.negative;
      rest.push(n.operand[0]);
    } else if (n.code == op::code_of<op::div> && !build[n.operand[1]].axes.meets(over)) {
      f.divide = build.extend(mul, f.divide, n.operand[1]);
      rest.push(n.operand[0]);
    } else if (!n.axes.meets(over)) {
      f.leave = build.extend(mul, f.leave, x);
    } else {
      stay.push(x);
      for (int i = stay.size() - 1;
           i > 0 && build[stay[i]].axes.size() < build[stay[i - 1]].axes.size(); --i)
        std::swap(stay[i], stay[i - 1]);
    }
  }
  for (const int x : stay) f.stay = build.extend(mul, f.stay, x);
  f.some_leave = f.negative || f.leave >= 0 || f.divide >= 0;
  return f;
}

// @post the same values up to rounding; no factor of a sum is constant along all of its axes.
constexpr graph hoist(const graph& g) {
  return rebuild(g, [](builder& build, const node& n, const base::list<int>& place) {
    if (n.code != op::code_of<op::sum>) return build.copy(n, place);
    const factors f = factors_of(build, place[n.operand[0]], n.over);
    if (!f.some_leave) return build.copy(n, place);
    const int inner = f.stay < 0 ? build.constant(1) : f.stay;
    int result = build.reduce(n.code, inner, n.over);
    if (f.leave >= 0) result = build.apply(op::code_of<op::mul>, f.leave, result);
    if (f.divide >= 0) result = build.apply(op::code_of<op::div>, result, f.divide);
    return f.negative ? build.apply(op::code_of<op::neg>, result) : result;
  });
}

}  // namespace tapeless::pass
