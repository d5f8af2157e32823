#include <boost/test/unit_test.hpp>
#include <vector>

#include "network/convolution.hpp"
#include "support/random.hpp"
#include "tapeless/verify.hpp"

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

// What flows to one that another stands on, whose sums have more axes than a tensor may.
BOOST_AUTO_TEST_CASE(groups_behind_another) {
  constexpr auto image = axis<"image">;
  constexpr auto row = axis<"row", 4>;
  constexpr auto column = axis<"column", 5>;
  constexpr auto channel = axis<"channel", 2>;
  constexpr auto x = input<"x">(image, row, column, channel);
  constexpr auto net = features(x, row, column, channel) | conv2d<"a", 4, 2, 2> | silu |
                       conv2d<"b", 4, 2, 2, with{.groups = 2}>;
  const auto theta = start<double>(net, he{.seed = 3});
  for (const std::size_t images : {1U, 2U}) {
    const std::vector<double> xs = tapeless::tests::random_numbers().tensor(images * 40);
    BOOST_TEST(verify(gradient(sum(square(net.formula)), wrt(net, x)), theta, x = xs).right);
  }
}
