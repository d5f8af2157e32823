#include "tapeless/expr/operators.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);

template <class Row>
constexpr bool is(auto f) {
  return decltype(f)::term.code == op::code_of<Row>;
}
constexpr bool is_condition(auto f) { return expr::condition<decltype(f)>; }

}  // namespace

BOOST_AUTO_TEST_CASE(arithmetic) {
  static_assert(is<op::add>(x + y) && is<op::sub>(x - y) && is<op::mul>(x * y) &&
                is<op::div>(x / y));
  static_assert(is<op::neg>(-x));
  static_assert(std::is_same_v<decltype(+x), decltype(+(+x))>);
  static_assert(!is_condition(x + y));
}

BOOST_AUTO_TEST_CASE(comparisons) {
  static_assert(is<op::less>(x < y) && is<op::less_equal>(x <= y) && is<op::equal>(x == y) &&
                is<op::negation>(x != y));
  static_assert(std::is_same_v<decltype(x > y), decltype(y < x)>);
  static_assert(std::is_same_v<decltype(x >= y), decltype(y <= x)>);
  static_assert(is_condition(x < y) && is_condition(x != y));
}

BOOST_AUTO_TEST_CASE(connectives) {
  static_assert(is<op::both>(x < y && y < x) && is<op::either>(x < y || y < x) &&
                is<op::negation>(!(x < y)));
  static_assert(is_condition(!(x < y)));
}

BOOST_AUTO_TEST_CASE(axes_are_numbers) {
  static_assert(decltype(+n)::term.code == op::index && is<op::add>(n + x) &&
                is<op::less>(n < 3_c) && is<op::equal>(n == n));
}

BOOST_AUTO_TEST_CASE(functions) {
  static_assert(is<op::max>(max(x, y)) && is<op::greatest>(max(x)) && is<op::greatest>(max(x, n)));
  static_assert(is<op::min>(min(x, 0_c)) && is<op::least>(min(x, n)));
  static_assert(is<op::where>(where(x < y, x, 0_c)) && is<op::pow>(pow(x, 2_c)));
}
