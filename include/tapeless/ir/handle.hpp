// Arithmetic on handles: each operator adds a node. This is how a derivative rule, written once in
// op/, writes graph.
#pragma once

#include "tapeless/ir/builder.hpp"

namespace tapeless::ir {

// A constant meets the graph of the other operand.
constexpr int place(builder& b, value v) { return v.in != nullptr ? v.id : b.constant(v.number); }

template <class Row>
constexpr value apply(value x) {
  return {x.in, x.in->apply(op::code_of<Row>, x.id)};
}

template <class Row>
constexpr value apply(value x, value y) {
  builder& b = x.in != nullptr ? *x.in : *y.in;
  const int left = place(b, x);
  return {&b, b.apply(op::code_of<Row>, left, place(b, y))};
}

constexpr value operator-(value x) { return apply<op::neg>(x); }
constexpr value operator+(value x, value y) { return apply<op::add>(x, y); }
constexpr value operator-(value x, value y) { return apply<op::sub>(x, y); }
constexpr value operator*(value x, value y) { return apply<op::mul>(x, y); }
constexpr value operator/(value x, value y) { return apply<op::div>(x, y); }

constexpr value operator<(value x, value y) { return apply<op::less>(x, y); }
constexpr value operator>(value x, value y) { return apply<op::less>(y, x); }
constexpr value operator<=(value x, value y) { return apply<op::less_equal>(x, y); }
constexpr value operator>=(value x, value y) { return apply<op::less_equal>(y, x); }
constexpr value operator==(value x, value y) { return apply<op::equal>(x, y); }
constexpr value operator!(value x) { return apply<op::negation>(x); }
constexpr value operator!=(value x, value y) { return !(x == y); }
constexpr value operator&&(value x, value y) { return apply<op::both>(x, y); }
constexpr value operator||(value x, value y) { return apply<op::either>(x, y); }

constexpr value select(value condition, value yes, value no) {
  builder& b = *condition.in;
  const int x = place(b, yes);
  const int y = place(b, no);
  return b.handle(b.apply(op::code_of<op::where>, condition.id, x, y));
}

// The functions of op/math.hpp.
template <class Row>
constexpr value compute(value x) {
  return apply<Row>(x);
}
template <class Row>
constexpr value compute(value x, value y) {
  return apply<Row>(x, y);
}
constexpr value is_finite(value x) { return apply<op::finite>(x); }
constexpr value tanh_of_growth(value x, value h) { return apply<op::tanh_by_growth>(x, h); }
constexpr value slope_of_tanh(value x, value z) {
  return apply<op::tanh_slope>(z, apply<op::expm1>(apply<op::abs>(x)));
}

// Some axes, as the rows of reductions see them.
struct over {
  builder& in;
  axis_set axes;

  constexpr value sum(value x) const {
    return in.handle(in.reduce(op::code_of<op::sum>, place(in, x), axes));
  }
  constexpr value mean(value x) const {
    return in.handle(in.reduce(op::code_of<op::mean>, place(in, x), axes));
  }
  constexpr value product(value x) const {
    return in.handle(in.reduce(op::code_of<op::product>, place(in, x), axes));
  }
  constexpr value greatest(value x) const {
    return in.handle(in.reduce(op::code_of<op::greatest>, place(in, x), axes));
  }
  constexpr value least(value x) const {
    return in.handle(in.reduce(op::code_of<op::least>, place(in, x), axes));
  }
  constexpr value shift(value x) const {
    return in.handle(in.reduce(op::code_of<op::shift>, place(in, x), axes));
  }
  constexpr value count() const { return in.handle(in.count(axes)); }
  constexpr value step() const { return in.handle(in.place_along(axes)); }
};

}  // namespace tapeless::ir
