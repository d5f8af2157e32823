// What docs/network.md shows compiles, and learns.
#include <tapeless/network.hpp>

#include <boost/test/unit_test.hpp>
#include <vector>

#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

// clang-format off
constexpr auto classifier = [](auto image) {
  return image
       | conv2d<"conv1", 4, 3, 3> | relu | batch_norm<"bn1"> | max_pool<2, 2>
       | flatten
       | dense<"dense1", 2>;
};

constexpr auto row = axis<"row", 8>;
constexpr auto column = axis<"column", 8>;
constexpr auto channel = axis<"channel", 1>;
constexpr auto image = axis<"image">;
constexpr auto photos = input<"photos">(image, row, column, channel);
constexpr auto label = input<"label", whole>(image);

constexpr auto seen = features(photos, row, column, channel);
constexpr auto net = classifier(seen);                      // with stored statistics
constexpr auto taught = classifier(training(seen, image));  // with those of the batch
static_assert(parameter_count(net) == 130 && trainable_count(net) == 122);

constexpr auto predict = function(softmax(net));
constexpr auto loss = mean(cross_entropy(taught, label));
constexpr auto fit = gradient(loss, wrt(taught), statistics(taught));

}  // namespace

// Stripes across or down, at any place.
BOOST_AUTO_TEST_CASE(stripes_across_or_down) {
  std::vector<double> stripes;
  std::vector<int> kinds;
  for (int k = 0; k < 16; ++k) {
    kinds.push_back(k % 2);
    for (int r = 0; r < 8; ++r)
      for (int c = 0; c < 8; ++c) stripes.push_back((k % 2 == 0 ? r : c) == k / 2);
  }
  auto theta = start<double>(net, he{.seed = 1});
  adam method{.learning_rate = 0.02};
  for (int step = 0; step < 100; ++step) {
    const auto now = fit(theta, photos = stripes, label = kinds);
    method.step(theta, now);
    keep(theta, now, taught);  // the statistics move a hundredth of the way to the batch's
  }
  BOOST_TEST(fit(theta, photos = stripes, label = kinds).value < 0.1);
  const auto p = predict(theta, photos = stripes);
  for (std::size_t k = 0; k < 16; ++k) BOOST_TEST(p[2 * k + k % 2] > 0.5);
}
