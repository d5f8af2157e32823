#include "tapeless/network/window.hpp"

#include <boost/test/unit_test.hpp>

#include "tapeless/network.hpp"

using tapeless::layers::same;
using tapeless::layers::valid;
using tapeless::network::windows;

BOOST_AUTO_TEST_CASE(counts) {
  static_assert(windows{32, 3, 1, valid}.count() == 30);
  static_assert(windows{13, 2, 2, valid}.count() == 6);
  static_assert(windows{2, 3, 1, valid}.count() == 0);
  static_assert(windows{32, 3, 1, same}.count() == 32);
  static_assert(windows{13, 2, 2, same}.count() == 7);
}

// As TensorFlow: one more after the end than before the beginning.
BOOST_AUTO_TEST_CASE(beginnings) {
  static_assert(windows{32, 3, 1, valid}.before() == 0);
  static_assert(windows{32, 3, 1, same}.before() == 1);
  static_assert(windows{32, 4, 1, same}.before() == 1);
  static_assert(windows{13, 2, 2, same}.before() == 0);
  static_assert(windows{9, 1, 3, same}.before() == 0);
}
