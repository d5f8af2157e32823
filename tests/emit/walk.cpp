// Tensors of two and three axes, in all orders of axes: emitted code against the evaluator and
// finite differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_both;
using tests::interval;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto d = axis<"d", 6>;
constexpr auto x = input<"x">(n, d);
constexpr auto y = input<"y">(d, n);
constexpr auto a = input<"a">(n, m);
constexpr auto b = input<"b">(n);
constexpr auto c = input<"c">(m);

template <class Fit>
void check_two(Fit fit, interval range = {}) {
  for (const tests::ptrdiff_t size : {0, 1, 2, 3, 7, 8, 9, 35})
    check_both(fit, {{"n", size}}, range);
}
template <class Fit>
void check_grid(Fit fit, interval range = {}) {
  for (const tests::ptrdiff_t rows : {0, 1, 5, 33})
    for (const tests::ptrdiff_t columns : {0, 1, 4, 19})
      check_both(fit, {{"n", rows}, {"m", columns}}, range);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_matrix_and_its_transpose) {
  check_two(gradient(sum(square(x) * y), wrt(x, y)));
  check_two(gradient(sum(sin(y) * sum(x, n)), wrt(x, y)));
  check_two(gradient(sum(exp(sum(x * y, d))), wrt(x, y)), {-0.5, 0.5});
}

BOOST_AUTO_TEST_CASE(products_of_matrices_and_vectors) {
  check_grid(gradient(sum(square(sum(a * c, m))), wrt(a, c)));
  check_grid(gradient(sum(square(sum(a * b, n))), wrt(a, b)));
  check_grid(gradient(sum(sum(a * c, m) * b), wrt(a, b, c)));
}

BOOST_AUTO_TEST_CASE(outer_sums) {
  check_grid(gradient(sum(sin(b + c)), wrt(b, c)));
  check_grid(gradient(sum(max(b, c)), wrt(b, c)));
  check_grid(gradient(sum(a * (b + c)), wrt(a, b, c)));
}

BOOST_AUTO_TEST_CASE(normalisations) {
  check_two(gradient(sum(square(exp(x) / sum(exp(x), d))), wrt(x)));
  check_two(gradient(sum(square(exp(y) / sum(exp(y), d))), wrt(y)));
  for (const tests::ptrdiff_t size : {1, 2, 7, 9, 35}) {
    check_both(gradient(sum(square(exp(x) / sum(exp(x), n))), wrt(x)), {{"n", size}});
    check_both(gradient(sum(square(exp(y) / sum(exp(y), n))), wrt(y)), {{"n", size}});
  }
}

// Two passes over the same axis.
BOOST_AUTO_TEST_CASE(centering) {
  for (const tests::ptrdiff_t size : {1, 2, 7, 9, 35}) {
    check_both(gradient(sum(sin(b - mean(b))), wrt(b)), {{"n", size}});
    check_both(gradient(sum(sin(x - mean(x, n)) * b), wrt(x, b)), {{"n", size}});
    check_both(gradient(sum(sin(x - mean(x, d)) * b), wrt(x, b)), {{"n", size}});
  }
}
