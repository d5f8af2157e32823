// Newton's method: how fast it is near a minimum, and that it leaves saddles.
#include "tapeless/optimize/search/newton.hpp"

#include "../golden.hpp"
#include "../problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

// The digits double with each step.
BOOST_AUTO_TEST_CASE(formulas) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto end = minimize(beale, wrt(x, y), theta, newton{});
  BOOST_TEST(end.iterations <= 20);
  BOOST_TEST(theta[x] == 3, tolerance(1e-14));
  BOOST_TEST(theta[y] == 0.5, tolerance(1e-14));

  auto four = parameters(x = -3.0, y = -1.0, z = -3.0, w = -1.0);
  BOOST_TEST(minimize(wood, wrt(x, y, z, w), four, newton{}).evaluations <= 60);
  for (const double each : {four[x], four[y], four[z], four[w]})
    BOOST_TEST(each == 1, tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(a_parabola_takes_one_step) {
  auto theta = parameters(x = 7.0, u = std::vector{1.0, -2.0, 5.0});
  const auto end = minimize(square(x - 2_c) + sum(square(u - x)), wrt(x, u), theta, newton{});
  BOOST_TEST(end.iterations <= 2);
  BOOST_TEST(largest_distance(theta[u], 2) < 1e-14);
}

BOOST_AUTO_TEST_CASE(functions_and_data_of_formulas) {
  constexpr auto loss = sum(exp(x * height) - weight * x * height) + square(x) / 2_c;  // Poisson
  const std::vector<double> h{0.5, 1, 1.5, 2}, t{1, 3, 4, 9};
  auto theta = parameters(x = 0.1), same = theta;
  minimize(loss, wrt(x), height = h, weight = t, theta, newton{});
  const auto by_hand = [&](const auto& r) {
    std::remove_cvref_t<decltype(r)> all = square(r) / 2;
    for (std::size_t k = 0; k < h.size(); ++k) all += exp(r * h[k]) - t[k] * r * h[k];
    return all;
  };
  minimize(by_hand, same, newton{});
  BOOST_TEST(theta[x] == same[x], tolerance(1e-14));
}

// At the start the Hessian is negative.
BOOST_AUTO_TEST_CASE(against_the_curvature) {
  auto theta = parameters(x = 0.1, y = 0.1);
  const auto end = minimize(square(square(x) - 1_c) + square(square(y) - 4_c) + x * y / 10_c,
                            wrt(x, y), theta, newton{}, stop{.gradient_norm = 1e-12});
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(end.evaluations < 30);
  BOOST_TEST(std::abs(theta[x]) == 1, tolerance(0.05));
  BOOST_TEST(std::abs(theta[y]) == 2, tolerance(0.05));
}

BOOST_AUTO_TEST_CASE(a_loss_without_a_minimum) {
  auto theta = parameters(x = 1.0);
  BOOST_TEST((minimize(-x, wrt(x), theta, newton{}).why == reason::unbounded));
  theta[x] = 1;
  BOOST_TEST((minimize(-exp(x), wrt(x), theta, newton{}).why == reason::unbounded));
}

BOOST_AUTO_TEST_CASE(in_float) {
  auto theta = parameters(x = 1.f, y = 1.f);
  minimize(beale, wrt(x, y), theta, newton{});
  BOOST_TEST(theta[x] == 3.f, tolerance(1e-5f));
}
