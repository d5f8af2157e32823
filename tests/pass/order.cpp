#include "tapeless/pass/order.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);

std::string loops(auto formula) {
  const ir::graph g = pass::order(traced(formula));
  std::string names;
  for (const int a : g.order) names += std::string(g.axes[a].name) + " ";
  return names;
}

}  // namespace

BOOST_AUTO_TEST_CASE(extents_at_run_time_go_outside) {
  BOOST_TEST(loops(sum(m * w, k) + x) == "n k ");
  BOOST_TEST(loops(sum(w * m)) == "n k ");
  BOOST_TEST(loops(sum(sum(w * m, n))) == "n k ");
}

BOOST_AUTO_TEST_CASE(what_is_reduced_last_goes_outside) {
  constexpr auto p = axis<"p">;
  constexpr auto q = axis<"q">;
  constexpr auto table = input<"table">(p, q);
  BOOST_TEST(loops(sum(square(sum(table, q)))) == "p q ");
  BOOST_TEST(loops(sum(square(sum(table, p)))) == "q p ");
  BOOST_TEST(loops(sum(table, p)) == "q p ");
  BOOST_TEST(loops(table) == "p q ");
}

// (A small sum that comes first does not decide.)
BOOST_AUTO_TEST_CASE(the_largest_sum_decides) {
  constexpr auto i = axis<"i", 10>;
  constexpr auto j = axis<"j", 10>;
  constexpr auto q = input<"q">(i);
  constexpr auto Q = input<"Q">(i, j);
  constexpr auto y = input<"y">(n, j);
  BOOST_TEST(loops(sum(q) + sum(square(sum(Q * y, j)))) == "n i j ");
  BOOST_TEST(loops(sum(square(sum(Q * y, j))) + sum(q)) == "n i j ");
}

BOOST_AUTO_TEST_CASE(a_number_has_none) { BOOST_TEST(loops(input<"a"> * 2_c) == ""); }
