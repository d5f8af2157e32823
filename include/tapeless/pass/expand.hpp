// Composite operations (softplus, mean, logsumexp) become the operations they are written with;
// what two of them share is then computed once.
#pragma once

#include "tapeless/pass/rebuild.hpp"
#include "tapeless/pass/rules.hpp"

namespace tapeless::pass {

// @post the same values; no node is composite.
constexpr graph expand(const graph& g) {
  return rebuild(g, [](builder& build, const node& n, const int* place) {
    if (!op::about.of[n.code].composite) return build.copy(n, place);
    const std::array<int, 3> operand{place[n.operand[0]],
                                     n.operand[1] < 0 ? -1 : place[n.operand[1]], -1};
    return value_rules.of[n.code](build, n, operand).id;
  });
}

}  // namespace tapeless::pass
