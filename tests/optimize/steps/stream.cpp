// A number gets the same bits wherever it stands: alone, in a tensor of one, in the middle or at
// the end of a long one, on one thread or on several.
#include "tapeless/optimize/steps/stream.hpp"

#include "../golden.hpp"
#include "support/random.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

constexpr auto x = input<"x">;
constexpr auto tensor = input<"tensor">(n);
constexpr int steps = 5;

// After a few steps, each with its own gradient.
template <class T>
std::vector<T> stepped(auto opt, const std::vector<T>& start,
                       const std::vector<std::vector<T>>& gradients) {
  auto theta = parameters(tensor = start);
  for (const std::vector<T>& g : gradients) opt.step(theta, result_of<T>(tensor, g));
  return theta[tensor];
}

template <class T>
T stepped_alone(auto opt, T start, const std::vector<std::vector<T>>& gradients, std::size_t i) {
  auto theta = parameters(x = start);
  for (const std::vector<T>& g : gradients) opt.step(theta, result_of<T>(x, g[i]));
  return theta[x];
}

template <class T>
std::vector<std::vector<T>> some_gradients(std::size_t size) {
  random_numbers random(2);
  std::vector<std::vector<T>> all;
  for (int i = 0; i < steps; ++i) all.push_back(random.tensor<T>(size));
  return all;
}

template <class T>
void check_sizes(auto opt) {
  constexpr std::size_t width = machine::pack<T>::width;
  for (const std::size_t size :
       {std::size_t{0}, std::size_t{1}, width - 1, width, width + 1, std::size_t{1000}}) {
    const auto start = random_numbers().tensor<T>(size);
    const auto gradients = some_gradients<T>(size);
    const auto together = stepped(opt, start, gradients);
    for (std::size_t i = 0; i < size; i += size < 100 ? 1 : 37) {
      std::vector<std::vector<T>> mine;
      for (const auto& g : gradients) mine.push_back({g[i]});
      BOOST_TEST(together[i] == stepped(opt, std::vector{start[i]}, mine)[0]);
      BOOST_TEST(together[i] == stepped_alone(opt, start[i], gradients, i));
    }
  }
}

template <class T>
void check_threads(auto opt) {
  const auto start = random_numbers().tensor<T>(200001);
  const auto gradients = some_gradients<T>(start.size());
  const auto alone = stepped(opt, start, gradients);
  for (const int threads : {2, 3, 7}) {
    opt.threads = threads;
    BOOST_TEST((stepped(opt, start, gradients) == alone),
               opt.name << ", " << threads << " threads");
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(anywhere_in_double) {
  with_every_optimizer([](auto opt) { check_sizes<double>(opt); });
}
BOOST_AUTO_TEST_CASE(anywhere_in_float) {
  with_every_optimizer([](auto opt) { check_sizes<float>(opt); });
}
BOOST_AUTO_TEST_CASE(on_any_number_of_threads) {
  with_every_optimizer([](auto opt) {
    check_threads<double>(opt);
    check_threads<float>(opt);
  });
}

// The rules are mathematics: plain numbers can go through them as well.
BOOST_AUTO_TEST_CASE(rules_on_plain_numbers) {
  with_every_optimizer([](auto opt) {
    optimizing::history past;
    opt.template with_rule<double>(0.1, past, [&](const auto& rule, double start = 0) {
      std::array<double, std::remove_cvref_t<decltype(rule)>::moments> moments;
      moments.fill(start);
      double value = 10;
      rule(value, 3.0, moments);
      auto theta = parameters(x = 10);
      opt.learning_rate = 0.1;
      opt.step(theta, result_of<double>(x, 3.0));
      BOOST_TEST(value == theta[x], boost::test_tools::tolerance(1e-14));
    });
  });
}
