// Tensors of three axes: emitted code against the evaluator and finite differences.
#include "../support/three_axes.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(lanes_in_the_middle) { check_order(input<"x">(d, n, k)); }

BOOST_AUTO_TEST_CASE(lanes_innermost) {
  check_order(input<"x">(k, d, n));
  check_order(input<"x">(d, k, n));
}
