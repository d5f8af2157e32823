#include "tapeless/expr/statistics.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 6>;
constexpr auto x = input<"x">(n, k);
constexpr auto w = input<"w">(n, k);
constexpr auto v = input<"v">(n);
constexpr auto s = input<"s">;

template <class Fit>
void check(Fit fit, tt::interval range = {}) {
  for (const tt::ptrdiff_t size : {1, 3, 8, 21}) tt::check_both(fit, {{"n", size}}, range);
}

}  // namespace

BOOST_AUTO_TEST_CASE(values) {
  BOOST_TEST(function(variance(v))(v = numbers{1, 2, 3, 6}) == 3.5);
  BOOST_TEST(function(standard_deviation(v))(v = numbers{1, 5}) == 2);
  BOOST_TEST(function(variance(v))(v = numbers{7}) == 0);
  BOOST_TEST(std::isnan(function(variance(v))(v = numbers{})));
  BOOST_TEST(function(variance(s))(s = 3.0) == 0);
  BOOST_TEST(function(variance(where(0_c == 0_c, s, v)))(s = 3.0, v = numbers(5)) == 0);
  BOOST_TEST(
      (function(variance(x, k))(x = numbers{1, 1, 1, 3, 3, 3, 2, 2, 2, 2, 2, 2}) == numbers{1, 0}));
}

// mean(x^2) - mean(x)^2 would be nothing but rounding here.
BOOST_AUTO_TEST_CASE(far_from_zero) {
  std::vector<float> at(1000);
  for (std::size_t i = 0; i < at.size(); ++i) at[i] = 1e4F + static_cast<float>(i % 2);
  BOOST_TEST(tt::near(function(variance(v))(v = at), 0.25, 1e-6L));
}

BOOST_AUTO_TEST_CASE(gradients) {
  check(gradient(variance(x), wrt(x)));
  check(gradient(sum(sin(variance(x * w, k))), wrt(x, w)));
  check(gradient(sum(square(variance(x, n)) * x), wrt(x)));
  check(gradient(sum(standard_deviation(x, k)), wrt(x)), {-1, 1});
  check(gradient(sum(w * layer_norm(x, 0.01_c, k)), wrt(x, w)));
  check(gradient(sum(square(layer_norm(sin(x), square(s) + 0.1_c) - w)), wrt(x, w, s)));
  tt::check_both(jacobian(layer_norm(v, 0.1_c), wrt(v)), {{"n", 7}});
}

BOOST_AUTO_TEST_CASE(equal_numbers) {
  const auto r = gradient(standard_deviation(v), wrt(v))(v = numbers{2, 2, 2});
  BOOST_TEST((r[v] == numbers{0, 0, 0}));
  const auto l = gradient(sum(layer_norm(v, 1e-5_c) * v), wrt(v))(v = numbers{2, 2, 2});
  for (const double slope : l[v]) BOOST_TEST(std::isfinite(slope));
}

BOOST_AUTO_TEST_CASE(normalized) {
  const numbers at{1, 2, 3, 6};
  const auto z = function(layer_norm(v, 0_c))(v = at);
  for (std::size_t i = 0; i < 4; ++i)
    BOOST_TEST(tt::near(z[i], (at[i] - 3) / std::sqrt(3.5), 1e-15L));
}
