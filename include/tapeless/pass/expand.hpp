// Composite operations (softplus, mean, logsumexp) become the operations they are written with;
// what two of them share is then computed once.
#pragma once

#include "tapeless/pass/rebuild.hpp"
#include "tapeless/pass/rules.hpp"

namespace tapeless::pass {

// `is_wanted(facts)` says of a composite operation whether it is to be replaced.
template <class IsWanted>
constexpr graph expand_some(const graph& g, IsWanted is_wanted) {
  return rebuild(g, [&](builder& build, const node& n, const int* place) {
    const op::facts& of = op::about.of[n.code];
    if (!of.composite || !is_wanted(of)) return build.copy(n, place);
    const std::array<int, 3> operand{place[n.operand[0]],
                                     n.operand[1] < 0 ? -1 : place[n.operand[1]], -1};
    return value_rules.of[n.code](build, n, operand).id;
  });
}

// @post the same values; no node is composite.
constexpr graph expand(const graph& g) {
  return expand_some(g, [](const op::facts&) { return true; });
}

// Of reductions the slow evaluator knows those that are not composite.
constexpr graph expand_reductions(const graph& g) {
  return expand_some(g, [](const op::facts& of) { return of.reduction; });
}

}  // namespace tapeless::pass
