// Factors that do not change along a summed axis leave the sum: sum(g * x, n) = g * sum(x, n). Not
// any factor: one that keeps the terms in range must stay (x = 1e35, s = 1e-30, in float). Counts
// and moderate constants leave, and in what was derived also what flows back into the sum from
// outside, and tensors. This reassociates products, so the last digits may differ
// (docs/numerics.md).
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

// The factors of a product under a sum: those that stay, those that leave it, and those that leave
// as divisors. Those that stay are multiplied from the outermost loops to the innermost, so that
// part of the product is computed outside of these.
struct factors {
  int first = 0, count = 0;  // the parts that stay
  int leave = -1;
  int divide = -1;
  bool negative = false;
  bool some_move = false;  // they leave, or out of the loops

  constexpr bool changes() const { return some_move || negative || leave >= 0 || divide >= 0; }
};

// The product of all factors with the same axes.
struct part {
  axis_set axes{};
  int product = -1;
};

// Takes products under sums over some axes apart. What is known of a product is made from what is
// known of its operands, once: so that sums whose products have factors in common still have.
class factoring {
 public:
  constexpr factoring() = default;
  constexpr factoring(builder& build, const base::list<int>& order, axis_set over, bool derived,
                      int expected)
      : build_(&build),
        order_(&order),
        over_(over),
        derived_(derived),
        place_list_(expected),
        place_(place_list_.data()) {}

  constexpr bool is_for(axis_set over, bool derived) const {
    return over_ == over && derived_ == derived;
  }

  constexpr factors of(int product) {
    base::list<int> path;  // compilers stop at 512 nested calls
    if (!is_known(product)) path.push(product);
    while (!path.empty()) {
      const int next = unknown_operand(path.back());
      if (next >= 0) path.push(next);
      else learn(path.pop());
    }
    return known_[place_[product] - 1];
  }

  // What stays, as one product; -1: nothing.
  constexpr int stay(const factors& f) {
    int product = -1;
    for (int i = f.first; i < f.first + f.count; ++i)
      product = build_->extend(mul, product, parts_[i].product);
    return product;
  }

 private:
  static constexpr op::code mul = op::code_of<op::mul>;

  constexpr bool is_known(int x) {
    if (x >= place_list_.size()) make_room(x);
    return place_[x] != 0;
  }

  constexpr void make_room(int x) {
    while (place_list_.size() <= x) place_list_.push(0);
    place_ = place_list_.data();
  }

  // How many operands of a node have factors that are factors of the node.
  constexpr int open_operands(const node& n, int x) const {
    if (leaves(n)) return 0;
    if (n.code == mul) return is_open(n, x) ? 2 : 0;
    return n.code == op::code_of<op::neg> ||
                   (n.code == op::code_of<op::div> && leaves_as_divisor((*build_)[n.operand[1]]))
               ? 1
               : 0;
  }
  constexpr int unknown_operand(int x) {
    const node& n = (*build_)[x];
    for (int k = 0, open = open_operands(n, x); k < open; ++k)
      if (!is_known(n.operand[k])) return n.operand[k];
    return -1;
  }

  constexpr void learn(int x) {
    const node n = (*build_)[x];
    const int open = open_operands(n, x);
    factors f = open == 0 ? alone(x, n) : known_[place_[n.operand[0]] - 1];
    if (open == 2) f = together(f, known_[place_[n.operand[1]] - 1]);
    if (open == 1 && n.code == op::code_of<op::neg>) f.negative = !f.negative;
    if (open == 1 && n.code == op::code_of<op::div>)
      f.divide = build_->extend(mul, f.divide, n.operand[1]);
    known_.push(f);
    place_[x] = known_.size();
  }

  constexpr factors alone(int x, const node& n) {
    factors f;
    f.first = parts_.size();
    if (leaves(n)) {
      f.leave = x;
    } else {
      f.count = 1;
      f.some_move = !n.axes.meets(over_);
      parts_.push({n.axes, x});
    }
    return f;
  }

