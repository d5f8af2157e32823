// Constraints in our own methods: what is a minimum among them, and what is said where there is
// none.
#include "tapeless/optimize/search/keep_constraints.hpp"

#include "../constrained_problems.hpp"
#include "../distance.hpp"
#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

// To eight digits, or eight places.
template <class Method>
auto check_of(const Method& method) {
  return [method](int number, auto loss, auto theta, double least, const std::vector<double>& there,
                  const auto&... limits) {
    using all = typename optimizing::inputs_in<decltype(theta)&>::type;
    const auto end = minimize(loss, all{}, theta, method, limits..., stop{.gradient_norm = 1e-9});
    BOOST_TEST_CONTEXT("problem " << number << ": " << to_string(end) << ", " << end.evaluations
                                  << " evaluations, broken by " << end.worst.by) {
      BOOST_TEST((end.why == reason::gradient_norm || end.why == reason::precision));
      BOOST_TEST(end.evaluations <= 700);
      BOOST_TEST(end.worst.by <= 2e-9);
      BOOST_TEST(std::abs(end.value - least) <= 1e-8 * std::max(1.0, std::abs(least)));
      BOOST_TEST(distance(numbers_of(theta), there) <=
                 (number == 49 ? 1e-4 : 1e-8));  // (a sixth power)
    }
  };
}

}  // namespace

BOOST_AUTO_TEST_CASE(hock_and_schittkowski_by_lbfgs) {
  with_every_constrained_problem(check_of(lbfgs{}));
}
BOOST_AUTO_TEST_CASE(hock_and_schittkowski_by_levenberg_marquardt) {
  with_every_constrained_fit(check_of(levenberg_marquardt{}));
}
BOOST_AUTO_TEST_CASE(hock_and_schittkowski_fits_by_lbfgs) {
  const auto check = check_of(lbfgs{});
  with_every_constrained_fit([&](int number, auto residuals, const auto&... more) {
    check(number, sum(square(residuals)), more...);
  });
}

// Nothing but smoothness is asked of a constraint: problems 6 and 7, and 43 of Rosen and Suzuki.
BOOST_AUTO_TEST_CASE(curved_constraints) {
  using namespace constrained;
  using all = std::vector<double>;
  const auto check = check_of(lbfgs{});
  check_of(levenberg_marquardt{})(
      6, [](const auto& first, const auto&) { return 1 - first; }, parameters(s = -1.2, q = 1.0), 0,
      all{1, 1}, equal_to_0(10_c * (q - square(s))));
  check(7, log(1_c + square(s)) - q, parameters(s = 2.0, q = 2.0), -std::sqrt(3.0),
        all{0, std::sqrt(3.0)}, equal_to_0(square(1_c + square(s)) + square(q) - 4_c));
  const auto v0 = v(0_c);
  const auto v1 = v(1_c);
  const auto v2 = v(2_c);
  const auto v3 = v(3_c);
  const auto squares = sum(square(v));
  check(43, squares + square(v2) - 5_c * v0 - 5_c * v1 - 21_c * v2 + 7_c * v3,
        parameters(v = all{0, 0, 0, 0}), -44, all{0, 1, 2, -1},
        at_most_0(squares + v0 - v1 + v2 - v3 - 8_c),
        at_most_0(squares + square(v1) + square(v3) - v0 - v3 - 10_c),
        at_most_0(squares + square(v0) - square(v3) + 2_c * v0 - v1 - v3 - 5_c));
}

