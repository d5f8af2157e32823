#include "tapeless/ir/frozen.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(a_graph_comes_back) {
  constexpr auto x = input<"x">(axis<"n">);
  const ir::graph g = tests::traced(sum(sin(x) * input<"a">), x);
  BOOST_TEST(ir::print(ir::freeze<ir::capacity{20, 2, 3}>(g).thaw()) == ir::print(g));
}

BOOST_AUTO_TEST_CASE(one_that_is_too_large_says_so) {
  const auto frozen =
      ir::freeze<ir::capacity{2, 1}>(tests::traced(sum(sin(input<"x">(axis<"n">)))));
  BOOST_TEST(frozen.node_count == 3);
}
