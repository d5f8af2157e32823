#include "tapeless/network/activation.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "network/naive.hpp"
#include "support/trial.hpp"
#include "tapeless/network.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n, k);
constexpr auto w = input<"w">(n, k);
constexpr auto flow = features(x, k);

template <class Layer>
void check(Layer layer, const auto& expected) {
  const numbers at{-3, -0.5, 0, 0.25, 2, 7};
  const auto y = function((flow | Layer{}).formula)(x = at);
  for (std::size_t i = 0; i < at.size(); ++i)
    BOOST_TEST(std::fabs(y[i] - expected(at[i])) < 1e-14 * (1 + at[i] * at[i]));
  static_assert(std::is_same_v<decltype((flow | layer).formula), decltype(layer(flow).formula)>);
  tt::check_both(gradient(sum(w * layer(x)), wrt(x)), {{"n", 5}}, {-8, 8});
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_number) {
  check(relu, [](double z) { return z > 0 ? z : 0; });
  check(relu6, [](double z) { return std::fmin(std::fmax(z, 0), 6); });
  check(silu, [](double z) { return z / (1 + std::exp(-z)); });
  check(gelu, [](double z) {
    return z / 2 * (1 + std::tanh(std::sqrt(2 / std::acos(-1)) * (z + 0.044715 * z * z * z)));
  });
}

// Each row by itself; after flatten, all of a sample.
BOOST_AUTO_TEST_CASE(probabilities) {
  const auto p = function((flow | softmax).formula)(x = numbers{1, 1, 1, 0, std::log(2.0), 0});
  BOOST_TEST(tt::largest_difference(p, numbers{1 / 3., 1 / 3., 1 / 3., .25, .5, .25}) < 1e-15);
  constexpr auto m = axis<"m", 2>;
  constexpr auto z = input<"z">(m, k);
  const auto q = function((features(z, m, k) | flatten | softmax).formula)(z = numbers(6));
  BOOST_TEST(tt::largest_difference(q, numbers(6, 1 / 6.)) < 1e-15);
}

BOOST_AUTO_TEST_CASE(loss) {
  constexpr auto label = input<"label", whole>(n);
  const auto r = gradient(mean(cross_entropy(flow, label)), wrt(x))(
      x = numbers{0, 0, 0, 0, std::log(2.0), 0}, label = std::vector<int>{2, 1});
  BOOST_TEST(std::fabs(r.value - (std::log(3.0) + std::log(2.0)) / 2) < 1e-15);
  BOOST_TEST(tt::largest_difference(r[x], numbers{1 / 6., 1 / 6., -1 / 3., .125, -.25, .125}) <
             1e-15);
}
