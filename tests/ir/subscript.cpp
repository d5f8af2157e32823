#include "tapeless/ir/subscript.hpp"

#include <boost/test/unit_test.hpp>

using namespace tapeless::ir;

namespace {

constexpr subscript i = step_along(0), j = step_along(1), n = extent_along(2);
constexpr subscript one = fixed_subscript(1);

constexpr subscript half_of(subscript s) {
  s.divisor = 2;
  return s;
}
constexpr std::int64_t extent_of(int axis) { return axis == 2 ? -1 : 10 * (axis + 1); }

}  // namespace

BOOST_AUTO_TEST_CASE(equal_ones_are_equal) {
  static_assert(i + j + one == j + one + i);
  static_assert(2 * i - i == i);
  static_assert(i - i == fixed_subscript(0));
  static_assert(!(i == j) && !(i == extent_along(0)));
  static_assert(3 * (i + one) == 3 * i + fixed_subscript(3));
}

BOOST_AUTO_TEST_CASE(divisors) {
  static_assert(2 * half_of(i + one) == i + one);
  static_assert(!(-1 * half_of(i)).exists);
  static_assert(j + half_of(i) == half_of(2 * j + i));
  static_assert(half_of(i) + one == half_of(i + 2 * one));
  static_assert(!(half_of(i) + half_of(j)).exists);
  static_assert(!(fixed_subscript(7) + -1 * half_of(i)).exists);  // (not 7)
  static_assert(!(one + no_subscript()).exists && !(no_subscript() + fixed_subscript(0)).exists);
}

BOOST_AUTO_TEST_CASE(steps_replaced) {
  constexpr auto twice = [](int axis) { return axis == 0 ? 2 * j + one : step_along(axis); };
  static_assert(substituted(3 * i + j, twice) == 7 * j + fixed_subscript(3));
  static_assert(substituted(n - i, twice) == n - 2 * j - one);
  constexpr auto half = [](int axis) { return axis == 0 ? half_of(j) : step_along(axis); };
  static_assert(substituted(i + n, half) == half_of(j + 2 * n));
  static_assert(substituted(i + j - n + one, half) == half_of(3 * j - 2 * n + 2 * one));
  constexpr auto other = whole_at(0, axis_set::of(3));
  static_assert(substituted(i + other, half) == half_of(j + 2 * other));
  constexpr auto whole = whole_at(0, axis_set::of(0));
  static_assert(!substituted(whole, twice).exists);
  static_assert(substituted(whole, [](int axis) { return step_along(axis); }) == whole);
}

BOOST_AUTO_TEST_CASE(reaches) {
  constexpr reach r = reach_of(2 * i - j + one, extent_of);
  static_assert(r.known && r.least == 1 - 19 && r.greatest == 2 * 9 + 1);
  static_assert(!reach_of(n - i, extent_of).known);
  static_assert(reach_of(half_of(i - one), extent_of).least == -1);
}
