// Random formulas that are read elsewhere: emitted code, the slow evaluator and finite differences
// agree, forward and in reverse, and the number of threads changes nothing.
#include "../support/random_subscripts.hpp"
#include "../support/trial.hpp"
#include "seed.hpp"

using namespace tapeless;

namespace {

constexpr std::ptrdiff_t width = machine::pack<double>::width;

// (From 3 on every read is inside.)
template <class Fit, class T>
void check(std::ptrdiff_t size, std::ptrdiff_t observations, std::uint32_t seed) {
  tests::trial<Fit, T> trial(
      {{"n", size}, {"o", observations}, {"which", size}, {"from", size - 2}}, {-1, 1}, seed);
  BOOST_TEST_CONTEXT("n = " << size << ", o = " << observations) {
    trial.check({100 * tests::usual<T>.evaluated, 10 * tests::usual<T>.differences});
    BOOST_TEST((trial.emitted(1) == trial.emitted(3)));
  }
}

struct of_gradients {
  template <std::uint64_t Seed>
  static void run() {
    using namespace tests::elsewhere;
    using fit = decltype(gradient(loss<Seed>(), wrt(x, y, w, z, a, b, s)));
    constexpr auto seed = static_cast<std::uint32_t>(Seed);
    BOOST_TEST_CONTEXT("seed " << Seed) {
      for (const std::ptrdiff_t size : {std::ptrdiff_t{3}, width + 1, width + 2, 2 * width + 5})
        check<fit, double>(size, 12, seed);
      check<fit, double>(5, 2 * width + 1, seed);
      check<fit, float>(2 * width + 3, 7, seed);
    }
  }
};

struct of_jacobians {
  template <std::uint64_t Seed>
  static void run() {
    using namespace tests::elsewhere;
    using fit = decltype(jacobian(grown<Seed, 2>().formula + x(0_c) * w(1_c) * s, wrt(x, w, s)));
    constexpr auto seed = static_cast<std::uint32_t>(Seed);
    BOOST_TEST_CONTEXT("Jacobian, seed " << Seed)
    for (const std::ptrdiff_t size : {std::ptrdiff_t{3}, width + 3})
      check<fit, double>(size, 5, seed);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(random_gradients) { tests::for_seeds<of_gradients, 4>(); }
BOOST_AUTO_TEST_CASE(random_jacobians) { tests::for_seeds<of_jacobians, 4>(); }
