// The adjoint of a read: what flows to x(e(s)), one number for each s, brought home to x. The
// gradient by x(j) is the sum of it over all s with e(s) = j. So the subscripts are solved for as
// many axes as there are equations: where they can be, no element is added to twice, and the
// gradient of a stencil is a stencil. (What is left is compared: the diagonal of a matrix is where
// both of its axes are equal.)
#pragma once

#include "tapeless/ir/substitute.hpp"

namespace tapeless::pass {

class read_adjoint {
 public:
  constexpr read_adjoint(ir::graph& g, ir::builder& build, const ir::index_list& read,
                         const ir::index_list& declared)
      : g_(g),
        build_(build),
        declared_(declared),
        left_(axes_of(g, read)),
        solution_(g.axes.size()) {
    for (int d = 0; d < read.size; ++d)
      equations_.push({subscript_of(g, read[d]), -1 * ir::step_along(declared[d]), false});
    for (ir::subscript& s : solution_) s.exists = false;
    for (const bool alone : {true, false})
      for (int d = 0; d < read.size; ++d)
        if (!equations_[d].solved && (!alone || equations_[d].read.axes().size() == 1)) solve(d);
    name_what_is_left();
  }

  // x, over axes of the read, as a tensor over the declared axes.
  constexpr int of(int x) {
    const int condition = conditions();
    ir::axis_set over = summed_;
    if (is_summed_on(build_[x])) {
      over = over | build_[x].over;
      x = elsewhere(build_[x].operand[0]);
    } else if (build_[x].axes.size() > ir::max_rank) {  // (an index list would not hold them)
      x = elsewhere(x);
    } else {
      const ir::index_list walk = walk_of(build_[x].axes);
      if (walk.size > 0) x = build_.reindex(x, walk, outside_);
    }
    if (condition >= 0) x = build_.apply(op::code_of<op::where>, condition, x, build_.constant(0));
    return build_.reduce(op::code_of<op::sum>, x, over);
  }

 private:
  // read + declared = 0, in steps along the axes of the read and along the declared ones. (An axis
  // may be both, and means another thing in each.)
  struct equation {
    ir::subscript read, declared;
    bool solved = false;
  };

  constexpr void solve(int d) {
    const int axis = best_axis(d);
    if (axis < 0) return;
    equation& e = equations_[d];
    if (const int digit = digit_beside(axis, d); digit >= 0) return solve_digits(d, axis, digit);
    const std::int64_t times = e.read.times(axis);
    const ir::subscript rest = e.read - times * ir::step_along(axis);
    e.read = -times / size(times) * rest;
    e.declared = -times / size(times) * e.declared;
    e.read.divisor = e.declared.divisor = size(times);
    e.solved = true;
    left_ = left_ - ir::axis_set::of(axis);
    solved_axes_.push(axis);
    may_be_outside_.push(axis);
    solved_by_.push(d);
    for (int other = 0; other < equations_.size(); ++other)
      if (other != d) replace(equations_[other], axis, e);
  }

  // The axis p of t m + p where p < t: there each element is read once at most, and both are found
  // from where it is. -1: there is none.
  constexpr int digit_beside(int axis, int d) const {
    const ir::subscript& read = equations_[d].read;
    const ir::axis_set others = read.axes() - ir::axis_set::of(axis);
    if (others.size() != 1 || read.times(axis) < 2) return -1;
    const int p = others.first();
    const std::int64_t extent = g_.axes[p].extent;
    const bool is_digit = read.times(p) == 1 && left_.has(p) && is_alone(p, d) && extent >= 0 &&
                          extent <= read.times(axis);
    return is_digit ? p : -1;
  }
  constexpr void solve_digits(int d, int axis, int digit) {
    equation& e = equations_[d];
    const std::int64_t times = e.read.times(axis);
    const ir::subscript rest = e.read - times * ir::step_along(axis) - ir::step_along(digit);
    const ir::subscript place = -1 * (rest + e.declared);
    solution_[axis] = build_.quotient(place, times);
    solution_[digit] = place - times * solution_[axis];
    may_be_outside_.push(axis);
    if (g_.axes[digit].extent < times) may_be_outside_.push(digit);
    left_ = left_ - ir::axis_set::of(axis) - ir::axis_set::of(digit);
    e.solved = true;
  }

  // The outermost of those that have a place in this equation, and can be found from it: the sums
  // that are left are short, then. What is divided must be in no other equation.
  constexpr int best_axis(int d) const {
    for (const int a : g_.order)
      if (can_be_found(a, d)) return a;
    for (int a = 0; a < solution_.size(); ++a)  // (where no order is chosen yet)
      if (can_be_found(a, d)) return a;
    return -1;
  }
  constexpr bool can_be_found(int axis, int d) const {
    const std::int64_t times = left_.has(axis) ? equations_[d].read.times(axis) : 0;
    return times != 0 && (size(times) == 1 || is_alone(axis, d));
  }
  constexpr bool is_alone(int axis, int d) const {
    for (int other = 0; other < equations_.size(); ++other)
      if (other != d && equations_[other].read.times(axis) != 0) return false;
    return true;
  }
  static constexpr std::int64_t size(std::int64_t x) { return x < 0 ? -x : x; }

