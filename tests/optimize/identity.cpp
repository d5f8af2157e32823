// Which parameters objects are the same one.
#include "tapeless/optimize/identity.hpp"

#include <boost/test/unit_test.hpp>
#include <type_traits>
#include <utility>
#include <vector>

using namespace tapeless::optimizing;

BOOST_AUTO_TEST_CASE(each_is_itself) {
  identity a, b;
  const mark of_a = a.mark();
  BOOST_TEST(same(a.mark(), of_a));
  BOOST_TEST(!same(b.mark(), of_a));
}

BOOST_AUTO_TEST_CASE(a_copy_is_another) {
  identity a;
  identity copy = a;
  BOOST_TEST(!same(copy.mark(), a.mark()));
  identity of_marked = a;
  BOOST_TEST(!same(of_marked.mark(), a.mark()));
}

BOOST_AUTO_TEST_CASE(it_stays_when_it_is_given_other_values) {
  identity a, b;
  const mark of_a = a.mark(), of_b = b.mark();
  a = b;
  BOOST_TEST(same(a.mark(), of_a));
  BOOST_TEST(same(b.mark(), of_b));
}

BOOST_AUTO_TEST_CASE(it_moves) {
  identity a, b;
  const mark of_a = a.mark(), of_b = b.mark();
  std::swap(a, b);
  BOOST_TEST(same(a.mark(), of_b));
  BOOST_TEST(same(b.mark(), of_a));
  identity c = std::move(a);
  BOOST_TEST(same(c.mark(), of_b));
  BOOST_TEST(!same(a.mark(), of_b));
}

BOOST_AUTO_TEST_CASE(a_vector_that_grows_moves) {
  BOOST_TEST(std::is_nothrow_move_constructible_v<identity>);
  std::vector<identity> all(1);
  const mark first = all[0].mark();
  for (int i = 0; i < 10; ++i) all.emplace_back();
  BOOST_TEST(same(all[0].mark(), first));
}

BOOST_AUTO_TEST_CASE(a_mark_knows_when_the_object_is_gone) {
  mark left;
  {
    identity a;
    left = a.mark();
    BOOST_TEST(!left.expired());
  }
  BOOST_TEST(left.expired());
  identity b;
  BOOST_TEST(!same(b.mark(), left));
}
