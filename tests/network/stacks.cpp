// Layers of one kind after each other. Their windows are along axes of the same names, which must
// not be taken for one another.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "network/naive.hpp"
#include "support/trial.hpp"
#include "tapeless/network.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto row = axis<"row", 12>;
constexpr auto column = axis<"column", 11>;
constexpr auto channel = axis<"channel", 2>;
constexpr auto x = input<"x">(row, column, channel);
constexpr auto flow = features(x, row, column, channel);

numbers means(const tt::image_shape& from, const numbers& of) {
  const tt::window_shape w{2, 2, 2, false};
  const tt::image_shape to = tt::after(from, w, from.channels);
  numbers all(to.size());
  tt::for_each_place(from, w, [&](auto i, auto j, auto r, auto c, auto, auto) {
    for (int f = 0; f < from.channels; ++f) all[to.at(i, j, f)] += of[from.at(r, c, f)] / 4;
  });
  return all;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pools) {
  constexpr auto y = flow | avg_pool<2, 2> | avg_pool<2, 2>;
  const numbers image = tt::some_numbers(12 * 11 * 2, 1);
  const numbers expected = means({6, 5, 2}, means({12, 11, 2}, image));
  using tapeless::network::item;
  using axes = decltype(y)::axes;
  constexpr auto g = input<"g">(item<0, axes>{}, item<1, axes>{}, channel);
  const auto r = gradient(sum(y.formula * g), wrt(g))(x = image, g = numbers(expected.size()));
  BOOST_TEST(tt::largest_difference(r[g], expected) < 1e-14);
  tt::check_both(gradient(sum(square(y.formula)), wrt(x)), {});
  constexpr auto z = flow | max_pool<2, 2> | max_pool<2, 2> | max_pool<2, 2>;
  tt::check_both(gradient(sum(square(z.formula)), wrt(x)), {});
}

BOOST_AUTO_TEST_CASE(convolutions) {
  constexpr auto y = flow | conv2d<"a", 2, 3, 3> | conv2d<"b", 2, 3, 3>;
  constexpr auto a = part<"a.kernel">(y);
  constexpr auto b = part<"b.kernel">(y);
  constexpr auto a0 = part<"a.bias">(y);
  constexpr auto b0 = part<"b.bias">(y);
  const numbers image = tt::some_numbers(12 * 11 * 2, 1), first = tt::some_numbers(36, 2),
                second = tt::some_numbers(36, 3), offset{0.5, -0.5};
  const tt::window_shape window{3, 3, 1, false};
  const numbers none(12 * 11 * 2);
  const tt::convolution once({12, 11, 2}, window, 2, 1, image, first, offset, none);
  const tt::convolution twice({10, 9, 2}, window, 2, 1, once.y, second, offset, none);
  const auto r = function(y.formula)(x = image, a = first, b = second, a0 = offset, b0 = offset);
  BOOST_TEST(tt::largest_difference(r, twice.y) < 1e-13);
  tt::check_both(gradient(sum(square(y.formula)), wrt(x, a, b, a0, b0)), {});
}
