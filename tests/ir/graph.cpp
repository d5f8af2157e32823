#include "tapeless/ir/graph.hpp"

#include <boost/test/unit_test.hpp>

using namespace tapeless::ir;

BOOST_AUTO_TEST_CASE(sets_of_axes) {
  constexpr axis_set a = axis_set::of(0) | axis_set::of(5), b = axis_set::of(5) | axis_set::of(31);
  static_assert(a.has(0) && a.has(5) && !a.has(1));
  static_assert(a.size() == 2 && a.first() == 0 && b.first() == 5);
  static_assert((a & b) == axis_set::of(5));
  static_assert((a - b) == axis_set::of(0));
  static_assert((a | b).size() == 3 && (a | b).includes(a) && !a.includes(b));
  static_assert(a.meets(b) && !a.meets(axis_set::of(31)) && axis_set().empty());
  BOOST_TEST(b.has(31));
}

BOOST_AUTO_TEST_CASE(lists_of_axes) {
  index_list list;
  list.push(3);
  list.push(1);
  list.push(3);
  BOOST_TEST(list.size == 3);
  BOOST_TEST(list[1] == 1);
  BOOST_TEST(list.set().size() == 2);
  index_list other = list;
  BOOST_TEST((other == list));
  other.push(0);
  BOOST_TEST(!(other == list));
}

BOOST_AUTO_TEST_CASE(nests) {
  node n;
  n.code = tapeless::op::code_of<tapeless::op::sum>;
  n.axes = axis_set::of(1);
  n.over = axis_set::of(2);
  BOOST_TEST((nest_of(n) == (axis_set::of(1) | axis_set::of(2))));
}
