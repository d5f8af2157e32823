// What docs/optimize.md shows of other libraries compiles, and does what the page says.
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

#include <ceres/problem.h>
#include <ceres/solver.h>
#include <tapeless/interop/ceres.hpp>
#include <tapeless/interop/nlopt.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;
using boost::test_tools::tolerance;

namespace {

constexpr auto n = axis<"n">;
constexpr auto age = input<"age">(n);
constexpr auto height = input<"height">(n);
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto most = input<"most">;

}  // namespace

// clang-format off
BOOST_AUTO_TEST_CASE(constraints) {
  auto theta = parameters(x = 3.0, y = 2.0);
  minimize(square(x) + square(y), wrt(x, y), theta, nlopt_method{.algorithm = NLOPT_LD_SLSQP},
           at_most_0(most - x - y, most = 1.0), bounds(x, 0, 5));
  BOOST_TEST(theta[x] == 0.5, tolerance(1e-6));
  BOOST_TEST(theta[y] == 0.5, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(residual_blocks) {
  const std::vector<double> t{0, 1, 2, 3}, h{2, 2 * std::exp(0.3), 2 * std::exp(0.6), 2 * std::exp(0.9)};
  double a = 1, b = 0;
  ceres::Problem problem;
  problem.AddResidualBlock(
      ceres_cost(x * exp(y * age) - height, wrt(x, y), age = t, height = h), nullptr, &a, &b);
  ceres::Solver::Options options;
  ceres::Solver::Summary summary;
  ceres::Solve(options, &problem, &summary);
  BOOST_TEST(a == 2, tolerance(1e-6));
  BOOST_TEST(b == 0.3, tolerance(1e-6));
}
