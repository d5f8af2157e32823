// Handwritten digits read by a small network of convolutions; then one of them is changed, a little
// at each pixel, until the network reads another digit.
#include <tapeless/network.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <array>
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
using namespace tapeless::layers;
using digits::kinds, digits::pixels_each, digits::trained;

constexpr std::size_t batch_size = 64, epochs = 40;

constexpr auto reader = [](auto digit) {
  constexpr with edges{.padding = same};
  return digit                                                    //
         | conv2d<"conv1", 16, 3, 3, edges> | relu                //
         | conv2d<"conv2", 32, 3, 3, edges> | relu                //
         | max_pool<2, 2> | dropout(0.25_c)                       //
         | flatten | dense<"dense1", 64> | relu | dropout(0.5_c)  //
         | dense<"dense2", kinds>;
};

constexpr auto row = axis<"row", digits::side>;
constexpr auto column = axis<"column", digits::side>;
constexpr auto ink = axis<"ink", 1>;
constexpr auto image = axis<"image">;
constexpr auto pixels = input<"pixels">(image, row, column, ink);
constexpr auto label = input<"label", whole>(image);

// A batch is a piece of the shuffled places of images.
constexpr auto n = axis<"n">;
constexpr auto batch = input<"batch", whole>(n);
constexpr auto these = features(pixels(batch, row, column, ink), row, column, ink);
constexpr auto net = reader(these);
constexpr auto taught = reader(training(these, n));
constexpr auto fit = gradient(mean(cross_entropy(taught, label(batch))), wrt(taught));
constexpr auto predict = function(net);

// One digit, and how surprising it would be to read it as what it is.
constexpr auto digit = input<"digit">(row, column, ink);
constexpr auto itself = input<"itself", whole>;
constexpr auto seen = reader(features(digit, row, column, ink));
constexpr auto look = gradient(cross_entropy(seen, itself), wrt(digit));
constexpr auto read_one = function(seen);

using numbers = std::vector<float>;

int read(const auto& theta, const numbers& one) {
  return digits::greatest(read_one(theta, digit = one)).front();
}

struct attack {
  numbers before, after;
  int from = 0, to = 0, steps = 0;
};

// Steps of 1/32 at each pixel, towards what surprises more, until another digit is read.
attack mislead(const auto& theta, const numbers& one, int is) {
  attack a{one, one, is, is, 0};
  for (; a.to == is && a.steps < 16; ++a.steps) {
    const auto slope = look(theta, digit = a.after, itself = is)[digit];
    for (std::size_t i = 0; i < pixels_each; ++i) {
      const int sign = (slope[i] > 0) - (slope[i] < 0);
      a.after[i] = std::clamp(a.after[i] + static_cast<float>(sign) / 32, 0.0F, 1.0F);
    }
    a.to = read(theta, a.after);
  }
  return a;
}

// How often each digit was read as each.
using confusion = std::array<std::array<int, kinds>, kinds>;

void print(const confusion& table) {
  std::puts("what it is, and what was read:");
  for (std::size_t is = 0; is < kinds; ++is) {
    std::printf("  %zu ", is);
    for (const int count : table[is])
      count == 0 ? std::printf("    .") : std::printf(" %4d", count);
    std::puts("");
  }
}

