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

std::string name(const ir::graph& g, const plan::entry& e) {
  const ir::node& node = g.nodes[e.node];
  std::string text(node.code == op::input ? g.inputs[node.input].name : ir::about(node).name);
  if (e.stored) text = "stored " + text;
  return e.save ? text + " saved" : text;
}

// The outermost level of a formula.
std::string outermost(auto formula) {
  const ir::graph g =
      plan::with_stores(pass::prune(pass::expand(pass::order(tests::traced(formula)))));
  const plan::level level = plan::outermost_depth(g)[0];
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
