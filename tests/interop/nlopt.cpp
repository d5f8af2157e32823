// NLopt's algorithms as methods of minimize().
#include "tapeless/interop/nlopt.hpp"

#include "optimize/golden.hpp"
#include "optimize/problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_CASE(rosenbrock_in_many_dimensions) {
  for (const std::size_t dimensions : {2U, 10U, 1000U}) {
    auto theta = uneven_rosenbrock_start(dimensions);
    const auto end =
        minimize(rosenbrock, wrt(u, v), theta, nlopt_method{}, stop{.gradient_norm = 1e-5});
    BOOST_TEST((end.why == reason::gradient_norm));
    BOOST_TEST(end.iterations <= end.evaluations);
    BOOST_TEST(largest_distance(theta[v], 1) < 1e-4);
  }
}

BOOST_AUTO_TEST_CASE(many_algorithms) {
  for (const auto algorithm : {NLOPT_LD_LBFGS, NLOPT_LD_SLSQP, NLOPT_LD_MMA, NLOPT_LD_VAR2,
                               NLOPT_LD_TNEWTON_PRECOND, NLOPT_LN_NELDERMEAD, NLOPT_LN_BOBYQA}) {
    auto theta = parameters(x = 1.0, y = 1.0);
    minimize(beale, wrt(x, y), theta, nlopt_method{.algorithm = algorithm},
             stop{.gradient_norm = 1e-6, .iterations = 10000});
    BOOST_TEST_CONTEXT(nlopt_algorithm_name(algorithm)) {
      BOOST_TEST(theta[x] == 3, tolerance(1e-4));
      BOOST_TEST(theta[y] == 0.5, tolerance(1e-4));
    }
  }
}

BOOST_AUTO_TEST_CASE(bounds) {
  auto theta = parameters(x = 1.0, y = 1.0);
  minimize(square(x - 3_c) + square(y + 2_c), wrt(x, y), theta,
           nlopt_method{.algorithm = NLOPT_LD_SLSQP, .setup = [](nlopt_opt solver) {
                          nlopt_set_upper_bounds1(solver, 2);
                          nlopt_set_lower_bounds1(solver, -1);
                        }});
  BOOST_TEST(theta[x] == 2, tolerance(1e-9));
  BOOST_TEST(theta[y] == -1, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(in_float) {
  auto theta = parameters(x = 1.f, y = 1.f);
  minimize(beale, wrt(x, y), theta, nlopt_method{});
  BOOST_TEST(theta[x] == 3.f, tolerance(1e-2f));
}

BOOST_AUTO_TEST_CASE(iterations_are_evaluations) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto end = minimize(beale, wrt(x, y), theta, nlopt_method{.algorithm = NLOPT_LN_NELDERMEAD},
                            stop{.iterations = 30});
  BOOST_TEST((end.why == reason::iterations));
  BOOST_TEST((end.evaluations <= 31 && end.iterations < 30));
}

BOOST_AUTO_TEST_CASE(callbacks_see_every_lower_value) {
  const auto value = function(beale);
  auto theta = parameters(x = 1.0, y = 1.0);
  double last = INFINITY;
  const auto end = minimize(beale, wrt(x, y), theta, nlopt_method{},
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
  BOOST_CHECK_THROW(minimize(beale, wrt(x, y), theta, nlopt_method{}, on_step(three)), int);
  BOOST_TEST(function(beale)(theta) < 14);
}

BOOST_AUTO_TEST_CASE(walls_of_nothing) {
  auto theta = parameters(x = 1 - 1e-3);
  minimize(-log(x) - 2_c * log(1_c - x), wrt(x), theta, nlopt_method{});
  BOOST_TEST((theta[x] > 0 && theta[x] < 1));
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto said_of = [&](const nlopt_method& method) {
    return sentence([&] { minimize(beale, wrt(x, y), theta, method); });
  };
  BOOST_TEST(said_of({.algorithm = NLOPT_NUM_ALGORITHMS}) ==
             "tapeless: nlopt_method: NLopt does not have this algorithm");
  BOOST_TEST(said_of({.setup = [](nlopt_opt solver) {
               nlopt_set_lower_bounds1(solver, 5);
             }}).find("tapeless: nlopt_method: NLopt says: ") == 0U);
  BOOST_TEST(theta[x] == 1);
}
