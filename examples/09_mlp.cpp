// Handwritten digits of 8 by 8 pixels, read by a network with one hidden layer of 300 units.
//
// The layers are products of matrices, and so is all of their gradient. A batch is a piece of the
// shuffled places of images: the formula looks up pixels and labels, and nothing is copied.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "digits.hpp"
#include "gnuplot.hpp"
#include "terminal.hpp"

namespace {

using namespace tapeless::names;

using digits::pixels_each, digits::trained, digits::wrong;
constexpr std::size_t units = 300, batch_size = 128, epochs = 30;

constexpr auto image = axis<"image">;
constexpr auto pixel = axis<"pixel", pixels_each>;
constexpr auto pixels = input<"pixels">(image, pixel);
constexpr auto label = input<"label", whole>(image);

constexpr auto n = axis<"n">;
constexpr auto batch = input<"batch", whole>(n);  // places of images
constexpr auto unit = axis<"unit", units>;
constexpr auto digit = axis<"digit", digits::kinds>;
constexpr auto w1 = input<"w1">(pixel, unit);
constexpr auto b1 = input<"b1">(unit);
constexpr auto w2 = input<"w2">(unit, digit);
constexpr auto b2 = input<"b2">(digit);
constexpr auto hidden = relu(matmul(pixels(batch, pixel), w1, pixel) + b1);
constexpr auto logits = matmul(hidden, w2, unit) + b2;

constexpr auto fit =
    gradient(mean(cross_entropy(logits, label(batch), digit)), wrt(w1, b1, w2, b2));
constexpr auto predict = function(logits);

using numbers = std::vector<float>;

// He's start: what flows through relu keeps its size.
auto start(std::mt19937& random) {
  const auto normal = [&random](std::size_t inputs, std::size_t outputs) {
    std::normal_distribution<float> draw(0, std::sqrt(2 / static_cast<float>(inputs)));
    numbers all(inputs * outputs);
    for (float& x : all) x = draw(random);
    return all;
  };
  const numbers first = normal(pixels_each, units), second = normal(units, digits::kinds);
  return parameters(w1 = first, b1 = numbers(units), w2 = second, b2 = numbers(digits::kinds));
}

// Which images the network takes for what they are not.
std::vector<wrong> mistakes(const auto& theta, const digits::data& all,
                            const std::vector<int>& places) {
  const auto scores = predict(theta, pixels = all.pixels, batch = places);
  return digits::mistakes(digits::greatest(scores), all, places);
}

struct report {
  std::size_t epoch;
  double loss, accuracy;
};

// Above, how learning went; below, the first ten images that are read wrongly.
void draw(const std::vector<report>& way, const std::vector<wrong>& some, const digits::data& all) {
  std::string script = "$way << EOD\n";
  for (const report& r : way)
    script += std::to_string(r.epoch) + " " + std::to_string(r.loss) + " " +
              std::to_string(100 * (1 - r.accuracy)) + "\n";
  script +=
      "EOD\nset multiplot\nset origin 0,0.45\nset size 1,0.55\nset logscale y\nset xlabel 'epoch'\n"
      "plot $way using 1:2 with linespoints pt 7 lc rgb '#888a85' title 'loss where trained', "
      "$way using 1:3 with linespoints pt 7 lc rgb '#204a87' title 'wrong of those held out, %'\n"
      "unset logscale\nunset key\nunset xlabel\nunset tics\nunset colorbox\nset size 0.2,0.22\n"
      "set palette gray negative\nset yrange [7.5:-0.5]\nset xrange [-0.5:7.5]\n";
  for (std::size_t k = 0; k < std::min<std::size_t>(some.size(), 10); ++k) {
    const auto place = static_cast<std::size_t>(some[k].place);
    script += "set origin " + std::to_string(0.2 * static_cast<double>(k % 5)) +
              (k < 5 ? ",0.22\n" : ",0\n") + "set title '" + std::to_string(all.labels[place]) +
              ", taken for " + std::to_string(some[k].guess) + "'\n" +
              digits::block("$image", &all.pixels[place * pixels_each]) +
              "plot $image matrix with image\n";
  }
  gnuplot::draw_svg("09_mlp.svg", script + "unset multiplot\n");
}

}  // namespace

int main() {
  const digits::data all = digits::load();
  std::mt19937 random(1);
  auto [order, held_out] = digits::places(all, random);

  auto theta = start(random);
  const std::size_t batches = (trained + batch_size - 1) / batch_size;
  adam method{.learning_rate =
                  cosine_decay{.initial = 0.003, .steps = static_cast<int>(epochs * batches)}};
  std::vector<report> way;
  std::printf("epoch    loss  right of those held out\n");
  for (std::size_t epoch = 1; epoch <= epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    double loss = 0;
    for (std::size_t k = 0; k < batches; ++k) {
      const std::size_t first = k * batch_size;
      const auto these =
          std::span<const int>(order).subspan(first, std::min(batch_size, trained - first));
      const auto now = fit(theta, pixels = all.pixels, label = all.labels, batch = these);
      method.step(theta, now);
      loss += static_cast<double>(now.value) / static_cast<double>(batches);
    }
    const auto missed = static_cast<double>(mistakes(theta, all, held_out).size());
    way.push_back({epoch, loss, 1 - missed / static_cast<double>(held_out.size())});
    terminal::show_progress(static_cast<int>(epoch), static_cast<int>(epochs), "epochs");
    if (epoch % 5 == 0)
      std::printf("%5zu  %.4f %13.1f %%\n", epoch, loss, 100 * way.back().accuracy);
  }
  draw(way, mistakes(theta, all, held_out), all);
  return way.back().accuracy > 0.95 ? 0 : 1;
}
