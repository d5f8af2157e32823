// The levels of a loop tree, depth by depth.
#include "tapeless/plan/levels.hpp"

#include <boost/test/unit_test.hpp>

#include "support/traced.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto j = axis<"j", 4>;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(n, j, k);

ir::graph prepared(auto formula) {
  return plan::with_stores(pass::prune(pass::expand(pass::order(tests::traced(formula)))));
}

constexpr plan::capacity enough{64, 64};

// As pipeline.hpp does it: each depth from the frozen one before.
plan::tree planned_apart(const ir::graph& g) {
  const plan::frozen_depth<enough> first(plan::outermost_depth(g));
  const plan::frozen_depth<enough> second(plan::depth_inside(g, first.thaw()));
  const plan::frozen_depth<enough> third(plan::depth_inside(g, second.thaw()));
  BOOST_TEST((first.complete() && second.complete() && third.complete()));
  BOOST_TEST((first.inside > 0 && second.inside > 0 && third.inside == 0));
  base::list<plan::depth> depths(3);
  depths[0] = first.thaw(), depths[1] = second.thaw(), depths[2] = third.thaw();
  return plan::make_plan(g, depths);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_level_for_each_loop_with_loops_inside) {
  const ir::graph flat = prepared(sum(exp(x)));
  BOOST_TEST(plan::levels_inside(plan::outermost_depth(flat)) == 0);

  const ir::graph nested = prepared(sum(exp(m)) + sum(exp(x) * sum(square(m), k)));
  const plan::depth outer = plan::outermost_depth(nested);
  BOOST_TEST(plan::levels_inside(outer) == 1);
  const plan::depth inner = plan::depth_inside(nested, outer);
  BOOST_TEST(inner.size() == 1);
  BOOST_TEST(inner[0].open.has(0));
  BOOST_TEST(inner[0].lane == outer[0].loops[0].lane);
  BOOST_TEST(plan::levels_inside(inner) == 0);
}

// What an outer level has a buffer or an accumulator for, an inner one is told.
BOOST_AUTO_TEST_CASE(an_inner_level_knows_what_the_outer_one_keeps) {
  const ir::graph g = prepared(exp(x) / sum(exp(x)));
  const plan::level level = plan::outermost_depth(g)[0];
  int kept = 0, closes = 0;
  for (const plan::member& i : level.members) {
    BOOST_TEST(i.what.buffered == i.kept);
    BOOST_TEST(i.what.adds_up == i.closes);
    kept += i.kept ? 1 : 0, closes += i.closes ? 1 : 0;
  }
  BOOST_TEST(kept == 1);
  BOOST_TEST(closes == 1);
}

BOOST_AUTO_TEST_CASE(depths_made_apart_are_the_same_plan) {
  const ir::graph g = prepared(sum(exp(w * m) / sum(exp(w), j)) * sum(log(sum(square(w), k))));
  const plan::tree once = plan::make_plan(g), apart = planned_apart(g);
  BOOST_TEST(once.items.size() == apart.items.size());
  for (int i = 0; i < once.items.size(); ++i) {
    BOOST_TEST((once.items[i].action == apart.items[i].action));
    BOOST_TEST(once.items[i].node == apart.items[i].node);
    BOOST_TEST(once.items[i].target == apart.items[i].target);
    BOOST_TEST(once.items[i].to.id == apart.items[i].to.id);
  }
}

BOOST_AUTO_TEST_CASE(a_frozen_depth_tells_that_it_is_too_small) {
  const ir::graph g = prepared(sum(exp(x)));
  const plan::depth d = plan::outermost_depth(g);
  const plan::frozen_depth<plan::capacity{1, 1}> small(d);
  BOOST_TEST(!small.complete());
  BOOST_TEST(small.members.size == d[0].members.size());
}
