#include "tapeless/network/batch_norm.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "support/trial.hpp"
#include "tapeless/network.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto row = axis<"row", 3>;
constexpr auto f = axis<"f", 2>;
constexpr auto x = input<"x">(n, row, f);
constexpr auto w = input<"w">(n, row, f);

constexpr auto stored = features(x, row, f) | batch_norm<"b">;
constexpr auto taught = training(features(x, row, f), n) | batch_norm<"b">;
constexpr auto scale = part<"b.gamma">(stored);
constexpr auto offset = part<"b.beta">(stored);

}  // namespace

static_assert(parameter_count(stored) == 8 && trainable_count(stored) == 4);
static_assert(parameter_count(taught) == 8 && trainable_count(taught) == 4);

BOOST_AUTO_TEST_CASE(stored_statistics) {
  constexpr auto mean = part<"b.mean">(stored);
  constexpr auto variance = part<"b.variance">(stored);
  const auto y = function(stored.formula)(x = numbers{1, 2, 3, 4, 5, 6}, scale = numbers{2, 1},
                                          offset = numbers{0, 10}, mean = numbers{1, 4},
                                          variance = numbers{0.999, 3.999});
  BOOST_TEST(tt::largest_difference(y, numbers{0, 9, 4, 10, 8, 11}) < 1e-14);
}

// Over the batch and the rows, for each channel.
BOOST_AUTO_TEST_CASE(statistics_of_the_batch) {
  const auto y = function(taught.formula)(x = numbers{1, 2, 3, 2, 5, 2, 1, 2, 3, 2, 5, 2},
                                          scale = numbers{2, 1}, offset = numbers{0, 10});
  const double wide = 4 / std::sqrt(8.0 / 3 + 0.001);
  BOOST_TEST(tt::largest_difference(
                 y, numbers{-wide, 10, 0, 10, wide, 10, -wide, 10, 0, 10, wide, 10}) < 1e-14);
}

BOOST_AUTO_TEST_CASE(gradients) {
  for (const tt::ptrdiff_t size : {1, 4}) {
    tt::check_both(gradient(sum(w * stored.formula), wrt(x, scale, offset)), {{"n", size}},
                   {0.5, 2});
    tt::check_both(gradient(sum(w * taught.formula), wrt(x, scale, offset)), {{"n", size}});
  }
}
