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

// Windows of 1 to 5, steps of 1 to 3; 9 rows and 7 columns, so that some are left over.
BOOST_AUTO_TEST_CASE(valid_windows) {
  check<1, 1, with{}>();
  check<2, 3, with{}>();
  check<3, 2, with{.stride = 2}>();
  check<4, 5, with{.stride = 3}>();
  check<5, 4, with{.stride = 2}>();
  check<1, 1, with{.stride = 3}>();
  check<9, 7, with{}>();
}

BOOST_AUTO_TEST_CASE(same_windows) {
  check<1, 2, with{.padding = same}>();
  check<3, 3, with{.padding = same}>();
  check<2, 4, with{.stride = 2, .padding = same}>();
  check<5, 3, with{.stride = 3, .padding = same}>();
  check<4, 5, with{.stride = 1, .padding = same}>();
}
