// The usual test problems. On the same ones, and with as many pairs, Ceres 2.1 and NLopt 2.7.1 need
// 42 and 55 evaluations for Rosenbrock's function, 15 and 22 for Beale's, 111 and 38 for Wood's.
#include "tapeless/optimize/search/lbfgs.hpp"

#include "../golden.hpp"
#include "../problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

constexpr stop short_gradient{.gradient_norm = 1e-5};

}  // namespace

BOOST_AUTO_TEST_CASE(rosenbrock_in_many_dimensions) {
  for (const std::size_t dimensions : {2U, 10U, 1000U}) {
    auto theta = rosenbrock_start(dimensions);
    const auto end = minimize(rosenbrock, wrt(u, v), theta, lbfgs{}, short_gradient);
    BOOST_TEST((end.why == reason::gradient_norm));
    BOOST_TEST(end.evaluations <= 50);
    BOOST_TEST(largest_distance(theta[u], 1) < 1e-5);
    BOOST_TEST(largest_distance(theta[v], 1) < 1e-5);
  }
}

BOOST_AUTO_TEST_CASE(rosenbrock_with_uneven_starts) {
  for (const std::size_t dimensions : {10U, 1000U}) {
    auto theta = uneven_rosenbrock_start(dimensions);
    const auto end = minimize(rosenbrock, wrt(u, v), theta, lbfgs{}, short_gradient);
    BOOST_TEST((end.why == reason::gradient_norm));
    BOOST_TEST(end.evaluations <= 450);
    BOOST_TEST(largest_distance(theta[v], 1) < 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(beales_function) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto end = minimize(beale, wrt(x, y), theta, lbfgs{}, short_gradient);
  BOOST_TEST(end.evaluations <= 20);
  BOOST_TEST(theta[x] == 3, tolerance(1e-5));
  BOOST_TEST(theta[y] == 0.5, tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(woods_function) {
  auto theta = parameters(x = -3.0, y = -1.0, z = -3.0, w = -1.0);
  const auto end = minimize(wood, wrt(x, y, z, w), theta, lbfgs{}, short_gradient);
  BOOST_TEST(end.evaluations <= 120);
  for (const double each : {theta[x], theta[y], theta[z], theta[w]})
    BOOST_TEST(each == 1, tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(a_bowl_of_condition_1e6) {
  auto theta = parameters(u = std::vector<double>(10, 1.0));
  const auto end = minimize(bowl, wrt(u), steepness = steepness_to(1e6, 10), theta,
                            lbfgs{.pairs = 20}, short_gradient);
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(end.evaluations <= 150);
  BOOST_TEST(largest_distance(theta[u], 0) < 1e-5);
}

BOOST_AUTO_TEST_CASE(height_and_weight) {
  const std::string here = __FILE__;
  const auto columns =
      csv::last_columns(here.substr(0, here.rfind("tests")) + "examples/data/height_weight.csv", 2);
  auto theta = parameters(slope = 6.0, intercept = -230.0);
  const auto end = minimize(mean(square(slope * height + intercept - weight)),
                            wrt(slope, intercept), height = columns[0], weight = columns[1], theta,
                            lbfgs{}, stop{.gradient_norm = 1e-9});
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(end.evaluations <= 20);
  BOOST_TEST(theta[slope] == 6.041117388295454, tolerance(1e-11));
  BOOST_TEST(theta[intercept] == -230.530984695, tolerance(1e-11));
}

BOOST_AUTO_TEST_CASE(in_float) {
  auto theta = parameters(x = 1.f, y = 1.f);
  minimize(beale, wrt(x, y), theta, lbfgs{});
  BOOST_TEST(theta[x] == 3.f, tolerance(1e-3f));
  BOOST_TEST(theta[y] == 0.5f, tolerance(1e-3f));
}

// Far out, the gradient's square is not finite; and beyond 0 and 1, the value is none.
BOOST_AUTO_TEST_CASE(steep_walls) {
  auto far = parameters(x = 600.0);
  BOOST_TEST(minimize(exp(x) + exp(-x), wrt(x), far, lbfgs{}).value == 2, tolerance(1e-12));
  auto near = parameters(x = 1 - 1e-9);
  minimize(-log(x) - 2_c * log(1_c - x), wrt(x), near, lbfgs{});
  BOOST_TEST(near[x] == 1. / 3, tolerance(1e-5));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_reached_is_given_up) {
  auto theta = parameters(x = 1.5, y = 0.7);
  const auto end = minimize(square(x) + square(y - 1_c) + 3_c * x, wrt(x, y), theta, lbfgs{},
                            stop{.gradient_norm = 1e-300});
  BOOST_TEST((end.why == reason::precision || end.why == reason::no_decrease ||
              end.why == reason::gradient_norm));
  BOOST_TEST(end.evaluations < 100);
  BOOST_TEST(theta[x] == -1.5, tolerance(1e-12));

  auto kink = parameters(x = 0.3);
  const auto stuck = minimize(abs(x), wrt(x), kink, lbfgs{}, stop{.gradient_norm = 0.5});
  BOOST_TEST(stuck.evaluations < 100);
  BOOST_TEST(std::abs(kink[x]) < 1e-4);
}

// Below the start the value is not a number.
BOOST_AUTO_TEST_CASE(nowhere_to_go) {
  auto theta = parameters(x = 1.0);
  const auto end = minimize(x + log(1_c + where(x < 1_c, -2_c, 0_c)) * x, wrt(x), theta, lbfgs{});
  BOOST_TEST((end.why == reason::no_decrease || end.why == reason::not_finite));
  BOOST_TEST(theta[x] == 1);
  BOOST_TEST(end.value == 1);
}

// A verdict that says so; and theta is where the value was found.
BOOST_AUTO_TEST_CASE(losses_without_a_minimum) {
  const auto alone = [](double start) { return parameters(x = start); };
  const auto both = [](double start) { return parameters(x = start, y = start); };
  const auto check = [](auto loss, auto wanted, auto theta_at) {
    for (const double start : {1.0, 1e3}) {
      auto theta = theta_at(start);
      const auto end = minimize(loss, wanted, theta, lbfgs{});
      BOOST_TEST((end.why == reason::unbounded), to_string(end.why));
      BOOST_TEST(end.value == function(loss)(theta));
      BOOST_TEST(std::isfinite(end.value));
    }
  };
  check(-1e-20_c * x, wrt(x), alone);
  check(1e18_c - x, wrt(x), alone);
  check(-sqrt(x), wrt(x), alone);
  check(square(y) - x, wrt(x, y), both);
  check(square(y) - 1e30_c * x, wrt(x, y), both);
  check(square(y) - square(x), wrt(x, y), both);
  check(square(y) - exp(x / 1000_c), wrt(x, y), both);
}

BOOST_AUTO_TEST_CASE(a_well_without_a_bottom) {
  auto theta = parameters(x = 1.0);
  BOOST_TEST((minimize(log(x), wrt(x), theta, lbfgs{}).why == reason::unbounded));
  BOOST_TEST(theta[x] > 0);
}

BOOST_AUTO_TEST_CASE(losses_that_only_look_as_if) {
  const auto check = [](auto loss, double start) {
    auto theta = parameters(x = start);
    const auto end = minimize(loss, wrt(x), theta, lbfgs{});
    BOOST_TEST((end.why != reason::unbounded), end.value);
  };
  check(exp(-x), 1);
  check(square(x) - log(1_c + exp(x)), 1);  // -infinity where exp() overflows
  check(square(x - 1e9_c), 0);
  check(1e-20_c * square(x - 1e9_c) - 1_c, 0);
  check(softplus(x) - x / 3_c, -50);
  check(-exp(-square(x)), 3);
}

// What is left are the residuals' roundings.
BOOST_AUTO_TEST_CASE(a_perfect_fit_is_no_failure) {
  const std::vector<double> at{0, 0.5, 1, 2, 4, 7};
  constexpr auto model = x + y * exp(-height / 3_c);
  for (const double scale : {1.0, 1e-8, 1e8}) {
    auto theta = parameters(x = 0.3 * scale, y = 2 * scale);
    const auto exact = function(model)(theta, height = at);
    for (const double start : {0.3, 1.0}) {
      theta[x] = start * scale;
      const auto end = minimize(sum(square(model - weight)), wrt(x, y), height = at, weight = exact,
                                theta, lbfgs{}, stop{.gradient_norm = 0});
      BOOST_TEST((end.why == reason::precision || end.why == reason::gradient_norm),
                 to_string(end.why));
      BOOST_TEST(theta[x] == 0.3 * scale, tolerance(1e-12));
    }
  }
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  auto theta = parameters(x = 1.0);
  BOOST_TEST(sentence([&] { minimize(square(x), wrt(x), theta, lbfgs{.pairs = 0}); }) ==
             "tapeless: lbfgs: pairs is 0; it must be at least 1");
}
