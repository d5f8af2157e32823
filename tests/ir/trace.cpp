#include "tapeless/ir/trace.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using ir::problem;
using tests::problem_in;
using tests::text;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto v = input<"v">(i);
constexpr auto a = input<"a">;

}  // namespace

BOOST_AUTO_TEST_CASE(operations_in_order) {
  BOOST_TEST(text(traced(mean(square(a * x - y)), a)) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 [n] = input y[n]
%4 [n] = sub %2 %3
%5 [n] = square %4
%6 = mean %5 over n
value = %6
)");
}

BOOST_AUTO_TEST_CASE(broadcasting_needs_no_node) {
  BOOST_TEST(text(traced(sum(m * w, k) + x)) == R"(
%0 [n, k] = input m[n, k]
%1 [k] = input w[k]
%2 [n, k] = mul %0 %1
%3 [n] = sum %2 over k
%4 [n] = input x[n]
%5 [n] = add %3 %4
value = %5
)");
}

BOOST_AUTO_TEST_CASE(the_same_formula_is_one_node) {
  BOOST_TEST(text(traced((a + 1_c) * (1_c + a))) == R"(
%0 = input a
%1 = 1
%2 = add %0 %1
%3 = square %2
value = %3
)");
}

BOOST_AUTO_TEST_CASE(twins_and_masks) {
  BOOST_TEST(text(traced(sum(where(i != j, v * v(j), 0_c)), v)) == R"(
%0 [i] = index i
%1 [j] = index j
%2 [i, j] = equal %0 %1
%3 [i, j] = not %2
%4 [i] = input v[i]
%5 [j] = input v[j]
%6 [i, j] = mul %4 %5
%7 = 0
%8 [i, j] = where %3 %6 %7
%9 = sum %8 over i, j
value = %9
)");
}

BOOST_AUTO_TEST_CASE(axes_as_numbers) {
  BOOST_TEST(text(traced(n * 2_c + k)) == R"(
%0 [n] = index n
%1 = 2
%2 [n] = mul %0 %1
%3 [k] = index k
%4 [n, k] = add %2 %3
value = %4
)");
}

BOOST_AUTO_TEST_CASE(an_axis_that_a_simpler_operand_lost) {
  BOOST_TEST(text(traced(sum(pow(x, 0_c)))) == R"(
%0 [n] = input x[n]
%1 = 0
%2 = 1
%3 = count of n
value = %3
)");
}

BOOST_AUTO_TEST_CASE(mistakes) {
  constexpr auto n_of_5 = axis<"n", 5>;
  constexpr auto n_again = twin<"n">(k);
  static_assert(problem_in(sum(x), x) == problem::none);
  static_assert(problem_in(x + n_of_5) == problem::axis_has_two_meanings);
  static_assert(problem_in(x + n_again) == problem::axis_has_two_meanings);
  static_assert(problem_in(x + input<"x">) == problem::input_has_two_meanings);
  static_assert(problem_in(sum(x, k)) == problem::axis_not_there);
  static_assert(problem_in(sum(sum(x), n)) == problem::axis_not_there);
  static_assert(problem_in(x(i)) == problem::read_along_other_extent);
  static_assert(problem_in(x, x) == problem::loss_is_not_a_scalar);
  static_assert(problem_in(sum(x), x, x) == problem::wanted_twice);
  static_assert(problem_in(sum(x), y) == problem::wanted_not_there);
}

BOOST_AUTO_TEST_CASE(each_term_is_met_once) {
  constexpr auto formula = sum(a * x) + sum(a * x);
  static_assert(expr::term_walk(&decltype(formula)::term).terms().size() == 5);
}
