// New words, letter by letter: a model of 104,603 parameters, two blocks of attention, learns how
// the 1,746 words of this project's documentation are spelled, and makes others.
#include <tapeless/network.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "gnuplot.hpp"
#include "letters.hpp"
#include "terminal.hpp"

namespace {

using namespace tapeless::names;
using letters::kinds;

constexpr int longest = 16;  // a word of 15 letters, and its end
constexpr std::size_t batch_size = 32;

constexpr auto word = axis<"word">;
constexpr auto place = axis<"place", longest>;
constexpr auto letter = input<"letter", whole>(word, place);  // the one before each place
constexpr auto next = input<"next", whole>(word, place);
constexpr auto counts = input<"counts">(word, place);  // 0 behind the end of a word

// A batch is some of the words.
constexpr auto n = axis<"n">;
constexpr auto batch = input<"batch", whole>(n);
constexpr auto net = letters::model<longest, 64, 4>(features(letter(batch, place), place),
                                                    features(place + 0_c, place));
constexpr auto surprise = cross_entropy(net, next(batch, place)) * counts(batch, place);
constexpr auto loss = sum(surprise) / sum(counts(batch, place));
constexpr auto fit = gradient(loss, wrt(net));
constexpr auto predict = function(net);
static_assert(parameter_count(net) == 104603);

// Words as rows of whole numbers, with their ends.
struct words {
  std::vector<std::string> all;
  std::vector<int> before, after;
  std::vector<float> counted;
};
words load() {
  words w;
  std::ifstream file(DATA "words.txt");
  for (std::string one; file >> one; w.all.push_back(one))
    for (std::size_t k = 0; k < longest; ++k) {
      const auto number = [&one](std::size_t at) {
        return at < one.size() ? one[at] - 'a' + 1 : 0;
      };
      w.before.push_back(k == 0 ? 0 : number(k - 1));
      w.after.push_back(number(k));
      w.counted.push_back(k <= one.size() ? 1.0F : 0.0F);
    }
  return w;
}

// A word that the model makes, a letter after the other, each as likely as the model says.
std::string made(const auto& theta, std::mt19937& random) {
  std::vector<int> so_far(longest);
  std::string text;
  while (text.size() + 1 < longest) {
    const auto scores = predict(theta, letter = so_far, batch = std::vector{0}, word = 1);
    const float* const here = scores.data() + text.size() * kinds;
    std::vector<double> likely(kinds);
    for (std::size_t k = 0; k < kinds; ++k) likely[k] = std::exp(static_cast<double>(here[k]));
    const int drawn = std::discrete_distribution<int>(likely.begin(), likely.end())(random);
    if (drawn == 0) break;
    text += static_cast<char>('a' + drawn - 1);
    so_far[text.size()] = drawn;
  }
  return text;
}

void draw(const std::string& learned, const std::string& held_out) {
  gnuplot::draw_svg("13_names.svg",
                    "$learned << EOD\n" + learned + "EOD\n$held << EOD\n" + held_out +
                        "EOD\nset title 'A model of words, letter by letter'\n"
                        "set xlabel 'step'\nset ylabel 'surprise at a letter (nats)'\n"
                        "plot $learned with lines lc rgb '#fcaf3e' title 'words it learns', "
                        "$held with linespoints lw 2 pt 7 lc rgb '#204a87' "
                        "title 'words held out'\n",
                    "800,500");
}

}  // namespace

// 13_names [steps]
int main(int count, char** arguments) {
  const std::size_t steps = count > 1 ? std::stoul(arguments[1]) : 600;
  const words w = load();
  std::mt19937 random(1);
  std::vector<int> order(w.all.size());
  for (std::size_t k = 0; k < order.size(); ++k) order[k] = static_cast<int>(k);
  std::shuffle(order.begin(), order.end(), random);
  const auto held = std::span<const int>(order).last(w.all.size() / 10);
  const auto taught = order.size() - held.size();

  auto theta = start<float>(net, tapeless::layers::glorot{.seed = 1});
  adam method{.learning_rate = cosine_decay{.initial = 0.003, .steps = static_cast<double>(steps)}};
  std::string curve, other;
  double at_end = 0;
  for (std::size_t step = 0; step <= steps; ++step) {
    std::vector<int> some(batch_size);
    for (int& one : some) one = order[random() % taught];
    auto now = fit(theta, letter = w.before, next = w.after, counts = w.counted, batch = some);
    curve += std::to_string(step) + " " + std::to_string(now.value) + "\n";
    if (step % (steps / 6) == 0) {
      const auto there =
          fit(theta, letter = w.before, next = w.after, counts = w.counted, batch = held);
      at_end = static_cast<double>(there.value);
      other += std::to_string(step) + " " + std::to_string(at_end) + "\n";
      std::printf("step %4zu, surprise at a letter %.3f:", step, at_end);
      for (int k = 0; k < 6; ++k) std::printf(" %s", made(theta, random).c_str());
      std::puts("");
    }
    clip_by_norm(now, 1);
    method.step(theta, now);
    terminal::show_progress(static_cast<int>(step), static_cast<int>(steps), "steps");
  }
  draw(curve, other);
  return at_end < (steps < 600 ? 3 : 2.4) ? 0 : 1;  // guessing is log(27) = 3.3
}
