// What people will like, from what they liked: each of 2000 people and 1000 books has a vector and
// a bias, and stars are the product of two vectors and the sum of two biases.
//
// The stars are made here, from vectors that are hidden, with noise. So no prediction of what was
// held out can miss by less than the noise, and a good one misses by hardly more.
//
// The tables are read at whole numbers: who gave a rating, of which book. A batch is a piece of the
// shuffled places of ratings, and the formula itself looks up who and what they are: nothing is
// copied. The gradient adds up where the same row was read often.
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "gnuplot.hpp"
#include "terminal.hpp"

namespace {

using namespace tapeless::names;

constexpr std::size_t people = 2000, books = 1000, hidden = 4, width = 16;
constexpr std::size_t ratings = 300'000, trained = 270'000, batch_size = 1000;
constexpr float noise = 0.5F;
constexpr int epochs = 10, batches = static_cast<int>(trained / batch_size);

constexpr auto person = axis<"person">;
constexpr auto book = axis<"book">;
constexpr auto d = axis<"d", width>;
constexpr auto tastes = input<"tastes">(person, d);
constexpr auto themes = input<"themes">(book, d);
constexpr auto kindness = input<"kindness">(person);
constexpr auto quality = input<"quality">(book);
constexpr auto average = input<"average">;

constexpr auto rating = axis<"rating">;
constexpr auto by = input<"by", whole>(rating);
constexpr auto of = input<"of", whole>(rating);
constexpr auto stars = input<"stars">(rating);

constexpr auto n = axis<"n">;
constexpr auto batch = input<"batch", whole>(n);  // places of ratings
constexpr auto taste = tastes(by(batch), d);
constexpr auto theme = themes(of(batch), d);
constexpr auto predicted =
    average + kindness(by(batch)) + quality(of(batch)) + sum(taste * theme, d);
constexpr auto squares = mean(square(predicted - stars(batch)));

// Short vectors explain less of the noise.
constexpr auto length = mean(sum(square(taste) + square(theme), d));
constexpr auto fit =
    gradient(squares + 0.04_c * length, wrt(tastes, themes, kindness, quality, average));
constexpr auto predict = function(predicted);
constexpr auto mean_square = function(squares);

using numbers = std::vector<float>;

struct data {
  std::vector<int> by, of;
  numbers stars, without_noise;
};

class dice {
 public:
  float normal() { return normal_(engine_); }
  numbers normal(std::size_t count, float size) {
    numbers all(count);
    for (float& x : all) x = size * normal();
    return all;
  }
  int below(std::size_t end) { return static_cast<int>(engine_() % end); }
  void shuffle(std::vector<int>& all) { std::shuffle(all.begin(), all.end(), engine_); }

 private:
  std::mt19937 engine_{1};
  std::normal_distribution<float> normal_{};
};

data make(dice& random) {
  const numbers person_vectors = random.normal(people * hidden, 0.7F);
  const numbers book_vectors = random.normal(books * hidden, 0.7F);
  const numbers person_biases = random.normal(people, 0.3F),
                book_biases = random.normal(books, 0.5F);
  data all;
  for (std::size_t k = 0; k < ratings; ++k) {
    const int who = random.below(people), what = random.below(books);
    const auto p = static_cast<std::size_t>(who), b = static_cast<std::size_t>(what);
    const float* const x = &person_vectors[p * hidden];
    const float liked = std::inner_product(x, x + hidden, &book_vectors[b * hidden], 3.0F) +
                        person_biases[p] + book_biases[b];
    all.by.push_back(who);
    all.of.push_back(what);
    all.without_noise.push_back(liked);
    all.stars.push_back(liked + noise * random.normal());
  }
  return all;
}

std::vector<int> from_to(std::size_t first, std::size_t last) {
  std::vector<int> all(last - first);
  std::iota(all.begin(), all.end(), static_cast<int>(first));
  return all;
}

auto start(dice& random) {
  const numbers people_begin = random.normal(people * width, 0.1F);
  const numbers books_begin = random.normal(books * width, 0.1F);
  return parameters(tastes = people_begin, themes = books_begin, kindness = numbers(people),
                    quality = numbers(books), average = 0.0F);
}

// How far predictions are from the stars of these ratings: the root of the mean square.
double miss(const auto& theta, const data& all, const std::vector<int>& places) {
  return std::sqrt(static_cast<double>(
      mean_square(theta, by = all.by, of = all.of, stars = all.stars, batch = places)));
}

struct report {
  int epoch;
  double trained, held_out;
};

// Above, how learning went; below, what was held out, as predicted and as it would be without
// noise.
void draw(const std::vector<report>& way, const numbers& found, const numbers& truth) {
  std::string script = "$way << EOD\n";
  for (const report& r : way)
    script += std::to_string(r.epoch) + " " + std::to_string(r.trained) + " " +
              std::to_string(r.held_out) + "\n";
  script += "EOD\n$stars << EOD\n";
  for (std::size_t k = 0; k < 3000; ++k)
    script += std::to_string(truth[k]) + " " + std::to_string(found[k]) + "\n";
  script += "EOD\nnoise = " + std::to_string(noise) + "\n";
  gnuplot::draw_svg(
      "08_embedding.svg",
      script +
          "set multiplot layout 2,1\nset xlabel 'epoch'\nset ylabel 'error'\nset xtics 1\n"
          "plot $way using 1:2 with linespoints pt 7 lc rgb '#888a85' title 'trained on', "
          "$way using 1:3 with linespoints pt 7 lc rgb '#204a87' title 'held out', "
          "noise with lines lc rgb '#cc0000' title 'noise'\n"
          "set xtics auto\nset xlabel 'stars without noise'\nset ylabel 'predicted'\n"
          "plot $stars with points pt 7 ps 0.2 lc rgb '#204a87' notitle, "
          "x with lines lc rgb '#cc0000' notitle\nunset multiplot\n");
}

}  // namespace

int main() {
  dice random;
  const data all = make(random);
  std::vector<int> order = from_to(0, trained);
  const std::vector<int> held_out = from_to(trained, ratings);

  auto theta = start(random);
  adam method{.learning_rate = cosine_decay{.initial = 0.01, .steps = epochs * batches}};
  std::vector<report> way;
  std::printf("epoch  error where trained  held out\n");
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    random.shuffle(order);
    for (int k = 0; k < batches; ++k) {
      const auto these =
          std::span<const int>(order).subspan(static_cast<std::size_t>(k) * batch_size, batch_size);
      const auto now = fit(theta, by = all.by, of = all.of, stars = all.stars, batch = these);
      method.step(theta, now);
      terminal::show_progress(k + 1, batches, "batches, loss " + std::to_string(now.value));
    }
    way.push_back({epoch, miss(theta, all, order), miss(theta, all, held_out)});
    std::printf("%5d %19.4f %9.4f\n", epoch, way.back().trained, way.back().held_out);
  }
  std::printf("noise %29.4f\n", static_cast<double>(noise));

  const auto found = predict(theta, by = all.by, of = all.of, batch = held_out);
  draw(way, found, {all.without_noise.begin() + trained, all.without_noise.end()});
  return way.back().held_out < 1.07 * static_cast<double>(noise) ? 0 : 1;
}
