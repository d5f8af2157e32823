// Reductions over the inner axis: emitted code against the evaluator and finite differences.
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
  for (const tests::ptrdiff_t size : {0, 1, 3, 4, 5, 8, 9, 17, 200})
    check_both(fit, {{"n", size}}, range);
}

}  // namespace

BOOST_AUTO_TEST_CASE(over_the_inner_axis) {
  check_both_axes(gradient(sum(square(sum(m * w, k)) * v), wrt(m, w, v)));
  check_both_axes(gradient(sum(mean(m * w, k) * v), wrt(m, w, v)));
  check_both_axes(gradient(sum(product(m * w, k) * v), wrt(m, w, v)), near_one);
  check_both_axes(gradient(sum(max(m * w, k) * v), wrt(m, w, v)));
  check_both_axes(gradient(sum(min(m * w, k) * v), wrt(m, w, v)));
  check_both_axes(gradient(sum(logsumexp(m * w, k) * v), wrt(m, w, v)));
}
