// Tensors of three axes: the formulas that are tried with every order of the axes.
#pragma once

#include "trial.hpp"

namespace tapeless::tests {

inline constexpr auto n = axis<"n">;
inline constexpr auto k = axis<"k", 3>;
inline constexpr auto d = axis<"d", 6>;
inline constexpr auto w = input<"w">(k, d);
inline constexpr auto v = input<"v">(n);

template <class Fit>
void check_three(Fit fit) {
  for (const ptrdiff_t size : {0, 1, 3, 8, 21}) check_both(fit, {{"n", size}}, {-1, 1});
}

// One tensor, declared in one order.
void check_order(auto x) {
  check_three(gradient(sum(square(x) * w * v), wrt(x, w, v)));
  check_three(gradient(sum(sin(sum(x * w, d))), wrt(x, w)));
  check_three(gradient(sum(sin(sum(x, n)) * w), wrt(x, w)));
  check_three(gradient(sum(logsumexp(x + w, k) * v), wrt(x, w, v)));
}

}  // namespace tapeless::tests
