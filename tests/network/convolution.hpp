// A convolution of 9 rows and 7 columns, with its gradients, compared with plain loops.
#pragma once

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

using namespace names;
using layers::conv2d;

template <class... Axes>
constexpr auto input_along(tapeless::network::list<Axes...>) {
  return input<"g">(Axes{}...);
}

template <class T>
std::vector<T> as_numbers_of(const std::vector<double>& x) {
  std::vector<T> all;
  for (const double each : x) all.push_back(static_cast<T>(each));
  return all;
}

template <int Rows, int Columns, layers::with With, int Outs = 3, int Ins = 2, class T = double>
void check_convolution() {
  constexpr auto x = input<"x">(axis<"row", 9>, axis<"column", 7>, axis<"channel", Ins>);
  constexpr auto y = features(x, axis<"row", 9>, axis<"column", 7>, axis<"channel", Ins>) |
                     conv2d<"c", Outs, Rows, Columns, With>;
  constexpr auto g = input_along(typename decltype(y)::axes{});
  constexpr auto kernel = part<"c.kernel">(y);
  constexpr auto bias = part<"c.bias">(y);
  constexpr auto fit = gradient(sum(y.formula * g), wrt(x, kernel, bias, g));

  const image_shape from{9, 7, Ins};
  const window_shape w{Rows, Columns, With.stride == 0 ? 1 : With.stride,
                       With.padding == layers::same};
  const auto image = some_numbers(from.size(), 1);
  const auto weights = some_numbers(Rows * Columns * Ins / With.groups * Outs, 2);
  const auto offset = some_numbers(Outs, 3);
  const auto back = some_numbers(after(from, w, Outs).size(), 4);
  const convolution expected(from, w, Outs, With.groups, image, weights, offset, back);
  const auto r = fit(x = as_numbers_of<T>(image), kernel = as_numbers_of<T>(weights),
                     bias = as_numbers_of<T>(offset), g = as_numbers_of<T>(back));
  constexpr double digits = std::is_same_v<T, float> ? 3e-6 : 1e-14;
  BOOST_TEST_CONTEXT(Rows << " x " << Columns << ", stride " << w.stride << ", same " << w.same
                          << ", groups " << With.groups) {
    BOOST_TEST(largest_difference(r[g], expected.y) < 10 * digits);
    BOOST_TEST(largest_difference(r[x], expected.dx) < 10 * digits);
    BOOST_TEST(largest_difference(r[kernel], expected.d_kernel) < 100 * digits);
    BOOST_TEST(largest_difference(r[bias], expected.d_bias) < 10 * digits);
  }
}

}  // namespace tapeless::tests
