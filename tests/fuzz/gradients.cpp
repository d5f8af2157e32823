// Random formulas that read their inputs along every permutation of axes and twins: emitted code,
// the slow evaluator and finite differences agree, and the number of threads changes nothing.
#include "../support/random_reads.hpp"
#include "../support/trial.hpp"
#include "seed.hpp"

using namespace tapeless;

namespace {

template <class Fit, class T>
void check(std::ptrdiff_t size, std::uint32_t seed) {
  tests::trial<Fit, T> trial({{"i", size}}, {-1, 1}, seed);
  trial.check({100 * tests::usual<T>.evaluated, 10 * tests::usual<T>.differences});
  BOOST_TEST((trial.emitted(1) == trial.emitted(3)));
}

struct of_gradients {
  template <std::uint64_t Seed>
  static void run() {
    using namespace tests::reads;
    using fit = decltype(gradient(loss<Seed>(), wrt(a, t, x, s)));
    constexpr auto seed = static_cast<std::uint32_t>(Seed);
    constexpr std::ptrdiff_t width = machine::pack<double>::width;
    BOOST_TEST_CONTEXT("seed " << Seed) {
      for (const std::ptrdiff_t size :
           {std::ptrdiff_t{1}, width - 1, width, width + 1, 2 * width + 3})
        check<fit, double>(size, seed);
      check<fit, float>(2 * width + 1, seed);
    }
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(random_formulas) { tests::for_seeds<of_gradients, 6>(); }
