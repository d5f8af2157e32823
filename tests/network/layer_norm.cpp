#include "tapeless/network/layer_norm.hpp"

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
constexpr auto a = axis<"a", 2>;
constexpr auto b = axis<"b", 3>;
constexpr auto x = input<"x">(n, a, b);
constexpr auto w = input<"w">(n, a, b);

// (x - mean) / sqrt(variance + 0.001) of so many numbers at a time.
numbers normal(const numbers& of, std::size_t together) {
  numbers all;
  for (std::size_t first = 0; first < of.size(); first += together) {
    double mean = 0, variance = 0;
    for (std::size_t k = 0; k < together; ++k) mean += of[first + k] / double(together);
    for (std::size_t k = 0; k < together; ++k)
      variance += (of[first + k] - mean) * (of[first + k] - mean) / double(together);
    for (std::size_t k = 0; k < together; ++k)
      all.push_back((of[first + k] - mean) / std::sqrt(variance + 0.001));
  }
  return all;
}

template <class Net>
void check(Net, std::size_t together) {
  constexpr auto gamma = part<"l.gamma">(Net{});
  constexpr auto beta = part<"l.beta">(Net{});
  const numbers data = tt::some_numbers(12, 1), factor = tt::some_numbers(together, 2),
                offset = tt::some_numbers(together, 3);
  numbers expected = normal(data, together);
  for (std::size_t k = 0; k < 12; ++k)
    expected[k] = factor[k % together] * expected[k] + offset[k % together];
  const auto y = function(Net::formula)(x = data, gamma = factor, beta = offset);
  BOOST_TEST(tt::largest_difference(y, expected) < 1e-13);
  tt::check_both(gradient(sum(w * Net::formula), wrt(x, gamma, beta)), {{"n", 3}});
}

}  // namespace

BOOST_AUTO_TEST_CASE(over_the_channel) { check(features(x, a, b) | layer_norm<"l">, 3); }
BOOST_AUTO_TEST_CASE(over_a_sample) { check(features(x, a, b) | flatten | layer_norm<"l">, 6); }
