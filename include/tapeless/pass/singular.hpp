// Where the derivatives of a graph's nodes may be infinite. The chain rule's law there is in
// docs/numerics.md: 0 times anything is 0. So where nothing flows, or where an operand does not
// matter, nothing arrives.
#pragma once

#include "tapeless/ir/handle.hpp"
#include "tapeless/ir/verify.hpp"

namespace tapeless::pass {

// Whether a node is known not to be 0: constants and counts, their products and quotients.
constexpr bool is_never_zero(const ir::builder& build, int id) {
  const ir::node& n = build[id];
  if (n.code == op::constant) return n.number != 0;
  if (n.code == op::code_of<op::neg>) return is_never_zero(build, n.operand[0]);
  if (n.code == op::code_of<op::mul> || n.code == op::code_of<op::div>)
    return is_never_zero(build, n.operand[0]) && is_never_zero(build, n.operand[1]);
  return n.code == op::count;
}

// x, a product with a factor: 0 where that is 0.
constexpr int cut_off(ir::builder& build, int factor, int x) {
  if (is_never_zero(build, factor)) return x;
  if (is_constant_zero(build[factor]) || factor == x) return factor;
  return build.apply(op::code_of<op::unless_zero>, x, factor);
}

// Whether a node of cut_off() drops something infinite or undefined, and has no derivative.
constexpr int is_dropped(ir::builder& build, const ir::node& n) {
  return op::unless_zero::is_dropped(build.handle(n.operand[0]), build.handle(n.operand[1])).id;
}

// The derivative x of a length: the number 0 where the length is 0.
constexpr int slope_of_length(ir::builder& build, int length, int x) {
  const int zero = build.constant(0);
  return build.apply(op::code_of<op::where>, build.apply(op::code_of<op::equal>, length, zero),
                     zero, x);
}

class singular_points {
 public:
  // `apart`: each element of the value is a result of its own, and may be finite where another is
  // not.
  constexpr explicit singular_points(const ir::graph& g, bool apart = false)
      : list_(g.nodes.size()), of_(list_.data()) {
    const ir::node* const nodes = g.nodes.data();
    for (int i = 0; i < list_.size(); ++i) look_at(nodes[i], of_[i]);
    of_[g.outputs[0].node].forgotten = apart;
    for (int i = list_.size() - 1; i >= 0; --i) {
      judge(nodes[i], nodes, of_[i]);
      look_back_from(nodes[i], of_[i]);
    }
  }

  // A square root of what is 0 only where all of its derivatives are 0: a length. It is cut off
  // there: its derivative at 0 is the smallest of its subgradients, 0.
  constexpr bool is_length(int node) const { return of_[node].length; }

  // Whether a derivative may be infinite while the node's value is an ordinary number.
  constexpr bool is_steep(int node) const { return of_[node].steep; }

  // Whether a derivative may be infinite or undefined where the graph's value need not be.
  constexpr bool may_be_infinite(int node) const { return of_[node].infinite; }

 private:
  // What is known of a node's value.
  struct facts {
    bool positive = false;     // and not near 0
    bool nonnegative = false;  // (NaN is as good)
    bool flat = false;         // nonnegative; its derivatives are 0 where it is 0
    bool unbounded = false;    // it may be infinite
    bool selected = false;     // or not, and then it does not matter whether it is infinite
    bool forgotten = false;    // what it flows into may be finite where it is infinite
    bool length = false, steep = false, infinite = false;  // what may be asked
    int shift_of = -1;                                     // what it is taken out of
    bool below = false;      // it is x - shift: at most 0, and 0 somewhere along the shift's axes,
    bool up_to_one = false;  // or the exponential of that
    ir::axis_set along{};    // those axes
  };

  template <class Row>
  static constexpr op::code code = op::code_of<Row>;

  constexpr bool is_far_from_pole(const ir::node& n) const {
    if (n.code == code<op::div>) return of_[n.operand[1]].positive;
    if (n.code == code<op::log>) return of_[n.operand[0]].positive;
    if (n.code == code<op::exp>) return of_[n.operand[0]].below;
    return n.code == code<op::log1p> && of_[n.operand[0]].nonnegative;
  }

  // x to a power of 1 or more has a finite slope at 0.
  static constexpr bool is_whole_slope(const ir::node& exponent) {
    return exponent.code == op::constant && exponent.number >= 1;
  }

