// A block of a language model: words, attention with residuals, and a hidden layer.
#include <boost/test/unit_test.hpp>

#include "network/naive.hpp"
#include "support/trial.hpp"
#include "tapeless/network.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using namespace tapeless::layers;

namespace {

constexpr auto n = axis<"n">;
constexpr auto t = axis<"t", 4>;
constexpr auto words = input<"words", whole>(n, t);
constexpr auto next = input<"next", whole>(n, t);

constexpr auto block = [](auto x) {
  const auto y = x + (x | layer_norm<"norm1"> | attention<"attention", 2, causal>);
  return y + (y | layer_norm<"norm2"> | dense<"wide", 6> | gelu | dense<"narrow", 4>);
};
constexpr auto net = features(words, t) | embedding<"words", 5, 4> | block | dense<"logits", 5>;
constexpr auto loss = mean(cross_entropy(net, next));

}  // namespace

BOOST_AUTO_TEST_CASE(gradient_by_everything) {
  static_assert(parameter_count(net) == 20 + 2 * 8 + 4 * 20 + 30 + 28 + 25);
  tt::check_both(gradient(loss, wrt(net)), {{"n", 3}});
}
