// Gaussian mixture with full covariances in GradBench's parameters: the logarithm of the posterior
// and its gradient by all of them.
#include "hand/full_mixture.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;
using numbers = bench::numbers;

template <std::size_t K, std::size_t D>
struct formulas {
  using hand_mixture = hand::full_mixture<K, D>;

  static constexpr auto n = axis<"n">;
  static constexpr auto k = axis<"k", K>;
  static constexpr auto i = axis<"i", D>;
  static constexpr auto j = twin<"j">(i);
  static constexpr auto entry = axis<"entry", hand_mixture::below>;
  static constexpr auto x = input<"x">(n, i);
  static constexpr auto alpha = input<"alpha">(k);
  static constexpr auto mu = input<"mu">(k, i);
  static constexpr auto q = input<"q">(k, i);
  static constexpr auto l = input<"l">(k, entry);

  static constexpr auto lower =
      padded(l(k, j*(2_c * extent(i) - j - 1_c) / 2_c + i - j - 1_c), 0_c);
  static constexpr auto Q = where(j < i, lower, where(i == j, exp(q), 0_c));
  static constexpr auto times(auto vector) { return sum(where(j <= i, Q * vector, 0_c), j); }
  static constexpr auto z = times(x(n, j)) - times(mu(k, j));
  static constexpr auto density = alpha + sum(q, i) - 0.5_c * sum(square(z), i);
  static constexpr auto prior = 0.5_c * (sum(exp(2_c * q)) + sum(square(l)));
  static constexpr auto posterior = gradient(
      sum(logsumexp(density, k)) - extent(n) * logsumexp(alpha) - prior, wrt(alpha, mu, q, l));
};

template <std::size_t K, std::size_t D>
struct parameters {
  static constexpr std::size_t below = D * (D - 1) / 2;
  numbers alpha = bench::normal(K, 0, 0.5, 91), mu = bench::normal(K * D, 0, 0.5, 92),
          q = bench::normal(K * D, 0, 0.2, 93), l = bench::normal(K * below, 0, 0.2, 94);
};

template <std::size_t K, std::size_t D>
void add_rows() {
  using f = formulas<K, D>;
  constexpr std::size_t size = 1000;
  static const numbers xs = bench::normal(size * D, 0, 0.7, 95);
  static const parameters<K, D> at;
  static parameters<K, D> mine, hands;
  const auto ours = [] {
    return f::posterior(f::x = xs, f::alpha = at.alpha, f::mu = at.mu, f::q = at.q, f::l = at.l,
                        out(f::alpha) = mine.alpha, out(f::mu) = mine.mu, out(f::q) = mine.q,
                        out(f::l) = mine.l)
        .value;
  };
  static const hand::full_mixture<K, D> data{
      xs.data(),          at.alpha.data(), at.mu.data(),   at.q.data(),    at.l.data(),
      hands.alpha.data(), hands.mu.data(), hands.q.data(), hands.l.data(), size};
  const auto theirs = [] { return hand::full_mixture_best<K, D>::run(data); };
  bench::must_agree("full mixture: value", ours(), theirs(), 1);
  bench::must_agree("full mixture: d alpha", mine.alpha, hands.alpha, size);
  bench::must_agree("full mixture: d mu", mine.mu, hands.mu, size);
  bench::must_agree("full mixture: d q", mine.q, hands.q, size);
  bench::must_agree("full mixture: d l", mine.l, hands.l, size);
  const std::string problem = "full mixture d=" + std::to_string(D) + ", k=" + std::to_string(K);
  bench::variant(problem, "by hand", theirs);
  bench::variant(problem, "tapeless", ours);
}

[[maybe_unused]] const bool registered = [] {
  add_rows<25, 10>();
  add_rows<50, 32>();
  return true;
}();

}  // namespace
