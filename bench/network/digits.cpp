// The network of example 09, 64-300-10, in training: batches of 128 are places in 1,437 images.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <memory>

#include "rows.hpp"

namespace {

using namespace tapeless::names;
using bench::floats, bench::work;

constexpr std::size_t pixels_each = 64, units = 300, digits = 10, images = 1437, batch_size = 128;
constexpr auto image = axis<"image">;
constexpr auto pixel = axis<"pixel", pixels_each>;
constexpr auto pixels = input<"pixels">(image, pixel);
constexpr auto label = input<"label", whole>(image);
constexpr auto n = axis<"n">;
constexpr auto batch = input<"batch", whole>(n);
constexpr auto unit = axis<"unit", units>;
constexpr auto digit = axis<"digit", digits>;
constexpr auto w1 = input<"w1">(pixel, unit);
constexpr auto b1 = input<"b1">(unit);
constexpr auto w2 = input<"w2">(unit, digit);
constexpr auto b2 = input<"b2">(digit);
constexpr auto hidden = relu(matmul(pixels(batch, pixel), w1, pixel) + b1);
constexpr auto logits = matmul(hidden, w2, unit) + b2;
constexpr auto fit =
    gradient(mean(cross_entropy(logits, label(batch), digit)), wrt(w1, b1, w2, b2));

struct learner {
  decltype(parameters(w1 = floats{}, b1 = floats{}, w2 = floats{}, b2 = floats{})) theta =
      parameters(w1 = bench::made_up_kernel(pixels_each * units, pixels_each, 1),
                 b1 = floats(units), w2 = bench::made_up_kernel(units * digits, units, 2),
                 b2 = floats(digits));
  floats data = bench::made_up(images * pixels_each, 0, 1, 11);
  std::vector<int> labels, places;
  adam method{.learning_rate = 0.003};
  int threads = 1;

  auto gradient() {
    return fit(theta, pixels = data, label = labels, batch = places, tapeless::threads(threads));
  }
};

}  // namespace

work bench::digits_step(int threads) {
  const auto all = std::make_shared<learner>();
  all->threads = all->method.threads = threads;
  for (int k = 0; k < static_cast<int>(images); ++k) all->labels.push_back(k % 10);
  for (int k = 0; k < static_cast<int>(batch_size); ++k)
    all->places.push_back(k * 7 % static_cast<int>(images));
  const auto now = all->gradient();
  const double norm = std::sqrt(sum_of_squares(now[w1]) + sum_of_squares(now[b1]) +
                                sum_of_squares(now[w2]) + sum_of_squares(now[b2]));
  return {[all] { all->method.step(all->theta, all->gradient()); }, now.value, norm};
}
