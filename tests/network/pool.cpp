#include "tapeless/network/pool.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto row = axis<"row", 9>;
constexpr auto column = axis<"column", 7>;
constexpr auto channel = axis<"channel", 3>;
constexpr auto x = input<"x">(row, column, channel);
const tt::image_shape from{9, 7, 3};

template <class... Axes>
constexpr auto input_along(tapeless::network::list<Axes...>) {
  return input<"g">(Axes{}...);
}

// The result of a layer and the derivative of sum(g y) by x.
template <class Layer>
auto both(Layer, const numbers& image, const numbers& back) {
  constexpr auto y = features(x, row, column, channel) | Layer{};
  constexpr auto g = input_along(typename decltype(y)::axes{});
  constexpr auto fit = gradient(sum(y.formula * g), wrt(g, x));
  const auto r = fit(x = image, g = back);
  return std::pair(numbers(r[g].begin(), r[g].end()), numbers(r[x].begin(), r[x].end()));
}

template <int Rows, int Columns, with With>
void check() {
  const tt::window_shape w{Rows, Columns, With.stride == 0 ? Rows : With.stride,
                           With.padding == same};
  const tt::image_shape to = tt::after(from, w, 3);
  const numbers image = tt::some_numbers(from.size(), 1), back = tt::some_numbers(to.size(), 2);

  numbers most(to.size(), -INFINITY), d_most(from.size()), total(to.size()), count(to.size()),
      d_mean(from.size());
  const auto each = [&](const auto& use) {
    tt::for_each_place(from, w, [&](auto i, auto j, auto r, auto c, auto, auto) {
      for (int f = 0; f < 3; ++f) use(to.at(i, j, f), from.at(r, c, f));
    });
  };
  each([&](auto here, auto there) {
    most[here] = std::fmax(most[here], image[there]);
    total[here] += image[there];
    count[here] += 1;
  });
  each([&](auto here, auto there) {
    if (image[there] == most[here]) d_most[there] += back[here];
    d_mean[there] += back[here] / count[here];
  });
  for (std::size_t k = 0; k < total.size(); ++k) total[k] /= count[k];

  BOOST_TEST_CONTEXT(Rows << " x " << Columns << ", stride " << w.stride << ", same " << w.same) {
    const auto [y, dy] = both(max_pool<Rows, Columns, With>, image, back);
    BOOST_TEST(tt::largest_difference(y, most) == 0);
    BOOST_TEST(tt::largest_difference(dy, d_most) < 1e-14);
    const auto [first, d_first] = both(first_max_pool<Rows, Columns, With>, image, back);
    BOOST_TEST(tt::largest_difference(first, most) == 0);
    BOOST_TEST(tt::largest_difference(d_first, d_most) < 1e-14);
    const auto [z, dz] = both(avg_pool<Rows, Columns, With>, image, back);
    BOOST_TEST(tt::largest_difference(z, total) < 1e-14);
    BOOST_TEST(tt::largest_difference(dz, d_mean) < 1e-14);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(windows) {
  check<2, 2, with{}>();
  check<3, 3, with{.stride = 2}>();
  check<3, 2, with{.stride = 2, .padding = same}>();
}

BOOST_AUTO_TEST_CASE(over_everything) {
  const numbers image = tt::some_numbers(from.size(), 1);
  const auto [y, dy] = both(global_avg_pool, image, numbers{1, 2, 3});
  numbers expected(3), d_expected;
  for (std::size_t k = 0; k < image.size(); ++k) {
    expected[k % 3] += image[k] / 63;
    d_expected.push_back(static_cast<double>(k % 3 + 1) / 63);
  }
  BOOST_TEST(tt::largest_difference(y, expected) < 1e-14);
  BOOST_TEST(tt::largest_difference(dy, d_expected) < 1e-14);
}

// Equal ones share the gradient, or the first one has it.
BOOST_AUTO_TEST_CASE(ties) {
  const numbers same_everywhere(from.size(), 4.0), back{1, 1, 1};
  const auto [y, dy] = both(max_pool<9, 7>, same_everywhere, back);
  BOOST_TEST(tt::largest_difference(y, numbers{4, 4, 4}) == 0);
  BOOST_TEST(tt::largest_difference(dy, numbers(from.size(), 1.0 / 63)) < 1e-16);
  const auto [first, d_first] = both(first_max_pool<9, 7>, same_everywhere, back);
  numbers expected(from.size());
  std::fill_n(expected.begin(), 3, 1.0);
  BOOST_TEST(tt::largest_difference(first, numbers{4, 4, 4}) == 0);
  BOOST_TEST(tt::largest_difference(d_first, expected) == 0);
}

// NaN wins.
BOOST_AUTO_TEST_CASE(not_numbers) {
  numbers image(from.size(), 4.0);
  image[from.at(4, 4, 1)] = NAN;
  const auto [y, dy] = both(max_pool<9, 7>, image, numbers{1, 1, 1});
  const auto [first, d_first] = both(first_max_pool<9, 7>, image, numbers{1, 1, 1});
  BOOST_TEST((y[0] == 4 && std::isnan(y[1]) && first[0] == 4 && std::isnan(first[1])));
}
