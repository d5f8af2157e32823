// Probabilities from logits, and how far they are from others. The greatest logit is taken out
// first, so that nothing overflows and large logits keep their digits. A value and its gradient
// have one exp an element between them. Logits may be -infinity (their probability is 0); where all
// are, or one is +infinity, results are NaN.
#pragma once

#include "tapeless/expr/axes_of.hpp"
#include "tapeless/expr/functions.hpp"

namespace tapeless {

namespace expr {

// Logits less the greatest.
template <operand X, axis... Over>
constexpr auto shifted(X x, Over...) {
  return x - reduction<op::shift, X, Over...>{};
}

}  // namespace expr

// exp(x) / sum(exp(x)) over the axes named, or over all.
constexpr auto softmax(expr::operand auto x, expr::axis auto... over) {
  using literals::operator""_c;
  const auto e = exp(expr::shifted(x, over...));
  return e * (1_c / sum(e, over...));
}

// log(softmax(x)), right also where softmax(x) is 0 in rounded numbers.
constexpr auto log_softmax(expr::operand auto x, expr::axis auto... over) {
  const auto d = expr::shifted(x, over...);
  return d - log(sum(exp(d), over...));
}

namespace expr {

// Whether a formula is a whole number wherever it is used.
constexpr bool is_label(const term& t) {
  if (t.code == op::input) return t.input->is_whole;
  if (t.code == op::constant) return is_whole(t.number);
  if (t.code == op::index || t.code == op::count) return true;
  if (t.code != op::code_of<op::add> && t.code != op::code_of<op::sub> &&
      t.code != op::code_of<op::mul> && t.code != op::rest)
    return false;
  return is_label(*t.operand[0]) && is_label(*t.operand[1]);
}

// By labels, of which a call looks whether they are steps along k.
template <operand X, operand Label, axis K>
constexpr auto cross_entropy_of_label(X x, Label label, K k) {
  using literals::operator""_c;
  constexpr bool whole = is_label(decltype(formula_of<Label>())::term);
  static_assert(whole,
                "tapeless: cross_entropy() takes labels, which are whole numbers, or probabilities "
                "along the axis of its logits");
  if constexpr (whole) {
    const auto d = shifted(x, k);
    const auto loss = log(sum(exp(d), k)) - sum(chosen(d, label == k), k);
    // (The second is never computed, but it is a read: so labels are looked at as in a gather. A
    // gather would compute the same, with a scatter in the gradient.)
    return where(0_c == 0_c, loss, at(x, k = label));
  } else {
    return sum(x, k);
  }
}

template <operand X, operand P, axis K>
constexpr auto cross_entropy_of_probabilities(X x, P p, K k) {
  using literals::operator""_c;
  const auto d = shifted(x, k);
  const auto counts = p != 0_c || apply<op::finite, decltype(d)>{};
  return log(sum(exp(d), k)) * sum(p, k) - sum(p * chosen(d, counts), k);
}

}  // namespace expr

// -log(softmax(x, k)) at a label, or the mean of it by probabilities, for each of what else x is
// over. A target that is not over k is a label, a whole number (input<"label", whole>(n)); one over
// k is probabilities, of which those that are 0 count for nothing, also beside a logit of
// -infinity. The gradient by x is softmax(x, k) less the probabilities, or less 1 at the label.
template <expr::operand X, expr::operand Target, expr::axis K>
constexpr auto cross_entropy(X x, Target target, K k) {
  static_assert(expr::has_axis<X, K>, "tapeless: cross_entropy() is along an axis of its logits");
  if constexpr (!expr::has_axis<X, K>) return x;
  else if constexpr (expr::has_axis<Target, K>)
    return expr::cross_entropy_of_probabilities(x, target, k);
  else return expr::cross_entropy_of_label(x, target, k);
}

}  // namespace tapeless
