// The network of 11_adversarial learns from a folder of photos:
//
//   11_train DIR [WEIGHTS.npz [epochs]]
//
// Photos are cats and dogs by the beginning of their names or folders (as Kaggle's are); one in ten
// is held out. The weights of the best epoch are kept, for 11_adversarial --weights. Without a
// folder it makes a few pictures of stripes and of noise, and learns these.
#include <tapeless/interop/npz.hpp>
#include <tapeless/optimize.hpp>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <numeric>
#include <random>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "cat_dog.hpp"
#include "gnuplot.hpp"
#include "photos.hpp"
#include "terminal.hpp"

namespace {

using namespace cat_dog;

constexpr std::size_t batch_size = 25;

constexpr auto n = axis<"n">;
constexpr auto pixels = input<"pixels">(n, row, column, channel);
constexpr auto kind = input<"kind", whole>(n);
constexpr auto seen = features(pixels, row, column, channel);
constexpr auto net = classifier(seen);
constexpr auto taught = classifier(training(seen, n));
constexpr auto fit = gradient(mean(cross_entropy(taught, kind)), wrt(taught), statistics(taught));
constexpr auto predict = function(net);

const int all_threads = std::max(1, static_cast<int>(std::thread::hardware_concurrency()));

using places = std::span<const int>;

places piece(places all, std::size_t k) {
  return all.subspan(k * batch_size, std::min(batch_size, all.size() - k * batch_size));
}
std::size_t pieces(places all) { return (all.size() + batch_size - 1) / batch_size; }

double accuracy(const auto& theta, const photos::data& all, places which) {
  int right = 0;
  for (std::size_t k = 0; k < pieces(which); ++k) {
    const photos::batch some(all, piece(which, k));
    const auto scores = predict(theta, pixels = some.pixels, threads(all_threads));
    for (std::size_t i = 0; i < some.kinds.size(); ++i)
      right += (scores[2 * i + 1] > scores[2 * i]) == (some.kinds[i] == 1);
  }
  return right / static_cast<double>(which.size());
}

// One walk over the photos; the mean of the losses.
double learn(auto& theta, auto& method, const photos::data& all, places order, float& step) {
  double loss = 0;
  for (std::size_t k = 0; k < pieces(order); ++k) {
    const photos::batch some(all, piece(order, k));
    const auto now = fit(theta, pixels = some.pixels, kind = some.kinds, dropout_seed = ++step,
                         threads(all_threads));
    method.step(theta, now);
    keep(theta, now, taught);
    loss += static_cast<double>(now.value) * static_cast<double>(some.kinds.size());
    terminal::show_progress(static_cast<int>(k + 1), static_cast<int>(pieces(order)), "steps");
  }
  return loss / static_cast<double>(order.size());
}

int train(const std::string& folder, const std::string& weights, int epochs) {
  const photos::data all = photos::load(folder, side);
  std::vector<int> order(all.kinds.size());
  std::iota(order.begin(), order.end(), 0);
  std::mt19937 random(1);
  std::shuffle(order.begin(), order.end(), random);
  if (order.size() < 10) {
    std::fprintf(stderr, "%s: 10 photos of cats and dogs are needed\n", folder.c_str());
    return 2;
  }
  const std::span<int> learned = std::span(order).first(order.size() - order.size() / 10);
  const places held_out = places(order).last(order.size() / 10);
  std::printf("%zu photos to learn from, %zu held out\n", learned.size(), held_out.size());

  auto theta = start<float>(net, he{.seed = 1});
  rmsprop method{.epsilon_inside = true, .threads = all_threads};
  double best = -1;
  float step = 0;
  for (int epoch = 1; epoch <= epochs; ++epoch) {
    std::shuffle(learned.begin(), learned.end(), random);
    const double loss = learn(theta, method, all, learned, step);
    const double right = accuracy(theta, all, held_out);
    std::printf("epoch %2d: loss %.4f, %.1f %% of those held out are right\n", epoch, loss,
                100 * right);
    if (right <= best) continue;
    best = right;
    save(theta, weights);
  }
  const auto kept = cat_dog::load(net, weights);
  const bool as_kept = accuracy(kept, all, held_out) == best;
  std::printf("%s has the weights that read %.1f %% of those held out\n", weights.c_str(),
              100 * best);
  return as_kept ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  try {
    const std::string weights =
        count > 2 ? arguments[2] : (gnuplot::folder() / "11_train.npz").string();
    if (count > 1) return train(arguments[1], weights, count > 3 ? std::stoi(arguments[3]) : 10);
    const auto made = gnuplot::folder() / "11_stripes_and_noise";
    photos::make(made, 10);
    return train(made.string(), weights, 2);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 1;
  }
}
