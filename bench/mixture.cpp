// Gaussian mixture with diagonal scales: log-likelihood and its gradient by alpha, mu and q.
#include "hand/mixture.hpp"

#include <memory>
#include <tapeless/tapeless.hpp>

#include "hand/fast_math.hpp"
#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 25>;
constexpr auto d = axis<"d", 10>;
constexpr auto x = input<"x">(n, d);
constexpr auto alpha = input<"alpha">(k);
constexpr auto mu = input<"mu">(k, d);
constexpr auto q = input<"q">(k, d);
constexpr auto log_density = alpha + sum(q, d) - 0.5_c * sum(square(exp(q) * (x - mu)), d);
constexpr auto mixture =
    gradient(sum(logsumexp(log_density, k) - logsumexp(alpha)), wrt(alpha, mu, q));

[[maybe_unused]] const bool registered = [] {
  for (const std::size_t size : {std::size_t{1000}}) {
    const auto data = std::make_shared<bench::numbers>(bench::normal(size * 10, 0, 0.5, 5));
    const auto alphas = std::make_shared<bench::numbers>(bench::normal(25, 0, 0.5, 6));
    const auto mus = std::make_shared<bench::numbers>(bench::normal(250, 0, 0.5, 7));
    const auto qs = std::make_shared<bench::numbers>(bench::normal(250, 0, 0.5, 8));
    const auto ours = [=] { return mixture(x = *data, alpha = *alphas, mu = *mus, q = *qs); };
    const auto theirs = [=] {
      return hand::mixture_best<25, 10>(alphas->data(), mus->data(), qs->data(), data->data(),
                                        size);
    };
    const double scale = static_cast<double>(size);
    const auto mine = ours();
    const auto hand = theirs();
    bench::must_agree("mixture: value", mine.value, hand.value, 1);
    for (std::size_t i = 0; i < 25; ++i)
      bench::must_agree("mixture: d alpha", mine[alpha][i], hand.d_alpha[i], scale);
    for (std::size_t i = 0; i < 250; ++i) {
      bench::must_agree("mixture: d mu", mine[mu][i], hand.d_mu[i], scale);
      bench::must_agree("mixture: d q", mine[q][i], hand.d_q[i], scale);
    }

    const std::string problem = "mixture n=" + std::to_string(size);
    bench::variant(problem, "plain", [=] {
      return hand::mixture_plain<25, 10>(alphas->data(), mus->data(), qs->data(), data->data(),
                                         size);
    });
    bench::variant(problem, "fast-math", [=] {
      return hand::mixture_fast_math(alphas->data(), mus->data(), qs->data(), data->data(), size);
    });
    bench::variant(problem, "by hand", theirs);
    bench::variant(problem, "tapeless", ours);
  }
  return true;
}();

}  // namespace
