#include <boost/test/unit_test.hpp>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

// What whole numbers lead to: emitted code, slow evaluation and finite differences agree, and the
// number of threads changes no bit.

namespace tt = tapeless::tests;
using namespace tapeless::names;
using tapeless::tests::ptrdiff_t;

namespace {

constexpr auto n = axis<"n">;
constexpr auto row = axis<"row">;
constexpr auto d = axis<"d", 3>;
constexpr auto wide = axis<"wide", 19>;
constexpr auto which = input<"which", whole>(n);
constexpr auto x = input<"x">(n);
constexpr auto list = input<"list">(row);
constexpr auto table = input<"table">(row, d);
constexpr auto row_of_two = axis<"row_of_two", 2>;
constexpr auto broad = input<"broad">(row, wide);

template <class T, class Fit>
void check_one(Fit, ptrdiff_t size, ptrdiff_t rows) {
  tt::trial<Fit, T>({{"n", size}, {"row", rows}, {"which", rows}}, tt::interval{}).check_threads();
}
template <class Fit>
void check_all(Fit fit) {
  for (const ptrdiff_t rows : {1, 2, 5, 40}) {
    for (const ptrdiff_t size : tt::telling_sizes<double>()) check_one<double>(fit, size, rows);
    for (const ptrdiff_t size : tt::telling_sizes<float>()) check_one<float>(fit, size, rows);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(elements) {
  check_all(gradient(sum(square(list(which) - x)), wrt(list, x)));
  check_all(gradient(sum(sin(list(which)) * x) + sum(square(list)), wrt(list, x)));
  check_all(function(list(which) * x));
}

BOOST_AUTO_TEST_CASE(rows) {
  check_all(gradient(sum(square(table(which, d))), wrt(table)));
  check_all(gradient(sum(exp(sum(table(which, d) * table(which, d), d)) * x), wrt(table, x)));
  check_all(gradient(sum(sin(broad(which, wide)) * x), wrt(broad, x)));
}

BOOST_AUTO_TEST_CASE(two_at_once) {
  constexpr auto from = input<"from", whole>(n);
  constexpr auto f = gradient(sum(square(list(which) - list(from)) * x), wrt(list, x));
  using fit = std::remove_cvref_t<decltype(f)>;
  for (const ptrdiff_t size : tt::telling_sizes<double>())
    tt::trial<fit, double>({{"n", size}, {"row", 9}, {"which", 9}, {"from", 9}}, tt::interval{})
        .check();
}

BOOST_AUTO_TEST_CASE(segments) {
  constexpr auto offset = input<"offset", whole>(n);
  check_all(gradient(sum(square(sum(table(which, d) * x, d))), wrt(table, x)));
  constexpr auto near = gradient(sum(square(list(offset + d) * x)), wrt(list, x));
  using fit = std::remove_cvref_t<decltype(near)>;
  for (const ptrdiff_t size : tt::telling_sizes<double>())
    tt::trial<fit, double>({{"n", size}, {"row", 9}, {"offset", 7}}, tt::interval{}).check();
}

BOOST_AUTO_TEST_CASE(formulas_elsewhere) {
  check_all(gradient(sum(at(sin(list), row = which) * x), wrt(list, x)));
  check_all(gradient(sum(square(at(sum(square(table), d), row = which) - x)), wrt(table, x)));
}

// What was read elsewhere and is kept, and read elsewhere again. (Each by each: few are enough.)
BOOST_AUTO_TEST_CASE(reads_of_what_was_read) {
  const auto check_few = [](auto fit) {
    for (const ptrdiff_t size : {0, 1, 2, 9, 33}) check_one<double>(fit, size, 5);
  };
  constexpr auto o = twin<"o">(n);
  constexpr auto g = at(exp(list), row = which);
  check_few(function(g * sum(where(o <= n, at(g, n = o), 0_c), o)));
  check_few(gradient(sum(square(g * cumsum(g, n))), wrt(list)));
  constexpr auto turned = flip(exp(x), n);
  check_few(function(sum(tanh(turned - at(turned, n = o)), o) * list(which)));
}

// Where a read is solved for its place, whole numbers beside it are asked for at places that they
// do not have.
BOOST_AUTO_TEST_CASE(beside_reads_that_are_solved) {
  constexpr auto m = axis<"m">(extent(n) - 1_c);
  constexpr auto half = axis<"half">(extent(n) / 2_c);
  constexpr auto count = input<"count", whole>(m);
  constexpr auto o = input<"o", whole>(half);
  const auto check = [](auto fit) {
    using of = decltype(fit);
    for (const ptrdiff_t size : {1, 2, 3, 8, 9, 33, 70})
      tt::trial<of, double>({{"n", size}, {"count", 4}, {"o", 2}}, tt::interval{}).check_threads();
  };
  check(gradient(sum(count * square(x(m + 1_c) - x(m))), wrt(x)));
  check(gradient(sum(sin(padded(x(2_c * half + o), x(2_c * half)))), wrt(x)));
  check(gradient(sum(x(half + 1_c) * o * sin(x(2_c * half))), wrt(x)));
}

BOOST_AUTO_TEST_CASE(one_element) {
  constexpr auto one = input<"one", whole>;
  constexpr auto two = input<"two">(row, row_of_two);
  const auto check = [](auto fit) {
    tt::trial<decltype(fit), double>({{"n", 3}, {"row", 5}, {"one", 4}}, tt::interval{}).check();
  };
  check(gradient(square(list(one)), wrt(list)));
  check(gradient(sum(x * list(one)) + list(one), wrt(list, x)));
  check(gradient(square(two(one, one / 2_c)), wrt(two)));
}

BOOST_AUTO_TEST_CASE(as_numbers) {
  check_all(gradient(sum(where(which == row, list * x, 0_c)), wrt(list, x)));
  check_all(gradient(sum(which * x), wrt(x)));
}

BOOST_AUTO_TEST_CASE(packed_triangle) {
  constexpr auto i = axis<"i", 4>;
  constexpr auto j = axis<"j", 4>;
  constexpr auto lower = input<"lower">(axis<"packed", 10>);
  constexpr auto v = input<"v">(n, j);
  constexpr auto product = sum(where(j <= i, lower(i * (i + 1_c) / 2_c + j) * v, 0_c), j);
  check_all(gradient(sum(square(product)), wrt(lower, v)));
}

BOOST_AUTO_TEST_CASE(jacobians) { check_all(jacobian(list(which) * x, wrt(list))); }
