// One level of a loop tree, as text: what runs in straight lines, what in which loop, what is kept.
#include "tapeless/plan/slots.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "support/traced.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto z = input<"z">(m);
constexpr auto c = input<"c">;
constexpr auto e = exp(input<"u">(n, m));
constexpr auto before = padded(at(e, n = n - 2_c), 0_c);

std::string name(const ir::graph& g, const plan::entry& what) {
  const ir::node& node = g.nodes[what.node];
  std::string text(node.code == op::input ? g.inputs[node.input].name : ir::about(node).name);
  if (what.stored) text = "stored " + text;
  if (what.behind > 0) return text + " saved for " + std::to_string(what.behind) + " more";
  return what.save ? text + " saved" : text;
}

// A level of a formula; the outermost, mostly.
std::string print(const ir::graph& g, const plan::level& level) {
  const auto names_of = [&](int first) {
    std::string line;
    for (int i = first; i >= 0; i = level.members[i].next)
      line += ", " + name(g, level.members[i].what);
    return line.empty() ? line : line.substr(2) + "\n";
  };

  std::string text = "\n";
  for (int slot = 0; slot < 8; ++slot) {
    const std::string straight = names_of(slot < level.straight.size() ? level.straight[slot] : -1);
    if (!straight.empty()) text += std::to_string(slot) + " straight: " + straight;
    for (const plan::level_loop& l : level.loops)
      if (l.slot == slot)
        text += std::to_string(slot) + " loop " + std::string(g.axes[l.axis].name) + ": " +
                names_of(l.members);
  }
  return text;
}

ir::graph ready(auto formula) {
  return plan::with_stores(pass::prune(pass::expand(pass::order(tests::traced(formula)))));
}
std::string outermost(auto formula) {
  const ir::graph g = ready(formula);
  return print(g, plan::outermost_depth(g)[0]);
}
// Inside its only outermost loop.
std::string inside(auto formula) {
  const ir::graph g = ready(formula);
  return print(g, plan::depth_inside(g, plan::outermost_depth(g))[0]);
}

}  // namespace

// What is cheap is made again, what is not gets a buffer.
BOOST_AUTO_TEST_CASE(two_loops_one_after_the_other) {
  BOOST_TEST(outermost(square(x) / sum(square(x)) + c) == R"(
0 straight: c
1 loop n: x, square, sum
3 loop n: x, square, div, add, store
)");
  BOOST_TEST(outermost(exp(x) / sum(exp(x)) * log(c)) == R"(
0 straight: c, log
1 loop n: x, exp saved, sum
3 loop n: stored exp, div, mul, store
)");
}

BOOST_AUTO_TEST_CASE(loops_over_one_axis_become_one) {
  BOOST_TEST(outermost(sum(x) + sum(exp(y)) * c) == R"(
0 straight: c
1 loop n: x, sum, y, exp, sum
2 straight: mul, add, store
)");
}

// (The first sum waits for the loop of the last one, which needs the sum over m.)
BOOST_AUTO_TEST_CASE(a_loop_moves_to_a_later_one) {
  BOOST_TEST(outermost(sum(x) + sum(y * sum(z))) == R"(
1 loop m: z, sum
3 loop n: x, sum, y, mul, sum
4 straight: add, store
)");
}

BOOST_AUTO_TEST_CASE(a_loop_that_needs_the_other_does_not) {
  BOOST_TEST(outermost(sum(exp(x - sum(x)))) == R"(
1 loop n: x, sum
3 loop n: x, sub, exp, sum
4 straight: store
)");
}

// Rows that are read at earlier steps are made before anything is stored or added up: a chunk runs
// so far alone for the steps before its own.
BOOST_AUTO_TEST_CASE(rows_that_are_kept_come_first) {
  BOOST_TEST(outermost(before * z) == R"(
0 straight: constant
3 loop n: inside, u, exp saved for 2 more, reindex, where, z, mul, store
)");
  BOOST_TEST(inside(before * z) == R"(
0 straight: inside
1 loop m: u, exp saved for 2 more
3 loop m: reindex, where, z, mul, store
)");
  BOOST_TEST(inside(sum(square(e) + before)) == R"(
0 straight: inside
1 loop m: u, exp saved for 2 more
3 loop m: stored exp, square, reindex, where, add, sum
)");
}

BOOST_AUTO_TEST_CASE(what_is_read_at_later_steps_is_whole) {
  BOOST_TEST(outermost(before + padded(at(e, n = n + 1_c), 0_c)) == R"(
0 straight: constant
1 loop n: u, exp saved
3 loop n: inside, reindex, where, inside, reindex, where, add, store
)");
}