  static constexpr void replace(equation& in, int axis, const equation& by) {
    const std::int64_t times = in.read.times(axis);
    if (times == 0) return;
    in.read = in.read - times * ir::step_along(axis) + times * by.read;
    in.declared = in.declared + times * by.declared;
  }

  // Axes that are not solved for are summed over; one that is declared, too, as another axis.
  constexpr void name_what_is_left() {
    for (int a = 0; a < solution_.size(); ++a) {
      if (!left_.has(a)) continue;
      int name = a;
      if (declared_.set().has(a)) {
        name = g_.axes.size();
        g_.axes.push({"'", g_.axes[a].extent, original_of(g_, a)});
        g_.order.push(name);
      }
      solution_[a] = ir::step_along(name);
      summed_ = summed_ | ir::axis_set::of(name);
    }
    for (int k = 0; k < solved_axes_.size(); ++k)
      solution_[solved_axes_[k]] = both_of(equations_[solved_by_[k]]);
  }
  constexpr ir::subscript both_of(equation e) const {
    const std::int64_t divisor = e.read.divisor;
    e.read.divisor = e.declared.divisor = 1;
    ir::subscript s = substituted(e.read, [this](int a) { return solution_[a]; }) + e.declared;
    s.divisor = divisor;
    return s;
  }

  // Where there is something to add: what is solved for is a step along its axis, and equations
  // that could not be solved hold. -1: everywhere.
  constexpr int conditions() {
    int all = -1;
    outside_ = false;
    for (const int a : may_be_outside_) {
      const int inside = build_.inside(solution_[a], a);
      if (inside < 0) continue;
      all = build_.extend(op::code_of<op::both>, all, inside);
      outside_ = true;
    }
    for (const equation& e : equations_) {
      if (e.solved) continue;
      const ir::subscript s = both_of(e);
      all = build_.extend(op::code_of<op::both>, all,
                          build_.apply(op::code_of<op::equal>, build_.number(positive(s, 1)),
                                       build_.number(positive(s, -1))));
    }
    return all;
  }
  // The terms of a sign.
  static constexpr ir::subscript positive(const ir::subscript& s, std::int64_t sign) {
    ir::subscript z = ir::fixed_subscript(s.constant * sign > 0 ? s.constant * sign : 0);
    for (int t = 0; t < s.size; ++t)
      if (s.terms[t].times * sign > 0)
        z.add({s.terms[t].of, s.terms[t].is, s.terms[t].times * sign, s.terms[t].axes});
    return z;
  }

  constexpr bool is_read(int axis) const {
    return axis < solution_.size() && solution_[axis].exists;
  }
  constexpr ir::index_list walk_of(ir::axis_set axes) const {
    ir::index_list walk;
    for (int a = 0; a < solution_.size(); ++a)
      if (axes.has(a)) walk.push(build_.entry(solution_[a]));
    return walk;
  }
  // The same formula where the solution is.
  constexpr int elsewhere(int x) const {
    ir::axis_set moved;
    for (int a = 0; a < solution_.size(); ++a)
      if (is_read(a) && !(solution_[a] == ir::step_along(a))) moved = moved | ir::axis_set::of(a);
    moved = moved & build_[x].axes;
    return ir::substitution(build_, moved, walk_of(moved), outside_).of(x);
  }

  // Whether a sum of products, of which more is summed here, may be one sum with it. Each of its
  // elements comes home once: so nothing is computed twice, and x, which is larger, is not kept.
  // (That is how a convolution's gradient by its image is one, too.)
  constexpr bool is_summed_on(const ir::node& n) const {
    if (n.code != op::code_of<op::sum> || summed_.empty()) return false;
    for (int a = 0; a < solution_.size(); ++a)
      if (n.axes.has(a) && (!is_read(a) || solution_[a].divisor != 1)) return false;
    return n.axes.size() == declared_.size + summed_.size() &&
           !n.over.meets(declared_.set() | summed_) &&
           build_[n.operand[0]].code == op::code_of<op::mul>;
  }

  ir::graph& g_;
  ir::builder& build_;
  ir::index_list declared_;
  base::list<equation> equations_;
  ir::axis_set left_;  // axes of the read that are not solved for
  base::list<int> solved_axes_, solved_by_;
  base::list<int> may_be_outside_;      // axes whose solution may be no step along them
  base::list<ir::subscript> solution_;  // by axis of the read: its step
  ir::axis_set summed_;
  bool outside_ = false;  // solutions may lie outside
};

}  // namespace tapeless::pass
