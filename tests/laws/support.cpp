// The helpers of the tests, tested.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

#include "../support/finite_difference.hpp"
#include "../support/near.hpp"
#include "../support/random.hpp"

using namespace tapeless::tests;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

}  // namespace

BOOST_AUTO_TEST_CASE(nearness) {
  BOOST_TEST(near(1.0, 1.0 + 1e-13, 1e-12L));
  BOOST_TEST(!near(1.0, 1.0 + 1e-11, 1e-12L));
  BOOST_TEST(near(1e20, 1e20 * (1 + 1e-13), 1e-12L));
  BOOST_TEST(near(1e-14, 0.0, 1e-12L));
  BOOST_TEST(!near(1e-10, 0.0, 1e-12L));
  BOOST_TEST(near(1e-10, 0.0, 1e-12L, 1000));
  BOOST_TEST(near(inf, inf, 1e-12L));
  BOOST_TEST(!near(inf, -inf, 1e-12L));
  BOOST_TEST(!near(inf, 1e300, 1e-12L));
  BOOST_TEST(near(undefined, undefined, 1e-12L));
  BOOST_TEST(!near(undefined, 1.0, 1e-12L));
}

BOOST_AUTO_TEST_CASE(units_in_the_last_place) {
  BOOST_TEST(ulps(1.0, 1.0L) == 0);
  BOOST_TEST(ulps(1.0 + 0x1p-52, 1.0L) == 1);
  BOOST_TEST(ulps(2.0 + 0x1p-50, 2.0L) == 2);
  BOOST_TEST(ulps(inf, static_cast<long double>(inf)) == 0);
  BOOST_TEST(std::isinf(ulps(1.0, static_cast<long double>(inf))));
  BOOST_TEST(std::isinf(ulps(undefined, 1.0L)));
}

BOOST_AUTO_TEST_CASE(differences) {
  const auto cube = [](long double x) { return x * x * x; };
  BOOST_TEST(near(finite_difference(cube, 2, 1e-3L), 12, 1e-13L));
  const auto sine = [](long double x) { return std::sin(x); };
  BOOST_TEST(near(finite_difference(sine, 1, 2e-4L), std::cos(1.0L), 1e-12L));
}

BOOST_AUTO_TEST_CASE(random_tensors) {
  for (const double x : random_numbers().tensor(1000, {3, 4})) BOOST_TEST((3 < x && x < 4));
  BOOST_TEST(random_numbers(7).tensor(5) == random_numbers(7).tensor(5));
  BOOST_TEST(random_numbers(7).tensor(5) != random_numbers(8).tensor(5));
}
