// What docs/tour.md shows is what the library prints.
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>

#include <tapeless/tapeless.hpp>

namespace {

using namespace tapeless::names;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 25>;
constexpr auto d = axis<"d", 10>;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;
constexpr auto intercept = input<"intercept">;

constexpr auto loss = mean(square(slope * height + intercept - weight));

constexpr auto x = input<"x">(n, d);
constexpr auto alpha = input<"alpha">(k);
constexpr auto mu = input<"mu">(k, d);
constexpr auto q = input<"q">(k, d);
constexpr auto density =
    logsumexp(alpha + sum(q, d) - 0.5_c * sum(square(exp(q) * (x - mu)), d), k);
constexpr auto mixture = sum(density - logsumexp(alpha));

constexpr auto kind = axis<"kind", 3>;
constexpr auto weights = input<"weights">(d, kind);
constexpr auto label = input<"label", whole>(n);
constexpr auto surprise = mean(cross_entropy(matmul(x, weights, d), label, kind));

constexpr auto i = axis<"i">;
constexpr auto m = axis<"m">(extent(i) - 1_c);
constexpr auto path = input<"path">(i);
constexpr auto length = sum(square(path(m + 1_c) - path(m)));

std::string tour() {
  std::ifstream file(TAPELESS_DOCS "/tour.md");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Whether the page holds a listing word for word.
void check_listing(const std::string& listing) {
  BOOST_TEST(tour().find(listing) != std::string::npos, "docs/tour.md should show:\n" << listing);
}

template <class Formula, class... Wanted>
std::string traced() {
  return tapeless::ir::print(tapeless::compilation<Formula, Wanted...>::traced.thaw());
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_graph_of_the_formula) {
  using formula = std::remove_const_t<decltype(loss)>;
  check_listing(traced<formula, std::remove_const_t<decltype(slope)>>());
}

BOOST_AUTO_TEST_CASE(the_plan_of_the_regression) {
  constexpr auto fit = gradient(loss, wrt(slope, intercept));
  static_assert(fit.loops == 1);
  static_assert(decltype(fit)::program::plan.buffers.size == 0);
  check_listing(describe(fit));
}

// exp(q) runs before the samples, and there is one loop over them.
BOOST_AUTO_TEST_CASE(the_plan_of_the_mixture) {
  const std::string plan = describe(gradient(mixture, wrt(alpha, mu, q)));
  const auto samples = plan.find("\n  for n");
  BOOST_TEST(samples != std::string::npos);
  BOOST_TEST(plan.find("\n  for n", samples + 1) == std::string::npos);
  BOOST_TEST(plan.find("= exp", plan.find("plan:")) < samples);
  check_listing(plan.substr(plan.find("  for n")));
}

// One exponential for each score, of the value and the gradient.
BOOST_AUTO_TEST_CASE(the_plan_of_the_classifier) {
  const std::string text = describe(gradient(surprise, wrt(weights)));
  const std::string plan = text.substr(text.find("  for n"));
  BOOST_TEST(plan.find("= exp") == plan.rfind("= exp"));
  check_listing(plan);
}

BOOST_AUTO_TEST_CASE(the_plan_of_the_stencil) {
  constexpr auto fit = gradient(length, wrt(path));
  static_assert(fit.loops == 1);
  static_assert(decltype(fit)::program::plan.buffers.size == 0);
  check_listing(describe(fit));
}
