#include "tapeless/network/conv2d.hpp"

#include <boost/test/unit_test.hpp>

#include "network/convolution.hpp"

using namespace tapeless::layers;
using tapeless::tests::check_convolution;

// Windows of 1 to 5 rows or columns with steps of 1 to 3, each with both paddings; 9 rows and 7
// columns, so that some are left over.
BOOST_AUTO_TEST_CASE(valid_windows) {
  check_convolution<1, 1, with{}>();
  check_convolution<2, 3, with{}>();
  check_convolution<3, 2, with{.stride = 2}>();
  check_convolution<4, 5, with{}>();
  check_convolution<1, 4, with{.stride = 2}>();
  check_convolution<2, 3, with{.stride = 3}>();
  check_convolution<4, 5, with{.stride = 3}>();
  check_convolution<5, 4, with{.stride = 2}>();
  check_convolution<1, 1, with{.stride = 3}>();
  check_convolution<9, 7, with{}>();
}

BOOST_AUTO_TEST_CASE(same_windows) {
  check_convolution<1, 2, with{.padding = same}>();
  check_convolution<3, 3, with{.padding = same}>();
  check_convolution<2, 4, with{.stride = 2, .padding = same}>();
  check_convolution<1, 3, with{.stride = 2, .padding = same}>();
  check_convolution<5, 2, with{.stride = 2, .padding = same}>();
  check_convolution<1, 2, with{.stride = 3, .padding = same}>();
  check_convolution<5, 3, with{.stride = 3, .padding = same}>();
  check_convolution<3, 4, with{.stride = 3, .padding = same}>();
  check_convolution<4, 5, with{.stride = 1, .padding = same}>();
}