  constexpr factors together(const factors& a, const factors& b) {
    factors f;
    base::list<part> sorted;
    if (continues(a, b)) sorted = {{last(b).axes, build_->apply(mul, stay(a), last(b).product)}};
    else if (continues(b, a))
      sorted = {{last(a).axes, build_->apply(mul, last(a).product, stay(b))}};
    else sorted = merged(a, b);
    f.first = parts_.size();
    f.count = sorted.size();
    for (const part& p : sorted) parts_.push(p);
    f.leave = both(a.leave, b.leave);
    f.divide = both(a.divide, b.divide);
    f.negative = a.negative != b.negative;
    f.some_move = a.some_move || b.some_move;
    return f;
  }
  constexpr const part& last(const factors& f) const { return parts_[f.first + f.count - 1]; }

  // Whether b is one more factor where all factors of a have met. Their product is then mostly
  // needed in any case: as what flows on, in a derivative.
  constexpr bool continues(const factors& a, const factors& b) const {
    return a.count > 1 && b.count == 1 && last(a).axes == last(b).axes;
  }

  constexpr base::list<part> merged(const factors& a, const factors& b) {
    base::list<part> sorted;
    for (int i = a.first; i < a.first + a.count; ++i) sorted.push(parts_[i]);
    for (int i = b.first; i < b.first + b.count; ++i) insert(sorted, parts_[i]);
    return sorted;
  }
  constexpr int both(int x, int y) { return y < 0 ? x : build_->extend(mul, x, y); }

  constexpr void insert(base::list<part>& sorted, const part& p) {
    for (part& q : sorted)
      if (q.axes == p.axes) {
        q.product = build_->apply(mul, q.product, p.product);
        return;
      }
    sorted.push(p);
    for (int i = sorted.size() - 1; i > 0 && goes_before(sorted[i].axes, sorted[i - 1].axes); --i)
      std::swap(sorted[i], sorted[i - 1]);
  }
  // Whether what has the axes x changes in loops further outside than what has the axes y.
  constexpr bool goes_before(axis_set x, axis_set y) const {
    const int x_depth = depth_of(x), y_depth = depth_of(y);
    return x_depth != y_depth ? x_depth < y_depth : x.size() < y.size();
  }
  // The innermost of the loops over some axes.
  constexpr int depth_of(axis_set axes) const {
    int depth = -1;
    for (int d = 0; d < order_->size(); ++d)
      if (axes.has((*order_)[d])) depth = d;
    return depth;
  }

  // What the user wrote as a product is one factor of what is derived from it, if none of its own
  // leaves.
  constexpr bool is_open(const node& n, int id) const {
    const builder& b = *build_;
    return !derived_ || !b.is_written(id) || leaves(b[n.operand[0]]) || leaves(b[n.operand[1]]);
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

  builder* build_ = nullptr;
  const base::list<int>* order_ = nullptr;
  axis_set over_{};
  bool derived_ = false;
  base::list<int> place_list_;
  int* place_ = nullptr;  // by node: among the known, and one; 0: it is not
  base::list<factors> known_;
  base::list<part> parts_;
};

constexpr factoring& factoring_for(base::list<factoring>& all, builder& build,
                                   const base::list<int>& order, axis_set over, bool derived,
                                   int expected) {
  for (factoring& f : all)
    if (f.is_for(over, derived)) return f;
  all.push({});
  all.back() = factoring(build, order, over, derived, expected);  // (moved)
  return all.back();
}

// @post the same values up to rounding; no factor of a sum may leave it.
constexpr graph hoist(const graph& g) {
  base::list<factoring> all;
  return rebuild(g, [&](builder& build, const node& n, const int* place) {
    constexpr auto sum = op::code_of<op::sum>, mean = op::code_of<op::mean>;
    if (n.code != sum && n.code != mean) return build.copy(n, place);
    const bool derived = &n - g.nodes.data() >= g.written;
    factoring& factors_under =
        factoring_for(all, build, g.order, n.over, derived, 2 * g.nodes.size());
    factors f = factors_under.of(place[n.operand[0]]);
    if (!f.changes()) return build.copy(n, place);
    const int inner = f.count == 0 ? build.constant(1) : factors_under.stay(f);
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
