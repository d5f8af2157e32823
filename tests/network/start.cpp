#include "tapeless/network/start.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tapeless/network.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

constexpr auto k = axis<"k", 100>;
constexpr auto x = input<"x">(k);
constexpr auto net = features(x, k) | dense<"a", 50> | batch_norm<"b"> | dense<"c", 50>;
constexpr auto kernel = part<"a.kernel">(net);

double mean_square(const auto& all) {
  double total = 0;
  for (const auto z : all) total += double(z) * double(z) / double(all.size());
  return total;
}

}  // namespace

BOOST_AUTO_TEST_CASE(rules) {
  const auto theta = start<float>(net, he{});
  BOOST_TEST(std::ranges::equal(theta[part<"a.bias">(net)], std::vector<float>(50)));
  BOOST_TEST(std::ranges::equal(theta[part<"b.gamma">(net)], std::vector<float>(50, 1)));
  BOOST_TEST(std::ranges::equal(theta[part<"b.mean">(net)], std::vector<float>(50)));
  BOOST_TEST(std::ranges::equal(theta[part<"b.variance">(net)], std::vector<float>(50, 1)));
  BOOST_TEST(std::fabs(mean_square(theta[kernel]) * 100 / 2 - 1) < 0.05);
  BOOST_TEST(std::ranges::max(theta[kernel]) <= std::sqrt(6. / 100));
  const auto other = start<double>(net, glorot{});
  BOOST_TEST(std::fabs(mean_square(other[kernel]) * 150 / 2 - 1) < 0.05);
}

BOOST_AUTO_TEST_CASE(seeds) {
  const auto theta = start<double>(net, he{}), again = start<double>(net, he{}),
             other = start<double>(net, he{.seed = 1});
  BOOST_TEST(std::ranges::equal(theta[kernel], again[kernel]));
  BOOST_TEST(!std::ranges::equal(theta[kernel], other[kernel]));
  // Another layer before it changes nothing.
  constexpr auto longer = features(x, k) | dense<"first", 100> | dense<"a", 50>;
  const auto more = start<double>(longer, he{});
  BOOST_TEST(std::ranges::equal(theta[kernel], more[part<"a.kernel">(longer)]));
}
