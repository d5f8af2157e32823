#include "tapeless/expr/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless::names;
namespace tt = tapeless::tests;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 50>;
constexpr auto seed = input<"seed">;
constexpr auto x = input<"x">(n);

double mean_of(const auto& numbers, auto of) {
  double sum = 0;
  for (const double u : numbers) sum += of(u);
  return sum / static_cast<double>(numbers.size());
}

// Of 100,000 of them: four standard deviations.
template <class T>
void check_uniform() {
  const auto u = function(uniform(seed, n, k))(seed = T(11), n = 2000);
  for (const T one : u) BOOST_TEST((0 <= one && one < 1));
  BOOST_TEST(std::abs(mean_of(u, [](double one) { return one; }) - 0.5) < 0.0037);
  BOOST_TEST(std::abs(mean_of(u, [](double one) { return one * one; }) - 1.0 / 3) < 0.0038);
}

}  // namespace

BOOST_AUTO_TEST_CASE(from_0_to_1) {
  check_uniform<double>();
  check_uniform<float>();
}

BOOST_AUTO_TEST_CASE(normally_distributed) {
  const auto z = function(normal(seed, n, k))(seed = 5.0, n = 2000);
  BOOST_TEST(std::abs(mean_of(z, [](double one) { return one; })) < 0.013);
  BOOST_TEST(std::abs(mean_of(z, [](double one) { return one * one; }) - 1) < 0.018);
  BOOST_TEST(std::abs(mean_of(z, [](double one) { return one * one * one * one; }) - 3) < 0.13);
}

// Neighbours along either axis, and neighbouring seeds, have nothing to do with each other.
BOOST_AUTO_TEST_CASE(neighbours_differ) {
  const auto u = function(uniform(seed, n, k));
  const auto one = u(seed = 1.0, n = 2000), other = u(seed = 2.0, n = 2000);
  double along_k = 0, along_n = 0, seeds = 0;
  for (std::size_t i = 50; i < one.size(); ++i) {
    along_k += (one[i] - 0.5) * (one[i - 1] - 0.5);
    along_n += (one[i] - 0.5) * (one[i - 50] - 0.5);
    seeds += (one[i] - 0.5) * (other[i] - 0.5);
  }
  for (const double sum : {along_k, along_n, seeds}) BOOST_TEST(std::abs(sum) < 4 * 26.4);
}

// The same bits lane by lane, in the slow evaluator, and in the gradient.
BOOST_AUTO_TEST_CASE(in_every_engine) {
  auto fit = gradient(sum(square(x * uniform(seed, n)) + x * uniform(seed, n, k)), wrt(x));
  for (const int size : {1, 7, 16, 33})
    tt::trial<decltype(fit), double>({{"n", size}}, tt::interval{1, 9}).check();
  tt::trial<decltype(fit), float>({{"n", 33}}, tt::interval{1, 9}).check();
  static_assert(function(uniform(seed, k))(seed = 3.0)[49] >= 0);
}
