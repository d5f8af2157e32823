// Ceres' line searches as a method of minimize(), and formulas as blocks of its problems.
#include "tapeless/interop/ceres.hpp"

#include <ceres/problem.h>
#include <ceres/solver.h>

#include "optimize/golden.hpp"
#include "optimize/nist.hpp"
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

namespace {

ceres::Solver::Summary solve(ceres::Problem& problem) {
  ceres::Solver::Options options;
  options.linear_solver_type = ceres::DENSE_QR;
  options.function_tolerance = options.gradient_tolerance = options.parameter_tolerance = 1e-15;
  options.max_num_iterations = 200;
  options.logging_type = ceres::SILENT;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  return summary;
}

// A camera in the plane, at two numbers and turned by the third, sees a point: where, of its axes.
constexpr auto two = axis<"two", 2>;
constexpr auto camera = input<"camera">(axis<"three", 3>);
constexpr auto spot = input<"spot">(two);
constexpr auto seen = input<"seen">(two);
constexpr auto dx = spot(0_c) - camera(0_c);
constexpr auto dy = spot(1_c) - camera(1_c);
constexpr auto along = cos(camera(2_c)) * dx + sin(camera(2_c)) * dy;
constexpr auto across = cos(camera(2_c)) * dy - sin(camera(2_c)) * dx;
constexpr auto off = where(two == 0_c, along, across) - seen;

}  // namespace

BOOST_AUTO_TEST_CASE(a_curve_of_nist) {
  const nist data("misra1a");
  double found[] = {500, 1e-4};
  ceres::Problem problem;
  problem.AddResidualBlock(ceres_cost(x * (1_c - exp(-y * height)) - weight, wrt(x, y),
                                      height = data.x, weight = data.y),
                           nullptr, &found[0], &found[1]);
  solve(problem);
  BOOST_TEST(data.digits({found[0], found[1]}) > 8);
}

// Three cameras and four points, from what each camera sees; the first camera is where it is.
BOOST_AUTO_TEST_CASE(a_small_bundle) {
  const double cameras[3][3] = {{0, 0, 0}, {4, 1, 2}, {-1, 5, -1}};
  const double points[4][2] = {{2, 2}, {3, -1}, {-2, 1}, {1, 4}};
  const auto sees = function(off + seen);
  double found_cameras[3][3], found_points[4][2], pixels[3][4][2];
  ceres::Problem problem;
  const double none[2] = {};
  for (int m = 0; m < 3; ++m)
    for (int k = 0; k < 4; ++k) {
      const auto at = sees(camera = cameras[m], spot = points[k], seen = none);
      std::copy(at.begin(), at.end(), pixels[m][k]);
      for (int i = 0; i < 3; ++i) found_cameras[m][i] = cameras[m][i] + (m > 0 ? 0.1 * (i + 1) : 0);
      for (int i = 0; i < 2; ++i) found_points[k][i] = points[k][i] - 0.2 * (i - k);
      problem.AddResidualBlock(ceres_cost(off, wrt(camera, spot), seen = pixels[m][k]), nullptr,
                               found_cameras[m], found_points[k]);
    }
  problem.SetParameterBlockConstant(found_cameras[0]);
  BOOST_TEST(solve(problem).final_cost < 1e-20);
  BOOST_TEST(found_points[3][1] == 4, tolerance(1e-9));
  BOOST_TEST(found_cameras[2][2] == -1, tolerance(1e-9));
}

// One residual, of which Ceres wants the value, or one of two Jacobians.
BOOST_AUTO_TEST_CASE(what_ceres_asks_for) {
  const std::unique_ptr<ceres::CostFunction> cost(ceres_cost(x * y * z, wrt(x, y), z = 5.0));
  BOOST_TEST(cost->num_residuals() == 1);
  BOOST_TEST((cost->parameter_block_sizes() == std::vector<int>{1, 1}));
  const double two_blocks[] = {2, 3}, *blocks[] = {&two_blocks[0], &two_blocks[1]};
  double value = 0, by_y = 0, *jacobians[] = {nullptr, &by_y};
  BOOST_TEST(cost->Evaluate(blocks, &value, nullptr));
  BOOST_TEST(value == 30);
  value = 0;
  BOOST_TEST(cost->Evaluate(blocks, &value, jacobians));
  BOOST_TEST(value == 30);
  BOOST_TEST(by_y == 10);
}
