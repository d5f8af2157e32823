#include "tapeless/network/features.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto k = axis<"k", 2>;
constexpr auto x = input<"x">(k);
constexpr auto flow = features(x, k);

}  // namespace

// Anything that takes features and returns them is a layer.
BOOST_AUTO_TEST_CASE(pipes) {
  constexpr auto block = [](auto of) { return of | relu | dense<"d", 3>; };
  static_assert(std::is_same_v<decltype(flow | block), decltype(dense<"d", 3>(relu(flow)))>);
  static_assert(last_axis(flow | block).info.extent == 3);
}

// Two ways meet again, also along axes of other names; what both are made with is there once.
BOOST_AUTO_TEST_CASE(residuals) {
  constexpr auto y = flow + (flow | dense<"d", 2>);
  static_assert(std::is_same_v<decltype(last_axis(y)), decltype(last_axis(flow))>);
  constexpr auto kernel = part<"d.kernel">(y);
  constexpr auto bias = part<"d.bias">(y);
  const auto r =
      function(y.formula)(x = numbers{1, 2}, kernel = numbers{1, 2, 3, 4}, bias = numbers{10, 20});
  BOOST_TEST(tt::largest_difference(r, numbers{18, 32}) == 0);
  static_assert(parameter_count(y + (flow | dense<"d", 2>)) == 6);

  constexpr auto m = axis<"m", 3>;
  constexpr auto z = input<"z">(m, k);
  constexpr auto rows = features(z, m, k) + (features(z, m, k) | dense<"d", 2>);
  const auto all = function(rows.formula)(z = numbers{1, 2, 0, 0, 1, 1},
                                          kernel = numbers{1, 2, 3, 4}, bias = numbers{10, 20});
  BOOST_TEST(tt::largest_difference(all, numbers{18, 32, 10, 20, 15, 27}) == 0);
}