// Above, how often each digit was read as each, and the first mistakes; below, the attack.
void draw(const confusion& table, const std::vector<digits::wrong>& some, const digits::data& all,
          const attack& a) {
  std::string script =
      "set multiplot\nunset key\nunset colorbox\nset palette gray negative\n"
      "set origin 0,0.45\nset size 0.55,0.55\nset title 'what it is (rows), and what was read'\n"
      "set xtics 0,1\nset ytics 0,1\nset xrange [-0.5:9.5]\nset yrange [9.5:-0.5]\n"
      "set cbrange [0:5]\n$table << EOD\n";
  for (const auto& counts : table) {
    for (const int count : counts) script += std::to_string(count) + " ";
    script += "\n";
  }
  script +=
      "EOD\nplot $table matrix with image, $table matrix using 1:2:($3 > 0 ? sprintf('%d', $3) : "
      "'')"
      " with labels tc rgb '#cc0000'\nset cbrange [0:1]\nunset tics\n"
      "set xrange [-0.5:7.5]\nset yrange [7.5:-0.5]\nset size 0.22,0.27\n";
  const auto add = [&script](double x, double y, const std::string& title, const float* one) {
    script += "set origin " + std::to_string(x) + "," + std::to_string(y) + "\nset title '" +
              title + "'\n" + digits::block("$image", one) + "plot $image matrix with image\n";
  };
  for (std::size_t k = 0; k < std::min<std::size_t>(some.size(), 4); ++k) {
    const auto place = static_cast<std::size_t>(some[k].place);
    add(0.55 + 0.22 * static_cast<double>(k % 2), k < 2 ? 0.72 : 0.45,
        std::to_string(all.labels[place]) + ", read as " + std::to_string(some[k].guess),
        &all.pixels[place * pixels_each]);
  }
  numbers change(pixels_each);
  for (std::size_t i = 0; i < pixels_each; ++i) change[i] = 0.5F + 4 * (a.after[i] - a.before[i]);
  script += "set size 0.33,0.42\n";
  add(0, 0, "a " + std::to_string(a.from), a.before.data());
  add(0.33, 0, "four times the change", change.data());
  add(0.66, 0, "read as " + std::to_string(a.to), a.after.data());
  gnuplot::draw_svg("12_digits.svg", script + "unset multiplot\n");
}

}  // namespace

int main() {
  const digits::data all = digits::load();
  std::mt19937 random(2);
  auto [order, held_out] = digits::places(all, random);

  auto theta = start<float>(net, he{.seed = 2});
  const std::size_t batches = (trained + batch_size - 1) / batch_size;
  adam method{.learning_rate =
                  cosine_decay{.initial = 0.003, .steps = static_cast<int>(epochs * batches)}};
  float step = 0;
  for (std::size_t epoch = 1; epoch <= epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    double loss = 0;
    for (std::size_t k = 0; k < batches; ++k) {
      const std::size_t first = k * batch_size;
      const auto now = fit(theta, pixels = all.pixels, label = all.labels, dropout_seed = ++step,
                           batch = std::span<const int>(order).subspan(
                               first, std::min(batch_size, trained - first)));
      method.step(theta, now);
      loss += static_cast<double>(now.value) / static_cast<double>(batches);
    }
    terminal::show_progress(static_cast<int>(epoch), static_cast<int>(epochs), "epochs");
    if (epoch % 10 == 0) std::printf("epoch %2zu: loss %.4f\n", epoch, loss);
  }

  const auto guesses = digits::greatest(predict(theta, pixels = all.pixels, batch = held_out));
  const auto some = digits::mistakes(guesses, all, held_out);
  confusion table{};
  for (std::size_t k = 0; k < held_out.size(); ++k)
    ++table[static_cast<std::size_t>(all.labels[static_cast<std::size_t>(held_out[k])])]
           [static_cast<std::size_t>(guesses[k])];
  const double right = 1 - static_cast<double>(some.size()) / static_cast<double>(held_out.size());
  print(table);
  std::printf("%.1f %% of %zu held out are read right\n", 100 * right, held_out.size());

  // The first that is read right.
  std::size_t k = 0;
  while (guesses[k] != all.labels[static_cast<std::size_t>(held_out[k])]) ++k;
  const auto place = static_cast<std::size_t>(held_out[k]);
  const float* const first = &all.pixels[place * pixels_each];
  const attack a = mislead(theta, numbers(first, first + pixels_each), all.labels[place]);
  std::printf("a %d is read as %d after %d steps of 1/32\n", a.from, a.to, a.steps);
  draw(table, some, all, a);
  return right >= 0.98 && a.to != a.from ? 0 : 1;
}
