#include "tapeless/network/conv2d.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using tt::numbers;

namespace {

template <int Rows, int Columns, with With, int Outs = 3, int Ins = 2>
void check() {
  constexpr auto x = input<"x">(axis<"row", 9>, axis<"column", 7>, axis<"channel", Ins>);
  constexpr auto y = features(x, axis<"row", 9>, axis<"column", 7>, axis<"channel", Ins>) |
                     conv2d<"c", Outs, Rows, Columns, With>;
  using axes = typename decltype(y)::axes;
  constexpr auto g = input<"g">(tapeless::network::item<0, axes>{},
                                tapeless::network::item<1, axes>{}, last_axis(y));
  constexpr auto kernel = part<"c.kernel">(y);
  constexpr auto bias = part<"c.bias">(y);
  constexpr auto fit = gradient(sum(y.formula * g), wrt(x, kernel, bias, g));

  const tt::image_shape from{9, 7, Ins};
  const tt::window_shape w{Rows, Columns, With.stride == 0 ? 1 : With.stride, With.padding == same};
  const auto image = tt::some_numbers(from.size(), 1);
  const auto weights = tt::some_numbers(Rows * Columns * Ins / With.groups * Outs, 2);
  const auto offset = tt::some_numbers(Outs, 3);
  const auto back = tt::some_numbers(tt::after(from, w, Outs).size(), 4);
  const tt::convolution expected(from, w, Outs, With.groups, image, weights, offset, back);
  const auto r = fit(x = image, kernel = weights, bias = offset, g = back);
  BOOST_TEST_CONTEXT(Rows << " x " << Columns << ", stride " << w.stride << ", same " << w.same
                          << ", groups " << With.groups) {
    BOOST_TEST(tt::largest_difference(r[g], expected.y) < 1e-13);
    BOOST_TEST(tt::largest_difference(r[x], expected.dx) < 1e-13);
    BOOST_TEST(tt::largest_difference(r[kernel], expected.d_kernel) < 1e-12);
    BOOST_TEST(tt::largest_difference(r[bias], expected.d_bias) < 1e-13);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(groups) {
  check<3, 3, with{.groups = 2}, 4, 4>();
  check<2, 3, with{.stride = 2, .padding = same, .groups = 3}, 6, 3>();
}

// A group for each channel.
BOOST_AUTO_TEST_CASE(depthwise) {
  check<3, 3, with{.padding = same, .groups = 4}, 4, 4>();
  constexpr auto x = input<"x">(axis<"row", 9>, axis<"column", 7>, axis<"channel", 4>);
  constexpr auto from = features(x, axis<"row", 9>, axis<"column", 7>, axis<"channel", 4>);
  static_assert(std::is_same_v<decltype(from | depthwise_conv2d<"c", 3, 3>),
                               decltype(from | conv2d<"c", 4, 3, 3, with{.groups = 4}>)>);
}
