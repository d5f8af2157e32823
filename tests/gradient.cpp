// The front door on whole problems: emitted code against the evaluator and finite differences.
#include "support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_both;
using tests::check_sizes;
using tests::interval;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 4>;
constexpr auto d = axis<"d", 3>;
constexpr auto h = axis<"h", 6>;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;
constexpr auto intercept = input<"intercept">;
constexpr auto c = input<"c">;
constexpr auto x = input<"x">(n, d);
constexpr auto target = input<"target">(n);
constexpr auto mu = input<"mu">(k, d);
constexpr auto q = input<"q">(k, d);
constexpr auto alpha = input<"alpha">(k);
constexpr auto w1 = input<"w1">(d, h);
constexpr auto b1 = input<"b1">(h);
constexpr auto w2 = input<"w2">(h);

}  // namespace

BOOST_AUTO_TEST_CASE(linear_regression) {
  constexpr auto fit =
      gradient(mean(square(slope * height + intercept - weight)), wrt(slope, intercept));
  check_sizes(fit);
  static_assert(fit.loops == 1);
  const auto [mse, d_slope, d_intercept] =
      fit(slope = 1.5, intercept = 0.5, height = std::array{1., 2., 3.},
          weight = std::array{2., 4., 7.});
  BOOST_TEST(tests::near(mse, 4.25 / 3, 1e-15L));
  BOOST_TEST(tests::near(d_slope, -14. / 3, 1e-15L));
  BOOST_TEST(tests::near(d_intercept, -5. / 3, 1e-15L));
}

BOOST_AUTO_TEST_CASE(logistic_regression) {
  constexpr auto margin = slope * height + intercept;
  check_sizes(gradient(sum(softplus(-weight * margin)) + 0.1_c * square(slope),
                       wrt(slope, intercept, height)));
}

BOOST_AUTO_TEST_CASE(many_functions_at_once) {
  check_sizes(gradient(sum(softplus(-weight * (slope * height + c)) +
                           0.1_c * sin(c * height) * tanh(slope * height)),
                       wrt(slope, c, weight)));
}

BOOST_AUTO_TEST_CASE(gaussian_mixture) {
  constexpr auto likelihood =
      sum(logsumexp(alpha + sum(q, d) - 0.5_c * sum(square(exp(q) * (x - mu)), d), k) -
          logsumexp(alpha));
  for (const tests::ptrdiff_t size : {0, 1, 3, 8, 33})
    check_both(gradient(likelihood, wrt(alpha, mu, q)), {{"n", size}}, {-1, 1});
}

BOOST_AUTO_TEST_CASE(neural_network) {
  constexpr auto hidden = tanh(sum(x * w1, d) + b1);
  constexpr auto output = sum(hidden * w2, h);
  for (const tests::ptrdiff_t size : {1, 3, 8, 33})
    check_both(gradient(mean(square(output - target)), wrt(w1, b1, w2)), {{"n", size}}, {-1, 1});
}

BOOST_AUTO_TEST_CASE(softmax_regression) {
  constexpr auto scores = sum(x * mu, d) + alpha;
  constexpr auto label = input<"label">(n, k);
  for (const tests::ptrdiff_t size : {1, 3, 8, 33})
    check_both(gradient(mean(logsumexp(scores, k) - sum(label * scores, k)), wrt(mu, alpha)),
               {{"n", size}});
}
