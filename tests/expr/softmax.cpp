#include "tapeless/expr/softmax.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <sstream>
#include <vector>

#include "support/sentence.hpp"
#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto k = axis<"k", 5>;
constexpr auto one = axis<"one", 1>;
constexpr auto x = input<"x">(n, k);
constexpr auto y = input<"y">(m);
constexpr auto w = input<"w">(n, k);
constexpr auto single = input<"single">(n, one);
constexpr auto label = input<"label", whole>(n);
constexpr double infinity = std::numeric_limits<double>::infinity();

template <class Fit>
void check(Fit fit) {
  for (const tt::ptrdiff_t size : {0, 1, 3, 8, 21})
    tt::check_both(fit, {{"n", size}, {"m", size + 1}, {"label", 5}}, {-1, 1});
}

// How often a listing has a word.
int count(const std::string& text, const std::string& word) {
  int found = 0;
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1))
    ++found;
  return found;
}
template <class Fit>
std::string graph_of(Fit fit) {
  std::ostringstream text;
  text << describe(fit);
  return text.str().substr(0, text.str().find("plan"));
}

// One row of logits; what a plain loop in long double makes of it.
struct row {
  std::vector<long double> logits;
  long double log_sum(long double less) const {
    long double sum = 0;
    for (const long double l : logits) sum += std::exp(l - less);
    return std::log(sum);
  }
  long double log_share(std::size_t c) const {
    const long double greatest = *std::max_element(logits.begin(), logits.end());
    return logits[c] - greatest - log_sum(greatest);
  }
};

