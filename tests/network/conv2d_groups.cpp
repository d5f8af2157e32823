#include <boost/test/unit_test.hpp>

#include "network/convolution.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;
using tapeless::tests::check_convolution;

BOOST_AUTO_TEST_CASE(groups) {
  check_convolution<3, 3, with{.groups = 2}, 4, 4>();
  check_convolution<2, 3, with{.stride = 2, .padding = same, .groups = 3}, 6, 3>();
}

// A group for each channel.
BOOST_AUTO_TEST_CASE(depthwise) {
  check_convolution<3, 3, with{.padding = same, .groups = 4}, 4, 4>();
  constexpr auto x = input<"x">(axis<"row", 9>, axis<"column", 7>, axis<"channel", 4>);
  constexpr auto from = features(x, axis<"row", 9>, axis<"column", 7>, axis<"channel", 4>);
  static_assert(std::is_same_v<decltype(from | depthwise_conv2d<"c", 3, 3>),
                               decltype(from | conv2d<"c", 4, 3, 3, with{.groups = 4}>)>);
}
