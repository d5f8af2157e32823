#include "tapeless/base/gamma.hpp"

#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/test/unit_test.hpp>

#include "support/near.hpp"

using namespace tapeless;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

bool is_near(double result, double right) { return tests::near(result, right, 1e-14L, 0); }

}  // namespace

// (Values of Abramowitz and Stegun, tables 6.1 and 6.2, and closed forms.)
BOOST_AUTO_TEST_CASE(known_values) {
  constexpr double euler = 0.57721566490153286061, pi = static_cast<double>(base::gamma::pi);
  BOOST_TEST(is_near(base::digamma(1.0), -euler));
  BOOST_TEST(is_near(base::digamma(2.0), 1 - euler));
  BOOST_TEST(is_near(base::digamma(0.5), -euler - 2 * std::log(2.0)));
  BOOST_TEST(is_near(base::polygamma(1.0, 1.0), pi * pi / 6));
  BOOST_TEST(is_near(base::polygamma(1.0, 0.5), pi * pi / 2));
  BOOST_TEST(is_near(base::polygamma(2.0, 1.0), -2 * 1.2020569031595942854));
  BOOST_TEST(is_near(base::polygamma(3.0, 1.0), std::pow(pi, 4) / 15));
  BOOST_TEST(is_near(base::lgamma(0.5), std::log(pi) / 2));
  BOOST_TEST(base::digamma(1.0F) == static_cast<float>(-euler));
}

BOOST_AUTO_TEST_CASE(below_0) {
  for (const double x : {-0.25, -0.5, -1.75, -3.5, -10.125, -1000.5}) {
    BOOST_TEST(tests::near(base::digamma(x), boost::math::digamma(x), 1e-14L));
    BOOST_TEST(tests::near(base::polygamma(1.0, x), boost::math::polygamma(1, x), 1e-13L, 0));
  }
  for (const int order : {2, 3, 8, 15})
    for (const double x : {-0.25, -0.5000001, -1.75, -2.9999999, -3.4, -10.125, -1000.3})
      BOOST_TEST(tests::near(base::polygamma(double(order), x), boost::math::polygamma(order, x),
                             1e-12L, 0));
}

BOOST_AUTO_TEST_CASE(edges) {
  for (const double pole : {0.0, -1.0, -7.0, -1e300}) {
    BOOST_TEST(std::isnan(base::digamma(pole)));
    BOOST_TEST(std::isnan(base::polygamma(1.0, pole)));
  }
  BOOST_TEST(base::digamma(inf) == inf);
  BOOST_TEST(base::polygamma(1.0, inf) == 0);
  BOOST_TEST(std::isnan(base::digamma(std::numeric_limits<double>::quiet_NaN())));
  BOOST_TEST(is_near(base::polygamma(1.0, 1e300), 1e-300));
  BOOST_TEST(is_near(base::digamma(1e-300), -1e300));
  BOOST_TEST(base::lgamma(1e306) == std::lgamma(1e306));
}

// Where digamma is 0 it keeps its digits.
BOOST_AUTO_TEST_CASE(around_the_zero) {
  BOOST_TEST(is_near(base::digamma(1.4616321449683622), -9.2412655217294276e-17));
}
