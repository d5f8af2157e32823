// Every reduction, over all axes and over named ones: emitted code against the evaluator and finite
// differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_both;
using tests::check_sizes;
using tests::interval;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 5>;
constexpr auto x = input<"x">(n);
constexpr auto m = input<"m">(n, k);

constexpr interval near_one{0.8, 1.22};

// A product of a thousand factors needs factors near 1.
template <class Fit>
void check_both_axes(Fit fit, interval range = {}) {
  for (const tests::ptrdiff_t size : {0, 1, 3, 4, 5, 8, 9, 17, 200})
    check_both(fit, {{"n", size}}, range);
}

}  // namespace

BOOST_AUTO_TEST_CASE(over_the_only_axis) {
  check_sizes(gradient(square(sum(x)), wrt(x)), near_one);
  check_sizes(gradient(product(x), wrt(x)), near_one);
  check_sizes(gradient(max(x * x), wrt(x)));
  check_sizes(gradient(min(x * x), wrt(x)));
  check_sizes(gradient(logsumexp(3_c * x), wrt(x)));
}

// The mean of no numbers is not a number.
BOOST_AUTO_TEST_CASE(mean_over_the_only_axis) { check_sizes(gradient(square(mean(x)), wrt(x))); }

BOOST_AUTO_TEST_CASE(over_all_axes) {
  check_both_axes(gradient(sum(square(m)), wrt(m)));
  check_both_axes(gradient(mean(square(m)), wrt(m)));
  check_both_axes(gradient(product(m), wrt(m)), near_one);
  check_both_axes(gradient(max(m), wrt(m)));
  check_both_axes(gradient(min(m), wrt(m)));
  check_both_axes(gradient(logsumexp(m), wrt(m)));
}
