// Reductions over the outer axis, whose results are buffers: emitted code against the evaluator and
// finite differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_both;
using tests::interval;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 5>;
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto v = input<"v">(n);

constexpr interval near_one{0.8, 1.22};

template <class Fit>
void check_both_axes(Fit fit, interval range = {}) {
  for (const tests::ptrdiff_t size : {1, 3, 4, 5, 8, 9, 17, 200})
    check_both(fit, {{"n", size}}, range);
}

}  // namespace

BOOST_AUTO_TEST_CASE(over_the_outer_axis) {
  check_both_axes(gradient(sum(square(sum(m * v, n)) * w), wrt(m, w, v)));
  check_both_axes(gradient(sum(mean(m * v, n) * w), wrt(m, w, v)));
  check_both_axes(gradient(sum(product(m * v, n) * w), wrt(m, w, v)), near_one);
  check_both_axes(gradient(sum(max(m * v, n) * w), wrt(m, w, v)));
  check_both_axes(gradient(sum(min(m * v, n) * w), wrt(m, w, v)));
  check_both_axes(gradient(sum(logsumexp(m * v, n) * w), wrt(m, w, v)));
}

BOOST_AUTO_TEST_CASE(over_nothing_at_all) {
  check_both(gradient(sum(square(sum(m * v, n)) * w), wrt(m, w, v)), {{"n", 0}});
  check_both(gradient(sum(logsumexp(m, k)), wrt(m)), {{"n", 0}});
  check_both(gradient(sum(exp(logsumexp(m, n))), wrt(m)), {{"n", 0}});
  check_both(gradient(sum(product(m, n) * w), wrt(m, w)), {{"n", 0}});
}
