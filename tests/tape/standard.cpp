// What the standard library asks of numbers and of their expressions.
#include "tapeless/tape/standard.hpp"

#include <sstream>

#include "support/taped.hpp"

using namespace tapeless;

namespace {

using number = active<double>;
using two = dual<double, 2>;
using product_of_numbers = decltype(number() * number());
using sine = decltype(sin(number()));
using product_of_duals = decltype(two() * two());
using sum_of_duals = decltype(two() + two() + two());

template <class X, class Number>
void check_limits() {
  using limits = std::numeric_limits<X>;
  using of = std::numeric_limits<double>;
  static_assert(std::is_same_v<decltype(limits::max()), Number>);
  static_assert(limits::is_specialized && limits::digits == of::digits);
  BOOST_TEST(limits::epsilon().value() == of::epsilon());
  BOOST_TEST(limits::max().value() == of::max());
  BOOST_TEST(limits::lowest().value() == of::lowest());
  BOOST_TEST(limits::min().value() == of::min());
  BOOST_TEST(limits::infinity().value() == of::infinity());
}

template <class Wanted, class X, class Y>
constexpr bool have_in_common = std::is_same_v<std::common_type_t<X, Y>, Wanted>&&
    std::is_same_v<std::common_type_t<Y, X>, Wanted>;
static_assert(have_in_common<number, number, double>);
static_assert(have_in_common<number, number, product_of_numbers>);
static_assert(have_in_common<number, product_of_numbers, int>);
static_assert(have_in_common<number, product_of_numbers, sine>);
static_assert(have_in_common<two, two, double>);
static_assert(have_in_common<two, two, product_of_duals>);
static_assert(have_in_common<two, product_of_duals, float>);
static_assert(have_in_common<two, product_of_duals, sum_of_duals>);
static_assert(have_in_common<active<number>, active<number>, number>);

}  // namespace

BOOST_AUTO_TEST_CASE(limits) {
  check_limits<number, number>();
  check_limits<const number, number>();
  check_limits<product_of_numbers, number>();
  check_limits<const product_of_numbers, number>();
  check_limits<two, two>();
  check_limits<volatile two, two>();
  check_limits<product_of_duals, two>();
  check_limits<const sum_of_duals, two>();
}

BOOST_AUTO_TEST_CASE(streams) {
  number x;
  two y(1, 0);
  std::istringstream from("2.5 3.5");
  from >> x >> y;
  std::ostringstream to;
  to << x << ' ' << y << ' ' << x * x << ' ' << y + y;
  BOOST_TEST(to.str() == "2.5 3.5 6.25 7");
  BOOST_TEST(y.derivative(0) == 0);
}
