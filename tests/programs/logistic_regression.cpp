// Logistic regression with a penalty: what lbfgs{} finds is what Newton's method finds.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless::names;

namespace {

constexpr auto n = axis<"n">;
constexpr auto d = axis<"d">;
constexpr auto x = input<"x">(n, d);
constexpr auto sign = input<"sign">(n);  // 1 or -1
constexpr auto w = input<"w">(d);
constexpr auto loss = mean(softplus(-sign * dot(x, w, d))) + 0.01_c * sum(square(w));

}  // namespace

BOOST_AUTO_TEST_CASE(two_methods) {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  std::vector<double> samples(500 * 4), signs(500);
  for (double& e : samples) e = normal(random);
  for (std::size_t i = 0; i < signs.size(); ++i)
    signs[i] = 2 * samples[4 * i] - samples[4 * i + 1] + normal(random) > 0 ? 1 : -1;

  auto theta = parameters(w = std::vector<double>(4)), other = theta;
  minimize(loss, wrt(w), x = samples, sign = signs, theta, lbfgs{});
  minimize(loss, wrt(w), x = samples, sign = signs, other, newton{});
  BOOST_TEST(theta[w] == other[w], boost::test_tools::tolerance(1e-5)
             << boost::test_tools::per_element());
  BOOST_TEST(theta[w][0] > 1);
  BOOST_TEST(theta[w][1] < -0.5);
}
