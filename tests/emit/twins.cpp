// Twin axes: pairs, transposed reads, diagonals; emitted code against the evaluator and finite
// differences.
#include "../support/trial.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::check_both;

namespace {

constexpr auto d = axis<"d", 3>;

template <class Fit>
void check_pairs(Fit fit) {
  for (const tests::ptrdiff_t size : {0, 1, 2, 3, 5, 8, 17})
    check_both(fit, {{"i", size}}, {0.2, 1});
}

void check_twins(auto i) {
  const auto j = twin<"j">(i);
  const auto v = input<"v">(i);
  const auto p = input<"p">(i, d);
  const auto a = input<"a">(i, j);
  const auto distance = sum(square(p - p(j, d)), d);

  check_pairs(gradient(sum(where(i != j, square(v - v(j)), 0_c)), wrt(v)));
  check_pairs(gradient(sum(where(i < j, 1_c / sqrt(distance), 0_c)), wrt(p)));
  check_pairs(gradient(sum(exp(-distance) * v * v(j)), wrt(p, v)));
  check_pairs(gradient(sum(square(v(j)) * v), wrt(v)));
  check_pairs(gradient(sum(sin(a(j, i)) * v), wrt(a, v)));
  check_pairs(gradient(sum(a * a(j, i) * v), wrt(a, v)));
  check_pairs(gradient(sum(sin(a(i, i))), wrt(a)));
  check_pairs(gradient(sum(a(j, j) * sum(a * v, i)), wrt(a, v)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(extent_at_run_time) { check_twins(axis<"i">); }
BOOST_AUTO_TEST_CASE(extent_of_seventeen) { check_twins(axis<"i", 17>); }
