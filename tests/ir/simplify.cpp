// Every rule of the table, printed as docs/decisions and people may read it; what each does is
// tested with formulas in builder.cpp.
#include "tapeless/ir/simplify.hpp"

#include <boost/test/unit_test.hpp>
#include <sstream>

using namespace tapeless::ir;

BOOST_AUTO_TEST_CASE(the_table) {
  std::ostringstream text;
  for (const rule& r : rules) text << r.from << " = " << r.to << "\n";
  BOOST_TEST(text.str() == R"(c + d = a constant
0 + x = x
x + -y = x - y
c - d = a constant
x - 0 = x
0 - x = -x
x - -y = x + y
c d = a constant
1 x = x
-1 x = -x
x x = square(x)
c (d x) = (c d) x
c / d = a constant
x / 1 = x
-c = a constant
--x = x
-(x - y) = y - x
-(c x) = (-c) x
square(c) = a constant
log1p(-exp(x)) = log1mexp(x)
c == c && x = x
where(c, x, x) = x
where(p, where(p, x, y), z) = where(p, x, z)
where(c == d, x, y) = x or y
pow(x, c) = squares, products, roots
)");
}

// Rules of one operation stand together: the first that says something counts.
BOOST_AUTO_TEST_CASE(rules_are_found_by_their_operation) {
  int found = 0;
  for (int code = 0; code < tapeless::op::codes; ++code)
    for (int i = rules_of.of[code].first; i < rules_of.of[code].end; ++i, ++found)
      BOOST_TEST(rules[i].code == code);
  BOOST_TEST(found == static_cast<int>(std::size(rules)));
}

// A rule says nothing of nodes that are not of its form.
BOOST_AUTO_TEST_CASE(no_rule_for_a_sum_of_two_inputs) {
  graph g;
  g.inputs = {{"p"}, {"q"}};
  builder b(g);
  const int p = b.read(0, {}), q = b.read(1, {});
  node sum;
  sum.code = tapeless::op::code_of<tapeless::op::add>;
  sum.operand[0] = p, sum.operand[1] = q;
  BOOST_TEST(simplified(b, sum) == -1);
  sum.operand[1] = b.constant(0);
  BOOST_TEST(simplified(b, sum) == p);
}
