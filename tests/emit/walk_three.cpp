// Tensors of three axes: emitted code against the evaluator and finite differences.
#include "../support/three_axes.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(lanes_outermost) {
  check_order(input<"x">(n, k, d));
  check_order(input<"x">(n, d, k));
}

BOOST_AUTO_TEST_CASE(lanes_in_the_middle) { check_order(input<"x">(k, n, d)); }
