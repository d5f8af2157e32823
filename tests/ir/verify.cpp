#include "tapeless/ir/verify.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);

// %0 input x, %1 sin %0, %2 sum %1
ir::graph sound() { return tests::traced(sum(sin(x))); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_sound_graph) { BOOST_TEST(ir::broken_law(sound()) == ""); }

BOOST_AUTO_TEST_CASE(operands_after_their_users) {
  ir::graph g = sound();
  g.nodes[1].operand[0] = 2;
  BOOST_TEST(ir::broken_law(g) == "an operand comes before its user");
  g.nodes[1].operand[0] = -1;
  BOOST_TEST(ir::broken_law(g) == "an operand comes before its user");
}

BOOST_AUTO_TEST_CASE(reductions) {
  ir::graph g = sound();
  g.nodes[2].over = {};
  BOOST_TEST(ir::broken_law(g) == "a reduction is over axes of its operand");
  g = sound();
  g.nodes[2].axes = ir::axis_set::of(0);
  BOOST_TEST(ir::broken_law(g) == "a reduction has the axes that are left");
}

BOOST_AUTO_TEST_CASE(elementwise_axes) {
  ir::graph g = sound();
  g.nodes[1].axes = {};
  BOOST_TEST(ir::broken_law(g) == "an elementwise node has the axes of its operands");
  g = sound();
  g.nodes[0].axes = {};
  BOOST_TEST(ir::broken_law(g) == "what is read has the axes it is read along");
}

BOOST_AUTO_TEST_CASE(outputs) {
  ir::graph g = sound();
  g.outputs[0].node = 3;
  BOOST_TEST(ir::broken_law(g) == "an output is a node");
  g.outputs[0].node = 1;
  BOOST_TEST(ir::broken_law(g) == "an output has room for its node's axes");
}
