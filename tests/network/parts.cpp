#include "tapeless/network/parts.hpp"

#include <boost/hana/for_each.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

// The classifier of 18 layers.
constexpr auto classifier = [](auto x) {
  return x | conv2d<"conv1", 32, 3, 3> | relu | batch_norm<"bn1"> | max_pool<2, 2> |
         dropout(0.25_c) | conv2d<"conv2", 64, 3, 3> | relu | batch_norm<"bn2"> | max_pool<2, 2> |
         dropout(0.25_c) | conv2d<"conv3", 128, 3, 3> | relu | batch_norm<"bn3"> | max_pool<2, 2> |
         dropout(0.25_c) | flatten | dense<"dense1", 512> | relu | batch_norm<"bn4"> |
         dropout(0.5_c) | dense<"dense2", 2>;
};
constexpr auto row = axis<"row", 128>;
constexpr auto column = axis<"column", 128>;
constexpr auto channel = axis<"channel", 3>;
constexpr auto pixels = input<"pixels">(row, column, channel);
constexpr auto net = classifier(features(pixels, row, column, channel));

}  // namespace

static_assert(parameter_count(net) == 12'942'786);
static_assert(trainable_count(net) == 12'941'314);

BOOST_AUTO_TEST_CASE(by_name) {
  constexpr auto kernel = part<"conv1.kernel">(net);
  static_assert(kernel.info.name == "conv1.kernel" && kernel.info.axes.size == 4);
  static_assert(kernel.info.axes.axis[0]->extent == 3 && kernel.info.axes.axis[3]->extent == 32);
  static_assert(last_axis(net).info.name == "dense2.unit");
}

// In order, without what is stored for inference.
BOOST_AUTO_TEST_CASE(learned) {
  std::string names;
  boost::hana::for_each(wrt(net), [&](auto input) { names += std::string(input.info.name) + " "; });
  BOOST_TEST(names.starts_with("conv1.kernel conv1.bias bn1.gamma bn1.beta conv2.kernel "));
  BOOST_TEST(names.ends_with("dense1.bias bn4.gamma bn4.beta dense2.kernel dense2.bias "));
}
