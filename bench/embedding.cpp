// Rows of a large table, looked up by whole numbers: the gradient adds to where they say, in the
// same order for any number of threads.
#include "hand/embedding.hpp"

#include <tapeless/tapeless.hpp>

#include "problem.hpp"

namespace {

using namespace tapeless::names;

constexpr auto row = axis<"row">;
constexpr auto obs = axis<"obs">;
constexpr auto d = axis<"d", 32>;
constexpr auto which = input<"which", whole>(obs);
constexpr auto table = input<"table">(row, d);
constexpr auto target = input<"target">(obs, d);
constexpr auto misfit = gradient(sum(square(table(which, d) - target)), wrt(table));

std::vector<std::int32_t> drawn(std::size_t n, std::size_t below) {
  std::mt19937 engine(53);
  std::uniform_int_distribution<std::int32_t> draw(0, static_cast<std::int32_t>(below) - 1);
  std::vector<std::int32_t> all(n);
  for (std::int32_t& x : all) x = draw(engine);
  return all;
}

[[maybe_unused]] const bool registered = [] {
  constexpr std::size_t rows = 100'000, observations = 1'000'000, wide = hand::embedding::wide;
  static const bench::numbers values = bench::uniform(rows * wide, -1, 1, 51);
  static const bench::numbers targets = bench::uniform(observations * wide, -1, 1, 52);
  static const std::vector<std::int32_t> places = drawn(observations, rows);
  static bench::numbers mine(rows * wide);
  static bench::numbers hand(rows * wide);
  static const hand::embedding data{values.data(), targets.data(), places.data(),
                                    hand.data(),   rows,           observations};
  const auto ours = [](int number) {
    return misfit(table = values, target = targets, which = places, out(table) = mine,
                  threads(number))
        .value;
  };
  const auto alone = [ours] { return ours(1); };
  const auto by_two = [ours] { return ours(2); };
  const auto plain = [] { return hand::embedding_plain(data); };
  const auto theirs = [] { return hand::embedding_best(data); };
  const auto theirs_by_two = [] { return hand::embedding_by_two(data); };
  const double value = by_two();
  const bench::numbers of_two = mine;
  if (alone() != value || of_two != mine) {
    std::printf("embedding: two threads have other bits than one\n");
    std::exit(1);
  }
  for (const auto& by_hand :
       std::initializer_list<std::function<double()>>{plain, theirs, theirs_by_two}) {
    bench::must_agree("embedding: value", value, by_hand(), 1);
    bench::must_agree("embedding: d table", mine, hand, 1);
  }

  const std::string problem = "embedding 100,000 x 32";
  bench::variant(problem, "plain", plain);
  bench::variant(problem, "by hand", theirs);
  bench::variant(problem, "tapeless", alone);
  bench::variant(problem + bench::by_two_threads, "plain", plain)->UseRealTime();
  bench::variant(problem + bench::by_two_threads, "by hand", theirs_by_two)->UseRealTime();
  bench::variant(problem + bench::by_two_threads, "tapeless", by_two)->UseRealTime();
  return true;
}();

}  // namespace
