// Softmax regression with labels: cross entropy and its gradient by the weights.
#include "hand/softmax_regression.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t features = 64, classes = 10;

constexpr auto n = axis<"n">;
constexpr auto f = axis<"f", features>;
constexpr auto k = axis<"k", classes>;
constexpr auto x = input<"x">(n, f);
constexpr auto w = input<"w">(f, k);
constexpr auto label = input<"label", whole>(n);
constexpr auto surprise = gradient(sum(cross_entropy(matmul(x, w, f), label, k)), wrt(w));

std::vector<std::int32_t> drawn(std::size_t size) {
  std::mt19937 engine(113);
  std::uniform_int_distribution<std::int32_t> draw(0, classes - 1);
  std::vector<std::int32_t> all(size);
  for (std::int32_t& each : all) each = draw(engine);
  return all;
}

[[maybe_unused]] const bool registered = [] {
  constexpr std::size_t size = 10'000;
  static const bench::numbers xs = bench::normal(size * features, 0, 1, 111);
  static const bench::numbers ws = bench::normal(features * classes, 0, 0.2, 112);
  static const std::vector<std::int32_t> labels = drawn(size);
  static bench::numbers mine(features * classes), hands(features * classes);
  const auto ours = [] { return surprise(x = xs, w = ws, label = labels, out(w) = mine).value; };
  const auto theirs = [] {
    return hand::softmax_regression_best<features, classes>::run(
        {xs.data(), ws.data(), labels.data(), hands.data(), size});
  };
  bench::must_agree("softmax regression: value", ours(), theirs(), 1);
  bench::must_agree("softmax regression: d w", mine, hands, size);
  bench::variant("softmax 10,000 x 64 x 10", "by hand", theirs);
  bench::variant("softmax 10,000 x 64 x 10", "tapeless", ours);
  return true;
}();

}  // namespace
