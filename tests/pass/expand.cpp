#include "tapeless/pass/expand.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::formulas;
using tests::text;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto m = input<"m">(n, k);
constexpr auto a = input<"a">;

}  // namespace

BOOST_AUTO_TEST_CASE(an_activation) {
  const ir::graph before = traced(softplus(a));
  BOOST_TEST(text(before) == R"(
%0 = input a
%1 = softplus %0
value = %1
)");
  BOOST_TEST(formulas(pass::expand(before)) == R"(
value = add(log1p(exp(where(less(input a, 0), input a, neg(input a)))), where(less(input a, 0), 0, input a))
)");
}

// Its sum may overflow where the mean does not.
BOOST_AUTO_TEST_CASE(a_mean_is_no_sum) {
  BOOST_TEST(text(pass::expand(traced(mean(m)))) == text(traced(mean(m))));
}

BOOST_AUTO_TEST_CASE(log_of_sum_of_exp) {
  const ir::graph before = traced(logsumexp(m, k));
  BOOST_TEST(text(before) == R"(
%0 [n, k] = input m[n, k]
%1 [n] = logsumexp %0 over k
value = %1
)");
  BOOST_TEST(text(pass::expand(before)) == R"(
%0 [n, k] = input m[n, k]
%1 [n] = max %0 over k
%2 [n] = finite %1
%3 = 0
%4 [n] = where %2 %1 %3
%5 [n, k] = sub %0 %4
%6 [n, k] = exp %5
%7 [n] = sum %6 over k
%8 [n] = log %7
%9 [n] = add %4 %8
value = %9
)");
}

// What two composites have in common is computed once.
BOOST_AUTO_TEST_CASE(shared_parts) {
  const ir::graph both = pass::expand(traced(softplus(a) * sigmoid(a)));
  int exponentials = 0;
  for (const ir::node& node : both.nodes) exponentials += node.code == op::code_of<op::exp>;
  BOOST_TEST(exponentials == 1);
}
