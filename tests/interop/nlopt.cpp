// NLopt's algorithms as methods of minimize().
#include "tapeless/interop/nlopt.hpp"

#include <chrono>

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

BOOST_AUTO_TEST_CASE(bounds_by_setup) {
  auto theta = parameters(x = 1.0, y = 1.0);
  minimize(square(x - 3_c) + square(y + 2_c), wrt(x, y), theta,
           nlopt_method{.algorithm = NLOPT_LD_SLSQP, .setup = [](nlopt_opt solver) {
                          nlopt_set_upper_bounds1(solver, 2);
                          nlopt_set_lower_bounds1(solver, -1);
                        }});
  BOOST_TEST(theta[x] == 2, tolerance(1e-9));
  BOOST_TEST(theta[y] == -1, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(bounds_by_name) {
  for (const auto algorithm : {NLOPT_LD_LBFGS, NLOPT_LD_SLSQP, NLOPT_LD_MMA, NLOPT_LN_BOBYQA}) {
    auto theta = parameters(x = 1.0, u = std::vector{1.0, 0.5});
    minimize(square(x - 3_c) + sum(square(u + 2_c)), wrt(x, u), theta, bounds(x, -1, 2),
             bounds(u, std::vector{-1.0, 0.0}, 9), nlopt_method{.algorithm = algorithm});
    BOOST_TEST_CONTEXT(nlopt_algorithm_name(algorithm)) {
      BOOST_TEST(theta[x] == 2, tolerance(1e-6));
      BOOST_TEST(theta[u][0] == -1, tolerance(1e-6));
      BOOST_TEST(std::abs(theta[u][1]) < 1e-6);
    }
  }
}

// Problems of Hock & Schittkowski.
BOOST_AUTO_TEST_CASE(constraints) {
  for (const auto algorithm : {NLOPT_LD_SLSQP, NLOPT_LN_COBYLA}) {
    const nlopt_method method{.algorithm = algorithm};
    const stop rules{.relative_step = 1e-10, .iterations = 20000};
    BOOST_TEST_CONTEXT(nlopt_algorithm_name(algorithm)) {
      auto theta = parameters(x = -1.2, y = 1.0);  // 6
      auto end = minimize([](const auto& l, const auto&) { return square(1 - l); }, theta, method,
                          rules, equal_to_0(10_c * (y - square(x))));
      BOOST_TEST(std::abs(theta[x] - 1) < 1e-4);
      BOOST_TEST(std::abs(theta[y] - 1) < 1e-4);

      theta = parameters(x = -10.0, y = 10.0);  // 10
      end = minimize(x - y, wrt(x, y), theta, method, rules,
                     at_most_0(3_c * square(x) - 2_c * x * y + square(y) - 1_c));
      BOOST_TEST(end.value == -1, tolerance(1e-6));

      theta = parameters(x = 2.0, y = -1.0);  // 21
      end = minimize(0.01_c * square(x) + square(y) - 100_c, wrt(x, y), theta, method, rules,
                     at_most_0(10_c - 10_c * x + y), bounds(x, 2, 50), bounds(y, -50, 50));
      BOOST_TEST(end.value == -99.96, tolerance(1e-8));

      auto three = parameters(x = 0.5, y = 0.5, z = 0.5);  // 35
      end = minimize(9_c - 8_c * x - 6_c * y - 4_c * z + 2_c * square(x) + 2_c * square(y) +
                         square(z) + 2_c * x * y + 2_c * x * z,
                     wrt(x, y, z), three, method, rules, at_most_0(x + y + 2_c * z - 3_c));
      BOOST_TEST(end.value == 1.0 / 9, tolerance(1e-6));
      BOOST_TEST(three[x] == 4.0 / 3, tolerance(1e-3));
    }
  }
}

// A constraint may have fewer inputs than the loss, data of its own, several values; and be a
// function, beside a function.
BOOST_AUTO_TEST_CASE(all_kinds_of_constraints) {
  const std::vector<double> most{1, 2, 3};
  const nlopt_method method{.algorithm = NLOPT_LD_SLSQP};
  auto theta = parameters(u = std::vector{0.0, 0.0, 0.0}, x = 5.0);
  minimize(square(x) - sum(u), wrt(u, x), theta, method, at_most_0(u - steepness, steepness = most),
           at_most_0(sum(u) - 4_c));
  BOOST_TEST(theta[u][0] + theta[u][1] + theta[u][2] == 4, tolerance(1e-6));
  BOOST_TEST(theta[u][0] <= 1 + 1e-7);

  auto two = parameters(x = 2.0, y = 2.0);
  minimize([](const auto& l, const auto& m) { return l + m; }, two, method,
           at_most_0([](const auto& l, const auto& m) { return l * l + m * m - 2; }));
  BOOST_TEST(two[x] == -1, tolerance(1e-5));
  BOOST_TEST(
      sentence([&] { minimize(x + y, wrt(x, y), two, nlopt_method{}, at_most_0(x - 3_c)); }) ==
      "tapeless: nlopt_method: this algorithm takes no constraints of at_most_0(); "
      "NLOPT_LD_SLSQP and NLOPT_LN_COBYLA take all");
}

// Where a loss is no number, algorithms without gradients neither hang nor give up.
BOOST_AUTO_TEST_CASE(losses_that_are_nan_somewhere) {
  for (const auto algorithm : {NLOPT_LN_COBYLA, NLOPT_LN_BOBYQA, NLOPT_LN_NELDERMEAD}) {
    auto theta = parameters(x = 0.5, y = 3.0);
    const auto end = minimize(x - log(x) + square(sqrt(y) - 1_c), wrt(x, y), theta,
                              nlopt_method{.algorithm = algorithm},
                              stop{.relative_step = 1e-8, .iterations = 5000, .seconds = 5});
    BOOST_TEST_CONTEXT(nlopt_algorithm_name(algorithm) << ": " << to_string(end.why)) {
      BOOST_TEST(theta[x] == 1, tolerance(1e-4));
      BOOST_TEST(theta[y] == 1, tolerance(1e-4));
      BOOST_TEST(end.seconds < 5);
    }
  }
}

BOOST_AUTO_TEST_CASE(seconds_are_kept) {
  auto theta = parameters(x = 1.0, y = 1.0);
  const auto slow = [](const auto& l, const auto& m) {
    const auto begin = std::chrono::steady_clock::now();
    while (std::chrono::steady_clock::now() - begin < std::chrono::milliseconds(2)) continue;
    return square(l - 3) + square(m);
  };
  const auto end = minimize(slow, theta, nlopt_method{.algorithm = NLOPT_GN_ISRES},
                            stop{.seconds = 0.1}, bounds(x, -5, 5), bounds(y, -5, 5));
  BOOST_TEST((end.why == reason::seconds));
  BOOST_TEST(end.seconds < 0.3);
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
