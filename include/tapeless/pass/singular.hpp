// Where the derivatives of a graph's nodes may be infinite. The chain rule's law there is in
// docs/numerics.md: 0 times anything is 0. So where nothing flows, or where an operand does not
// matter, nothing arrives.
#pragma once

#include "tapeless/ir/builder.hpp"
#include "tapeless/ir/verify.hpp"

namespace tapeless::pass {

constexpr bool is_constant_zero(const ir::builder& build, int id) {
  return build[id].code == op::constant && build[id].number == 0;
}

// Whether a node is known not to be 0: constants and counts, their products and quotients.
constexpr bool is_never_zero(const ir::builder& build, int id) {
  const ir::node& n = build[id];
  if (n.code == op::constant) return n.number != 0;
  if (n.code == op::code_of<op::neg>) return is_never_zero(build, n.operand[0]);
  if (n.code == op::code_of<op::mul> || n.code == op::code_of<op::div>)
    return is_never_zero(build, n.operand[0]) && is_never_zero(build, n.operand[1]);
  return n.code == op::count;
}

// x, but 0 where `factor` is 0.
constexpr int cut_off(ir::builder& build, int factor, int x) {
  if (is_never_zero(build, factor)) return x;
  if (is_constant_zero(build, factor)) return factor;
  const int zero = build.constant(0);
  return build.apply(op::code_of<op::where>, build.apply(op::code_of<op::equal>, factor, zero),
                     zero, x);
}

class singular_points {
 public:
  // `apart`: each element of the value is a result of its own, and may be finite where another is
  // not.
  constexpr explicit singular_points(const ir::graph& g, bool apart = false)
      : nodes_(g.nodes), of_(g.nodes.size()) {
    for (int i = 0; i < nodes_.size(); ++i) look_at(i);
    of_[g.outputs[0].node].forgotten = apart;
    for (int i = nodes_.size() - 1; i >= 0; --i) look_back_from(i);
  }

  // A square root of what is 0 only where all of its derivatives are 0: a length. It is cut off
  // there: its derivative at 0 is the smallest of its subgradients, 0.
  constexpr bool is_length(int node) const {
    return nodes_[node].code == code<op::sqrt> && of_[operand(node, 0)].flat;
  }

  // Whether a derivative may be infinite while the node's value is an ordinary number.
  constexpr bool is_steep(int node) const {
    if (!is(node, op::steep) || is_length(node)) return false;
    if (nodes_[node].code == code<op::sqrt>) return !of_[operand(node, 0)].positive;
    return nodes_[node].code != code<op::pow> || !is_whole_slope(operand(node, 1));
  }

  // Whether a derivative may be infinite or undefined where the graph's value need not be.
  constexpr bool may_be_infinite(int node) const {
    if (is_steep(node)) return true;
    if (!of_[node].forgotten) return false;
    const ir::node& n = nodes_[node];
    if (is(node, op::pole)) return !is_far_from_pole(n);
    for (int k = 0; k < n.arity() && of_[node].selected; ++k)
      if (of_[n.operand[k]].unbounded) return true;
    return false;
  }

 private:
  // What is known of a node's value.
  struct facts {
    bool positive = false;     // and not near 0
    bool nonnegative = false;  // (NaN is as good)
    bool flat = false;         // nonnegative; its derivatives are 0 where it is 0
    bool unbounded = false;    // it may be infinite
    bool selected = false;     // or not, and then it does not matter whether it is infinite
    bool forgotten = false;    // what it flows into may be finite where it is infinite
  };

  template <class Row>
  static constexpr op::code code = op::code_of<Row>;

  constexpr bool is(int node, op::nature what) const {
    return (about(nodes_[node]).is & what) != 0;
  }
  constexpr int operand(int node, int k) const { return nodes_[node].operand[k]; }
  constexpr bool is_constant(int node) const { return nodes_[node].code == op::constant; }

  constexpr bool is_far_from_pole(const ir::node& n) const {
    if (n.code == code<op::div>) return of_[n.operand[1]].positive;
    if (n.code == code<op::log>) return of_[n.operand[0]].positive;
    return n.code == code<op::log1p> && of_[n.operand[0]].nonnegative;
  }

  // x to a power of 1 or more has a finite slope at 0.
  constexpr bool is_whole_slope(int exponent) const {
    return is_constant(exponent) && nodes_[exponent].number >= 1;
  }

  constexpr void look_at(int i) {
    const ir::node& n = nodes_[i];
    facts& f = of_[i];
    if (n.code == op::constant) f.positive = n.number > 0, f.nonnegative = n.number >= 0;
    if (n.code == op::count) f.positive = f.nonnegative = true;
    if (n.code == op::index) f.nonnegative = true;
    if (n.code >= op::all::size && n.arity() == 0) return;

    const facts x = of_[n.operand[0]], y = n.arity() > 1 ? of_[n.operand[1]] : x;
    f.unbounded = !is(i, op::bounded) && (is(i, op::pole) || x.unbounded || y.unbounded);
    f.nonnegative = is(i, op::nonnegative);
    if (n.code == code<op::square>) f.flat = true;
    if (n.code == code<op::sqrt>) f.positive = x.positive;
    if (n.code == code<op::sum> || n.code == code<op::mean> || n.code == op::reindex)
      f.flat = x.flat, f.nonnegative = x.nonnegative;
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

  constexpr void look_back_from(int i) {
    const ir::node& n = nodes_[i];
    for (int k = 0; k < n.arity(); ++k) {
      facts& x = of_[n.operand[k]];
      x.selected = x.selected || of_[i].selected || is(i, op::selects);
      const bool divided = n.code == code<op::div> && k == 0;  // it is infinite where that is
      x.forgotten =
          x.forgotten || of_[i].forgotten || (is(i, op::selects | op::forgets) && !divided);
    }
  }

  const base::list<ir::node>& nodes_;
  base::list<facts> of_;
};

}  // namespace tapeless::pass
