#include "tapeless/emit/limits.hpp"

#include <boost/test/unit_test.hpp>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using tapeless::tests::ptrdiff_t;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = tapeless::twin<"j">(i);
constexpr auto n = axis<"n">;
constexpr auto a = input<"a">(i, j);
constexpr auto x = input<"x">(i);
constexpr auto v = input<"v">(n, i);

// How many limits the loops of a program have.
template <class P, int... Loop>
constexpr std::size_t limits_of(std::integer_sequence<int, Loop...>) {
  return (0 + ... + tapeless::emit::limits<P, Loop>.size());
}
template <class Fit>
constexpr std::size_t limits_in() {
  using program = typename Fit::program;
  return limits_of<program>(std::make_integer_sequence<int, program::plan.loops.size>{});
}

// How many items choose by a condition that holds wherever they run.
template <class P, int... Item>
constexpr int certain_of(std::integer_sequence<int, Item...>) {
  return (0 + ... + (tapeless::emit::is_certain<P, Item> ? 1 : 0));
}
template <class Fit>
constexpr int certain_in() {
  using program = typename Fit::program;
  return certain_of<program>(std::make_integer_sequence<int, program::plan.items.size>{});
}

template <class Fit>
void check(Fit) {
  static_assert(limits_in<Fit>() > 0);
  for (const ptrdiff_t size : {0, 1, 2, 5, 8, 9, 17, 30})
    for (const ptrdiff_t samples : {1, 8, 21}) {
      tt::trial<Fit, double>({{"i", size}, {"n", samples}}, tt::interval{}).check();
      tt::trial<Fit, float>({{"i", size}, {"n", samples}}, tt::interval{}).check();
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(triangles) {
  check(gradient(sum(square(sum(where(j <= i, a * x(j), 0_c), j))), wrt(a, x)));
  check(gradient(sum(square(sum(where(i < j, a * x(j), 0_c), j))), wrt(a, x)));
  check(gradient(sum(where(j < i, square(x - x(j)), 0_c)), wrt(x)));
}

BOOST_AUTO_TEST_CASE(bands) {
  const auto near = i - 2_c <= j && j <= i + 2_c;
  check(gradient(sum(square(sum(where(near, a * x(j), 0_c), j))), wrt(a, x)));
  check(gradient(sum(where(near, exp(x * x(j)), 0_c)), wrt(x)));
}

BOOST_AUTO_TEST_CASE(in_a_loop_over_samples) {
  check(gradient(sum(square(sum(where(j <= i, a * v(n, j), 0_c), j))), wrt(a, v)));
}

// What a loop's limits say need not be asked in it, unless lanes differ.
BOOST_AUTO_TEST_CASE(what_is_certain) {
  constexpr auto row = axis<"row", 4>;
  constexpr auto column = axis<"column", 4>;
  constexpr auto matrix = input<"matrix">(row, column);
  constexpr auto u = input<"u">(column, n);
  constexpr auto over_samples =
      function(sum(square(sum(where(column <= row, matrix * u, 0_c), column))));
  static_assert(certain_in<decltype(over_samples)>() == 1);
  constexpr auto over_rows = function(sum(square(sum(where(j <= i, x(j), 0_c), j))));
  static_assert(limits_in<decltype(over_rows)>() > 0);
  static_assert(certain_in<decltype(over_rows)>() == 0);
}

BOOST_AUTO_TEST_CASE(none_where_more_is_added) {
  using fit = decltype(gradient(sum(where(j <= i, a, 0_c)) + sum(a * x(j)), wrt(x)));
  static_assert(limits_in<fit>() == 0);
  tt::trial<fit, double>({{"i", 9}}, tt::interval{}).check();
}