template <class T>
void check_row(const std::vector<T>& logits, long double tolerance) {
  const row exact{{logits.begin(), logits.end()}};
  const auto share = function(softmax(y))(y = logits);
  const auto log_share = function(log_softmax(y))(y = logits);
  for (std::size_t c = 0; c < logits.size(); ++c) {
    BOOST_TEST(tt::near(share[c], std::exp(exact.log_share(c)), tolerance));
    BOOST_TEST(tt::near(log_share[c], exact.log_share(c), tolerance));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(values) {
  check_row<double>({0.5, -1, 2, 0.25}, 1e-15L);
  check_row<float>({0.5F, -1, 2, 0.25F}, 2e-7L);
  check_row<double>({3}, 1e-15L);
  check_row<double>({}, 1e-15L);
}

BOOST_AUTO_TEST_CASE(large_logits_keep_their_digits) {
  check_row<double>({1e4, 1e4 + 0.5, -1e4}, 1e-15L);
  check_row<float>({1e4F, 1e4F + 0.5F, -1e4F, 9999}, 2e-7L);
  check_row<float>({-1e4F, -1e4F - 0.5F}, 2e-7L);
  check_row<double>({-infinity, 0, 1}, 1e-15L);
  const std::vector<float> at{1e4F, 1e4F + 0.5F, -1e4F, 9999, 1e4F};
  const float loss = function(sum(cross_entropy(x, label, k)))(x = at, label = std::vector{3});
  const row exact{{at.begin(), at.end()}};
  BOOST_TEST(tt::near(loss, -exact.log_share(3), 2e-7L));
}

BOOST_AUTO_TEST_CASE(gradients) {
  check(gradient(sum(w * softmax(x, k)), wrt(x, w)));
  check(gradient(sum(sin(log_softmax(x, k)) * w), wrt(x, w)));
  check(gradient(sum(square(softmax(2_c * x * w, n))), wrt(x, w)));
  check(gradient(sum(square(softmax(x)) + log_softmax(w)), wrt(x, w)));
  check(gradient(sum(cross_entropy(x, label, k)), wrt(x)));
  check(gradient(mean(cross_entropy(sin(x) * w, label, k)), wrt(x, w)));
  check(gradient(sum(cross_entropy(x, square(w), k)), wrt(x, w)));
  check(gradient(sum(cross_entropy(w, softmax(x, k), k)), wrt(x, w)));
  check(gradient(sum(softmax(single, one) + cross_entropy(single, 0_c, one)), wrt(single)));
}

BOOST_AUTO_TEST_CASE(threads_change_no_bit) {
  constexpr auto f = gradient(mean(cross_entropy(x, label, k)) + sum(softmax(w, n) * x), wrt(x, w));
  using fit = std::remove_const_t<decltype(f)>;
  tt::trial<fit, double>({{"n", 3000}, {"label", 5}}, {}).check_threads();
  tt::trial<fit, float>({{"n", 3000}, {"label", 5}}, {}).check_threads();
}

BOOST_AUTO_TEST_CASE(forwards) {
  tt::check_both(jacobian(softmax(y), wrt(y)), {{"m", 6}});
  tt::check_both(jacobian(log_softmax(y), wrt(y)), {{"m", 6}});
}

// What the gradient costs: one exp, and nothing flows through the greatest, which would ask where
// it is (`equal`, but for that of the label).
BOOST_AUTO_TEST_CASE(one_exponential) {
  for (const std::string& graph : {graph_of(gradient(sum(w * softmax(x, k)), wrt(x))),
                                   graph_of(gradient(sum(w * log_softmax(x, k)), wrt(x))),
                                   graph_of(gradient(sum(logsumexp(x, k)), wrt(x)))}) {
    BOOST_TEST(count(graph, " = exp ") == 1, graph);
    BOOST_TEST(count(graph, " = equal ") == 0, graph);
  }
  const std::string graph = graph_of(gradient(mean(cross_entropy(x, label, k)), wrt(x)));
  BOOST_TEST(count(graph, " = exp ") == 1, graph);
  BOOST_TEST(count(graph, " = equal ") == 1, graph);
  BOOST_TEST(count(graph, "scatter") == 0, graph);
}

// Probabilities between 0 and 1 make nothing infinite further on, so nothing is looked at there.
BOOST_AUTO_TEST_CASE(nothing_to_cut_off) {
  constexpr auto z = softmax(x, k);
  const std::string graph = graph_of(gradient(sum(1_c / (1_c + sum(square(z * w), k))), wrt(x)));
  BOOST_TEST(count(graph, " = equal ") == 0, graph);
}

BOOST_AUTO_TEST_CASE(the_gradient_is_the_share_less_the_target) {
  constexpr auto fit = gradient(sum(cross_entropy(x, label, k)), wrt(x));
  const numbers at{0.5, -1, 2, 0.25, 1, 1, -infinity, 0, 2, 1e4};
  const auto share = function(softmax(x, k))(x = at);
  const std::vector<int> labels{2, 3};
  const auto r = fit(x = at, label = labels);
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double wanted = share[i] - (static_cast<int>(i % 5) == labels[i / 5] ? 1 : 0);
    BOOST_TEST(tt::near(r[x][i], wanted, 1e-15L));
  }
  BOOST_TEST(tt::near(r.value, 9998 - row{{0.5, -1, 2, 0.25, 1}}.log_share(2), 1e-15L));
  numbers one_hot(10, 0.0);
  one_hot[2] = one_hot[8] = 1;
  const auto by = gradient(sum(cross_entropy(x, w, k)), wrt(x))(x = at, w = one_hot);
  BOOST_TEST(tt::near(by.value, r.value, 1e-15L));
  for (std::size_t i = 0; i < at.size(); ++i) BOOST_TEST(tt::near(by[x][i], r[x][i], 1e-15L));
}

// What is impossible counts for nothing, and the derivative by a probability of 0 is as by others.
BOOST_AUTO_TEST_CASE(probabilities_of_zero) {
  const numbers at{0.5, -1, -infinity, 0.25, 1}, p{0.5, 0, 0, 0.5, 0};
  const auto r = gradient(sum(cross_entropy(x, w, k)), wrt(x, w))(x = at, w = p);
  const row exact{{at.begin(), at.end()}};
  BOOST_TEST(tt::near(r.value, -(exact.log_share(0) + exact.log_share(3)) / 2, 1e-15L));
  BOOST_TEST(tt::near(r[w][1], -exact.log_share(1), 1e-15L));
  BOOST_TEST(std::isfinite(r[w][2]));
  for (std::size_t c = 0; c < 5; ++c)
    BOOST_TEST(tt::near(r[x][c], std::exp(exact.log_share(c)) - p[c], 1e-15L));
  const numbers possible{0.5, 0, 0.25, 0.25, 0};
  BOOST_TEST(function(sum(cross_entropy(x, w, k)))(x = at, w = possible) == infinity);
}

// Behind the loss: nothing is looked at for what flows back, and infinite logits of a logarithm
// stay without effect.
BOOST_AUTO_TEST_CASE(logits_of_a_logarithm) {
  const numbers at{0.5, 0, 0.25, 0.25, 1};
  const auto r =
      gradient(sum(cross_entropy(log(x), label, k)), wrt(x))(x = at, label = std::vector{2});
  for (const double slope : r[x]) BOOST_TEST(std::isfinite(slope));
  constexpr auto through = matmul(x, input<"v">(k, axis<"c", 3>), k);
  const std::string graph = graph_of(gradient(mean(cross_entropy(through, label, axis<"c", 3>)),
                                              wrt(input<"v">(k, axis<"c", 3>))));
  BOOST_TEST(count(graph, " = equal ") == 1, graph);
}

BOOST_AUTO_TEST_CASE(logits_that_are_infinite) {
  constexpr auto shares = function(softmax(y));
  BOOST_TEST((shares(y = numbers{-infinity, 0, -infinity}) == numbers{0, 1, 0}));
  for (const double z : shares(y = numbers{-infinity, -infinity})) BOOST_TEST(std::isnan(z));
  BOOST_TEST(std::isnan(shares(y = numbers{infinity, 0})[0]));
  for (const double z : shares(y = numbers{infinity, 0})) BOOST_TEST((z == 0 || std::isnan(z)));
}

BOOST_AUTO_TEST_CASE(labels_are_looked_at) {
  constexpr auto fit = gradient(mean(cross_entropy(x, label, k)), wrt(x));
  const numbers at(10, 0.5);
  BOOST_TEST(tt::sentence([&] {
               fit(x = at, label = std::vector{1, 5});
             }) ==
             "tapeless: input \"x\" is read at 5 along axis \"k\" (label[1]), which is 5 (as "
             "declared)");
  constexpr auto of_a_formula = gradient(mean(cross_entropy(sin(x) * w, label, k)), wrt(x));
  BOOST_TEST(tt::sentence([&] {
               of_a_formula(x = at, w = at, label = std::vector{-1, 4});
             }) ==
             "tapeless: a formula is read at -1 along axis \"k\" (label[0]), which is 5 (as "
             "declared)");
}
