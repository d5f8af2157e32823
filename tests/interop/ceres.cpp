// Ceres' line searches as a method of minimize().
#include "tapeless/interop/ceres.hpp"

#include "optimize/golden.hpp"
#include "optimize/problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_CASE(rosenbrock_in_many_dimensions) {
  for (const std::size_t dimensions : {2U, 10U, 1000U}) {
    auto theta = uneven_rosenbrock_start(dimensions);
    const auto end =
        minimize(rosenbrock, wrt(u, v), theta, ceres_method{}, stop{.gradient_norm = 1e-5});
    BOOST_TEST((end.why == reason::gradient_norm));
    BOOST_TEST(largest_distance(theta[v], 1) < 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(other_directions) {
  for (const auto direction : {ceres::BFGS, ceres::NONLINEAR_CONJUGATE_GRADIENT}) {
    ceres_method method;
    method.options.line_search_direction_type = direction;
    auto theta = parameters(x = 1.0, y = 1.0);
    const auto end = minimize(beale, wrt(x, y), theta, method, stop{.gradient_norm = 1e-6});
    BOOST_TEST((end.why == reason::gradient_norm));
    BOOST_TEST(theta[x] == 3, tolerance(1e-5));
    BOOST_TEST(theta[y] == 0.5, tolerance(1e-5));
  }
}

BOOST_AUTO_TEST_CASE(in_float) {
  auto theta = parameters(x = 1.f, y = 1.f);
  minimize(beale, wrt(x, y), theta, ceres_method{});
  BOOST_TEST(theta[x] == 3.f, tolerance(1e-2f));
}

BOOST_AUTO_TEST_CASE(our_rules_hold) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto end = minimize(beale, wrt(x, y), theta, ceres_method{}, stop{.iterations = 3});
  BOOST_TEST((end.why == reason::iterations));
  BOOST_TEST(end.iterations == 3);
}

BOOST_AUTO_TEST_CASE(callbacks_see_every_iteration) {
  const auto value = function(beale);
  auto theta = parameters(x = 1.0, y = 1.0);
  double last = INFINITY;
  const auto end = minimize(beale, wrt(x, y), theta, ceres_method{},
                            on_step([&](const progress& now, const auto& at) {
                              BOOST_TEST(now.value < last);
                              BOOST_TEST(value(at) == now.value, tolerance(1e-12));
                              last = now.value;
                              return now.iterations < 4;
                            }));
  BOOST_TEST((end.why == reason::callback));
  BOOST_TEST(value(theta) == last, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(exceptions_come_through) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto three = [](const progress& now) {
    if (now.iterations == 2) throw 3;
  };
  BOOST_CHECK_THROW(minimize(beale, wrt(x, y), theta, ceres_method{}, on_step(three)), int);
  BOOST_TEST(function(beale)(theta) < 14);
}

BOOST_AUTO_TEST_CASE(walls_of_nothing) {
  auto theta = parameters(x = 1 - 1e-3);
  minimize(-log(x) - 2_c * log(1_c - x), wrt(x), theta, ceres_method{});
  BOOST_TEST(theta[x] == 1. / 3, tolerance(1e-5));
}