  constexpr void judge(const ir::node& n, const ir::node* nodes, facts& f) const {
    const op::nature is = op::about.of[n.code].is;
    if (n.code == code<op::sqrt>) f.length = of_[n.operand[0]].flat;
    if ((is & op::steep) != 0 && !f.length)
      f.steep = n.code == code<op::sqrt>  ? !of_[n.operand[0]].positive
                : n.code == code<op::pow> ? !is_whole_slope(nodes[n.operand[1]])
                                          : true;
    f.infinite = f.steep || (f.forgotten && is_lost(n, is, f));
  }
  // Whether an infinite derivative is, because what the value flows into may be finite.
  constexpr bool is_lost(const ir::node& n, op::nature is, const facts& f) const {
    if ((is & op::pole) != 0) return !is_far_from_pole(n);
    for (int k = 0; k < 3 && n.operand[k] >= 0 && f.selected; ++k)
      if (of_[n.operand[k]].unbounded) return true;
    return false;
  }

  constexpr void look_at(const ir::node& n, facts& f) {
    if (n.code == op::constant) f.positive = n.number > 0, f.nonnegative = n.number >= 0;
    if (n.code == op::count) f.positive = f.nonnegative = true;
    if (n.code == op::index) f.nonnegative = true;
    if (n.operand[0] < 0) return;

    const facts &x = of_[n.operand[0]], &y = n.operand[1] >= 0 ? of_[n.operand[1]] : x;
    const op::nature is = op::about.of[n.code].is;
    f.unbounded = (is & op::bounded) == 0 && ((is & op::pole) != 0 || x.unbounded || y.unbounded);
    f.nonnegative = (is & op::nonnegative) != 0;
    if (n.code == code<op::square> || n.code == code<op::variance>) f.flat = true;
    if (n.code == code<op::sqrt>) f.positive = x.positive;
    if (n.code == code<op::sum> || n.code == code<op::mean> || n.code == op::reindex)
      f.flat = x.flat, f.nonnegative = x.nonnegative;
    if (n.code == code<op::unless_zero>) f.nonnegative = x.nonnegative;
    look_at_shifted(n, x, y, f);
    if (n.code == code<op::add>) {
      f.flat = x.flat && y.flat;
      f.nonnegative = x.nonnegative && y.nonnegative;
      f.positive = f.nonnegative && (x.positive || y.positive);
    }
    if (n.code == code<op::where>) {
      const facts w = of_[n.operand[2]];
      f.positive = y.positive && w.positive;
      f.nonnegative = y.nonnegative && w.nonnegative;
      f.flat = (y.flat || y.positive) && (w.flat || w.positive);
    }
    if (n.code == code<op::mul>) {
      f.flat = (x.flat && y.positive) || (x.positive && y.flat);
      f.nonnegative = x.nonnegative && y.nonnegative;
      f.positive = x.positive && y.positive;
    }
    if (n.code == code<op::div>) {
      f.flat = x.flat && y.positive;
      f.nonnegative = x.nonnegative && y.nonnegative;
      f.unbounded = x.unbounded || !y.positive;
    }
  }

  // What is taken out of exponents leaves a sum of at least 1.
  static constexpr void look_at_shifted(const ir::node& n, const facts& x, const facts& y,
                                        facts& f) {
    if (n.code == code<op::shift>) f.shift_of = n.operand[0], f.along = n.over;
    if (n.code == code<op::sub> && y.shift_of == n.operand[0]) f.below = true, f.along = y.along;
    if (n.code == code<op::exp> && x.below) f.up_to_one = true, f.along = x.along;
    if (n.code == code<op::sum> && x.up_to_one) f.positive = n.over.includes(x.along);
  }

  constexpr void look_back_from(const ir::node& n, const facts& f) {
    const op::nature is = op::about.of[n.code].is;
    for (int k = 0; k < 3 && n.operand[k] >= 0; ++k) {
      facts& x = of_[n.operand[k]];
      if (f.selected || (is & op::selects) != 0) x.selected = true;
      const bool divided = n.code == code<op::div> && k == 0;  // it is infinite where that is
      if (f.forgotten || ((is & (op::selects | op::forgets)) != 0 && !divided)) x.forgotten = true;
    }
  }

  base::list<facts> list_;
  facts* of_;  // by node
};

}  // namespace tapeless::pass