// A constraint may have data of its own or the loss's, several values, or be a function.
BOOST_AUTO_TEST_CASE(all_kinds_of_constraints) {
  using namespace constrained;
  constexpr auto most = input<"most">(three);
  const auto one = [&](const auto& constraint) {
    auto theta = parameters(u = std::vector<double>{1, 2, 3});
    const auto end = minimize(sum(square(u - 2_c * most)), wrt(u), theta, lbfgs{}, constraint,
                              most = std::vector<double>{1, 2, -3}, stop{.gradient_norm = 1e-10});
    BOOST_TEST(to_string(end) == "the gradient is short enough");
    return theta[u];
  };
  using expected = std::vector<double>;
  const auto same = [](const auto& x, const expected& y) {
    for (std::size_t i = 0; i < y.size(); ++i) BOOST_TEST(std::abs(x[i] - y[i]) < 1e-8);
  };
  same(one(at_most_0(u - most)), {1, 2, -6});
  constexpr auto scale = input<"scale">;
  same(one(at_most_0(u - scale * most, scale = 1.5)), {1.5, 3, -6});
  same(one(equal_to_0([](const auto& each) { return each[0] + each[1] + each[2] - 3; })),
       {3, 5, -5});
  float rounded = 0;
  auto theta = parameters(s = 1.0f);
  minimize(square(s), wrt(s), theta, lbfgs{}, at_most_0(2_c - s));
  rounded = theta[s];
  BOOST_TEST(std::abs(rounded - 2) < 1e-5f);
}

// What cannot be kept is named, with how far it is broken at the best place; and so is what is not
// finite at the start.
BOOST_AUTO_TEST_CASE(constraints_that_cannot_be_kept) {
  using namespace constrained;
  auto theta = parameters(s = 1.0, q = 1.0);
  auto end = minimize(square(s) + square(q), wrt(s, q), theta, lbfgs{}, at_most_0(s - 100_c),
                      at_most_0(s + q - 1_c), at_most_0(3_c - s - q));
  BOOST_TEST((end.why == reason::infeasible));
  BOOST_TEST((end.worst.number == 2 || end.worst.number == 3));
  BOOST_TEST(std::abs(end.worst.by - 1) < 1e-6);
  BOOST_TEST(
      to_string(end).starts_with("no place was found that keeps the constraints: "
                                 "constraint "));
  BOOST_TEST(to_string(end).ends_with(", at_most_0(), is broken by 1"));

  auto tensor = parameters(u = std::vector<double>{1, 2, 3});
  end = minimize(sum(square(u)), wrt(u), tensor, lbfgs{}, equal_to_0(u - 7_c),
                 bounds(u, 0, std::vector<double>{8, 5, 8}));
  BOOST_TEST(to_string(end) ==
             "no place was found that keeps the constraints: constraint 1, equal_to_0(), is broken "
             "by 2 at [1]");

  theta = parameters(s = -1.0, q = 1.0);
  BOOST_TEST(sentence([&] {
               minimize(square(s) + square(q), wrt(s, q), theta, lbfgs{}, at_most_0(s),
                        equal_to_0(log(s) - q));
             }) ==
             "tapeless: minimize: constraint 2, equal_to_0(), is nan at the start; nothing is "
             "changed");
  BOOST_TEST(theta[s] == -1);
}

// Limits are of the whole; iterations are counted on, and the value is the loss alone.
BOOST_AUTO_TEST_CASE(limits_and_progress) {
  using namespace constrained;
  auto theta = parameters(s = 5.0, q = 1.0);
  std::int64_t last = -1;
  const auto count = [&](const progress& now) {
    BOOST_TEST(now.iterations == last + 1);
    last = now.iterations;
  };
  auto end = minimize(square(s) + square(q), wrt(s, q), theta, lbfgs{}, on_step(count),
                      equal_to_0(s * q - 4_c));
  BOOST_TEST(end.iterations == last);
  BOOST_TEST(std::abs(end.value - 8) < 1e-8);
  theta = parameters(s = 5.0, q = 1.0);
  end = minimize(square(s) + square(q), wrt(s, q), theta, lbfgs{}, stop{.iterations = 2},
                 equal_to_0(s * q - 4_c));
  BOOST_TEST((end.why == reason::iterations));
  BOOST_TEST(end.iterations == 2);
}
