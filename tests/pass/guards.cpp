#include "tapeless/pass/guards.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using pass::guards;
using tests::formula;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;

// The graph of `x < a` along n and `a < 1` along nothing, and guards of their branches.
struct branches {
  ir::graph g = traced(sum(where(x < a, where(a < 1_c, x, a), x)));
  ir::builder build{g};
  guards all{build};
  int along_n = find("less(input x[n], input a)"), once = find("less(input a, 1)");
  int gradient = find("input x[n]");

  int find(const std::string& text) {
    for (int i = 0; i < g.nodes.size(); ++i)
      if (formula(g, i) == text) return i;
    return -1;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(one_branch_is_one_guard) {
  branches b;
  const int in = b.all.inside(b.along_n, true, guards::none);
  BOOST_TEST(b.all.inside(b.along_n, true, guards::none) == in);
  BOOST_TEST(b.all.inside(b.along_n, false, guards::none) != in);
  BOOST_TEST(b.all.inside(b.along_n, true, in) != in);
}

BOOST_AUTO_TEST_CASE(what_two_gradients_share) {
  branches b;
  const int outer = b.all.inside(b.once, true, guards::none);
  const int yes = b.all.inside(b.along_n, true, outer), no = b.all.inside(b.along_n, false, outer);
  BOOST_TEST(b.all.common(yes, no) == outer);
  BOOST_TEST(b.all.common(yes, yes) == yes);
  BOOST_TEST(b.all.common(yes, outer) == outer);
  BOOST_TEST(b.all.common(yes, guards::none) == guards::none);
}

BOOST_AUTO_TEST_CASE(two_branches_are_everywhere) {
  branches b;
  const int outer = b.all.inside(b.once, true, guards::none);
  const int yes = b.all.inside(b.along_n, true, outer), no = b.all.inside(b.along_n, false, outer);
  BOOST_TEST(b.all.are_opposite(yes, no));
  BOOST_TEST(!b.all.are_opposite(yes, yes));
  BOOST_TEST(!b.all.are_opposite(yes, outer));
  BOOST_TEST(!b.all.are_opposite(yes, guards::none));
  BOOST_TEST(!b.all.are_opposite(yes, b.all.inside(b.along_n, false, guards::none)));
}

BOOST_AUTO_TEST_CASE(a_gradient_is_masked_when_it_leaves) {
  branches b;
  const int outer = b.all.inside(b.once, false, guards::none);
  const int inner = b.all.inside(b.along_n, true, outer);
  BOOST_TEST(formula(b.g, b.all.masked(b.gradient, inner, inner)) == "input x[n]");
  BOOST_TEST(formula(b.g, b.all.masked(b.gradient, inner, outer)) ==
             "where(less(input x[n], input a), input x[n], 0)");
  BOOST_TEST(formula(b.g, b.all.masked(b.gradient, inner, guards::none)) ==
             "where(less(input a, 1), 0, where(less(input x[n], input a), input x[n], 0))");
}

BOOST_AUTO_TEST_CASE(what_is_0_where_it_is_masked_needs_no_mask) {
  branches b;
  const int guard = b.all.unless_zero(b.gradient, guards::none);
  BOOST_TEST(b.all.masked(b.gradient, guard, guards::none) == b.gradient);
}

BOOST_AUTO_TEST_CASE(guards_that_do_not_change_along_an_axis) {
  branches b;
  const ir::axis_set along = b.g.nodes[b.gradient].axes;
  const int outer = b.all.inside(b.once, true, guards::none);
  const int inner = b.all.inside(b.along_n, true, outer);
  const int innermost = b.all.inside(b.once, false, inner);
  BOOST_TEST(b.all.constant_along(along, outer) == outer);
  BOOST_TEST(b.all.constant_along(along, inner) == outer);
  BOOST_TEST(b.all.constant_along(along, innermost) == outer);
  BOOST_TEST(b.all.constant_along(ir::axis_set(), innermost) == innermost);
}
