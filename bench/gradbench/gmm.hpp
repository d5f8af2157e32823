// gmm: the logarithm of the posterior of a Gaussian mixture with full covariances,
//   b_nk = alpha_k + sum_i q_ki - |Q_k (x_n - mu_k)|^2 / 2
//   F = constant + sum_n log sum_k exp b_nk - N log sum_k exp alpha_k
//     + sum_k (m sum_i q_ki - gamma^2 / 2 (sum_i exp(2 q_ki) + sum l_k^2)).
// Q_k is a lower triangle: exp(q_k) on the diagonal, below it l_k, packed by columns, so that
// (i, j) is l_k[j (2 D - j - 1) / 2 + i - j - 1]. The second line is Wishart's prior; the constant
// holds what depends on sizes alone.
// Source: GradBench's eval "gmm", from ADBench (Srajer, Kukelova, Fitzgibbon 2018).
#pragma once

#include <tapeless/tapeless.hpp>

namespace gradbench::gmm {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto entry = axis<"entry">;
constexpr auto x = input<"x">(n, i);
constexpr auto alpha = input<"alpha">(k);
constexpr auto mu = input<"mu">(k, i);
constexpr auto q = input<"q">(k, i);
constexpr auto l = input<"l">(k, entry);
constexpr auto m = input<"m">;
constexpr auto gamma = input<"gamma">;
constexpr auto constant = input<"constant">;

// (The place of an entry above the diagonal may lie outside.)
constexpr auto lower = padded(l(k, j*(2_c * extent(i) - j - 1_c) / 2_c + i - j - 1_c), 0_c);
constexpr auto Q = where(j < i, lower, where(i == j, exp(q), 0_c));

constexpr auto times(auto matrix, auto vector) {
  return sum(where(j <= i, matrix * vector, 0_c), j);
}

// Q x - Q mu, not Q (x - mu): then the gradient by mu needs no walk over the samples.
constexpr auto z = times(Q, x(n, j)) - times(Q, mu(k, j));
constexpr auto density = alpha + sum(q, i) - 0.5_c * sum(square(z), i);
constexpr auto likelihood = sum(logsumexp(density, k)) - extent(n) * logsumexp(alpha);
constexpr auto prior = m * sum(q) - 0.5_c * square(gamma) * (sum(exp(2_c * q)) + sum(square(l)));
constexpr auto loss = constant + likelihood + prior;

}  // namespace gradbench::gmm
