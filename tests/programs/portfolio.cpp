// Weights of a portfolio: a softmax, so that they are positive and sum to 1, and a quadratic form
// in it. The best ones solve a system of linear equations.
#include <boost/test/unit_test.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless::names;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto yield = input<"yield">(i);
constexpr auto covariances = input<"covariances">(i, j);
constexpr auto a = input<"a">(i);
constexpr auto weights = softmax(a);
constexpr auto risk = sum(weights * covariances * at(weights, i = j));
constexpr auto loss = 2_c * risk - dot(yield, weights);

}  // namespace

// Where 4 S w - yield is the same for all (Lagrange), and weights sum to 1.
BOOST_AUTO_TEST_CASE(the_best_weights) {
  const std::vector<double> yields{0.05, 0.08, 0.12};
  const std::vector<double> s{0.04, 0.01, 0.00,  //
                              0.01, 0.09, 0.02,  //
                              0.00, 0.02, 0.16};
  auto theta = parameters(a = std::vector<double>(3));
  minimize(loss, wrt(a), yield = yields, covariances = s, theta, lbfgs{},
           stop{.gradient_norm = 1e-12});
  const std::vector<double> w = function(weights)(theta);
  BOOST_TEST(w[0] + w[1] + w[2] == 1, boost::test_tools::tolerance(1e-14));
  double marginal[3];
  for (std::size_t k = 0; k < 3; ++k)
    marginal[k] = 4 * (s[3 * k] * w[0] + s[3 * k + 1] * w[1] + s[3 * k + 2] * w[2]) - yields[k];
  BOOST_TEST(marginal[0] == marginal[1], boost::test_tools::tolerance(1e-8));
  BOOST_TEST(marginal[0] == marginal[2], boost::test_tools::tolerance(1e-8));
}
