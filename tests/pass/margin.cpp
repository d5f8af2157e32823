#include "tapeless/pass/margin.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::traced;

namespace {

constexpr auto i = axis<"i", 10>;
constexpr auto t = axis<"t", 8>;
constexpr auto k = axis<"k", 3>;
constexpr auto n = axis<"n">;
constexpr auto v = input<"v">(t);
constexpr auto u = input<"u">(n);

// The sum of what a formula reads beyond borders, made with a margin.
std::string with_margin(auto formula) {
  const ir::graph g = traced(sum(formula));
  return tests::formulas(
      pass::prune(pass::rebuild(g, [&](ir::builder& build, const ir::node& node, const int* place) {
        if (node.code != op::code_of<op::where>) return build.copy(node, place);
        const pass::margin m(g, node.operand[1], node.operand[0]);
        return m.is_possible() ? m.made(build, place) : build.copy(node, place);
      })));
}

}  // namespace

// From -2, where the last of k meets the first of i, to 9.
BOOST_AUTO_TEST_CASE(a_margin_on_both_sides) {
  BOOST_TEST(with_margin(padded(v(i - k), 0_c)) == R"(
value = sum(reindex(where(' - 2 inside t, input v[' - 2], 0)) over i, k)
)");
}

// Its extent is made of those of others.
BOOST_AUTO_TEST_CASE(extents_at_run_time) {
  BOOST_TEST(with_margin(padded(u(n - k), 0_c)) == R"(
value = sum(reindex(where(' - 2 inside n, input u[' - 2], 0)) over n, k)
)");
}

// What does not lie at even distances has none; nor has one whose width is not known.
BOOST_AUTO_TEST_CASE(no_margin) {
  BOOST_TEST(with_margin(padded(v((i - k) / 2_c), 0_c)).find('\'') == std::string::npos);
  BOOST_TEST(with_margin(padded(u(k - n), 0_c)).find('\'') == std::string::npos);
}
