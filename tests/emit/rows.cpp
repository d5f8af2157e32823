// Samples that are lanes of what comes between loops, and rows of the loops: emitted code against
// the evaluator and finite differences, for all lengths of what is left over along both axes.
#include "../support/trial.hpp"

#include <limits>

using namespace tapeless;
using namespace tapeless::literals;
using tests::interval;
using tests::ptrdiff_t;
using tests::trial;

namespace {

constexpr auto n = axis<"n">;
constexpr auto d = axis<"d">;
constexpr auto fixed = axis<"fixed", 200>;
constexpr auto x = input<"x">(n, d);
constexpr auto w = input<"w">(d);
constexpr auto y = input<"y">(n);
constexpr auto b = input<"b">;
constexpr auto z = sum(x * w, d) + b;
constexpr auto logistic = gradient(sum(softplus(z) - y * z), wrt(w, b, y));

template <class Fit>
constexpr bool has_rows = [] {
  using P = typename Fit::program;
  for (int l = 0; l < P::plan.loops.size; ++l)
    if (P::plan.loops[l].by_rows) return true;
  return false;
}();

template <class T, class Fit>
void check_lengths(ptrdiff_t fewest) {
  constexpr ptrdiff_t width = machine::pack<T>::width;
  for (const ptrdiff_t rows : {ptrdiff_t{0}, ptrdiff_t{1}, width - 1, width, 2 * width + 1})
    for (const ptrdiff_t columns : {fewest, ptrdiff_t{1}, width, 2 * width + 3})
      trial<Fit, T>({{"n", rows}, {"d", columns}}, interval{}).check();
}
template <class Fit>
void check(Fit, ptrdiff_t fewest_columns = 0) {
  static_assert(has_rows<Fit>);
  check_lengths<double, Fit>(fewest_columns);
  check_lengths<float, Fit>(fewest_columns);
  trial<Fit, double>({{"n", 11}, {"d", 130 * 8}}, interval{}).check();  // longer than a block
  trial<Fit, float>({{"n", 33}, {"d", 70 * 16}}, interval{0.1, 0.2}).check();
  trial<Fit, double>({{"n", 5000}, {"d", 9}}, interval{}).check_threads();
}

}  // namespace

BOOST_AUTO_TEST_CASE(linear_models) {
  check(logistic);
  check(gradient(sum(square(sum(x * w, d) - y)), wrt(w)));
  check(gradient(sum(exp(-mean(square(x), d)) * y), wrt(x)));
  check(function(sum(x * w, d) / (1_c + sum(square(x), d))));
}

// Several sums of a row, other reductions, conditions between and in the loops, results by row.
BOOST_AUTO_TEST_CASE(more_in_rows) {
  const auto cosine = sum(x * w, d) / sqrt(1_c + sum(square(x), d));
  check(gradient(sum(where(cosine < y, cosine * b, sin(cosine))), wrt(w, b, x)));
  check(function(x * where(z < 0_c, y, z)));
  check(gradient(sum(square(max(x * w, d) - y)), wrt(y)), 1);
  check(gradient(sum(square(sum(where(x < y, x, y) * w, d))), wrt(w)));
}

template <class Fit>
void check_rows(Fit) {
  static_assert(has_rows<Fit>);
  for (const ptrdiff_t rows : {1, 8, 19}) trial<Fit, double>({{"n", rows}}, interval{}).check();
  for (const ptrdiff_t rows : {1, 16, 19}) trial<Fit, float>({{"n", rows}}, interval{}).check();
}
BOOST_AUTO_TEST_CASE(extents_that_the_compiler_knows) {
  constexpr auto u = input<"u">(n, fixed);
  constexpr auto v = input<"v">(fixed);
  check_rows(gradient(mean(softplus(sum(u * v, fixed)) * y), wrt(v)));
}

// What is not finite stays in its row.
BOOST_AUTO_TEST_CASE(rows_apart) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr auto rows = function(tanh(sum(x * w, d)));
  static_assert(has_rows<std::remove_const_t<decltype(rows)>>);
  const std::vector<double> weights(3, 0.5);
  for (const std::size_t bad : {0U, 5U, 8U, 10U}) {
    std::vector<double> data(11 * 3, 1.0);
    data[3 * bad] = infinity, data[3 * bad + 1] = -infinity;
    const auto found = rows(x = data, w = weights);
    for (std::size_t r = 0; r < 11; ++r) BOOST_TEST((found[r] == found[r]) == (r != bad));
  }
}
