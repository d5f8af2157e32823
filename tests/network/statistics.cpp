#include "tapeless/network/statistics.hpp"

#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "tapeless/network.hpp"
#include "tapeless/optimize.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 2>;
constexpr auto x = input<"x">(n, k);
constexpr auto net = training(features(x, k), n) | batch_norm<"b"> | dense<"d", 1>;
constexpr auto loss = sum(square(net.formula));

}  // namespace

// They change neither the loss nor other gradients, and are not moved by an optimizer.
BOOST_AUTO_TEST_CASE(beside_a_loss) {
  auto theta = start<double>(net, glorot{});
  const numbers data{1, 10, 3, 20, 2, 30};
  const auto now = gradient(loss, wrt(net), statistics(net))(theta, x = data);
  constexpr auto kernel = part<"d.kernel">(net);
  const auto alone = gradient(loss, wrt(kernel))(theta, x = data);
  BOOST_TEST(now.value == alone.value);
  BOOST_TEST(tt::largest_difference(now[kernel], alone[kernel]) == 0);

  sgd{.learning_rate = 0.1}.step(theta, now);
  constexpr auto mean = part<"b.mean">(net);
  constexpr auto variance = part<"b.variance">(net);
  BOOST_TEST(tt::largest_difference(theta[mean], numbers{0, 0}) == 0);
  keep(theta, now, net);
  BOOST_TEST(tt::largest_difference(theta[mean], numbers{0.02, 0.2}) < 1e-15);
  BOOST_TEST(tt::largest_difference(theta[variance], numbers{0.99 + 0.02 / 3, 0.99 + 2. / 3}) <
             1e-15);
}
