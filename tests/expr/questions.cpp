#include "tapeless/expr/questions.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <numbers>
#include <vector>

#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto x = input<"x">(n, k);
constexpr auto v = input<"v">(k);

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

const numbers rows{1,  5,  5,  -2,  //
                   3,  3,  3,  3,   //
                   -1, -2, -3, -4};

}  // namespace

BOOST_AUTO_TEST_CASE(greatest_and_least) {
  BOOST_TEST((function(argmax(x, k))(x = rows, k = 4) == numbers{1, 0, 0}));
  BOOST_TEST((function(argmin(x, k))(x = rows, k = 4) == numbers{3, 0, 3}));
  BOOST_TEST(function(argmax(v, k))(v = numbers{2, undefined}) == 2);
  BOOST_TEST(function(argmax(v, k))(v = numbers{-inf, -inf}) == 0);
  numbers long_one(1000, 1);
  long_one[777] = 2;
  BOOST_TEST(function(argmax(v, k))(v = long_one) == 777);
}

BOOST_AUTO_TEST_CASE(no_derivative) {
  const auto fit = gradient(sum(x * argmax(x, k)), wrt(x));
  BOOST_TEST((fit(x = rows, k = 4)[x] == numbers{1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0}));
}

BOOST_AUTO_TEST_CASE(some_and_all) {
  const auto number_of = [](auto condition) { return where(condition, 1_c, 0_c); };
  BOOST_TEST((function(number_of(any(x > 4_c, k)))(x = rows, k = 4) == numbers{1, 0, 0}));
  BOOST_TEST((function(number_of(all(x > 0_c, k)))(x = rows, k = 4) == numbers{0, 1, 0}));
  BOOST_TEST((function(count(x > 0_c, k))(x = rows, k = 4) == numbers{3, 4, 0}));
  BOOST_TEST(function(count(x > 0_c))(x = rows, k = 4) == 7);
  BOOST_TEST(function(number_of(any(v > 0_c)))(v = numbers{}) == 0);
  BOOST_TEST(function(number_of(all(v > 0_c)))(v = numbers{}) == 1);
}

BOOST_AUTO_TEST_CASE(finite_and_nan) {
  const numbers at{1, inf, undefined, -inf, 0};
  BOOST_TEST(function(count(isfinite(v)))(v = at) == 2);
  BOOST_TEST(function(count(isnan(v)))(v = at) == 1);
}

BOOST_AUTO_TEST_CASE(pi) {
  BOOST_TEST(function(pi_c * v)(v = numbers{1})[0] == std::numbers::pi);
  BOOST_TEST(function(sin(pi_c / 2_c) * v)(v = numbers{1})[0] == 1);
}
