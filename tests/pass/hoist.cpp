#include "tapeless/pass/hoist.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::formulas;
using tests::text;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto a = input<"a">;

ir::graph hoisted(auto formula) { return pass::prune(pass::hoist(traced(formula))); }
ir::graph hoisted_gradient(auto formula, auto... wanted) {
  return pass::prune(pass::hoist(pass::prune(pass::adjoint(traced(formula, wanted...)))));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_factor) {
  const ir::graph before = traced(sum(a * x * 2_c));
  BOOST_TEST(text(before) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 = 2
%4 [n] = mul %2 %3
%5 = sum %4 over n
value = %5
)");
  BOOST_TEST(text(hoisted(sum(a * x * 2_c))) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 = 2
%4 = sum %2 over n
%5 = mul %3 %4
value = %5
)");
}

// a x may be an ordinary number where x is not.
BOOST_AUTO_TEST_CASE(what_was_written_into_a_sum_stays) {
  BOOST_TEST(text(hoisted(sum(a * x))) == text(traced(sum(a * x))));
  BOOST_TEST(text(hoisted(sum(x / a))) == text(traced(sum(x / a))));
  BOOST_TEST(text(hoisted(sum(1e30_c * x))) == text(traced(sum(1e30_c * x))));
}

BOOST_AUTO_TEST_CASE(what_flows_back_leaves) {
  BOOST_TEST(formulas(hoisted_gradient(sqrt(mean(square(a * x))), a)) == R"(
value = sqrt(mean(square(mul(input a, input x[n])) over n))
d_a = mul(mean(mul(input x[n], mul(input a, input x[n])) over n), mul(2, where(equal(0, sqrt(mean(square(mul(input a, input x[n])) over n))), 0, div(1, mul(2, sqrt(mean(square(mul(input a, input x[n])) over n)))))))
)");
}

BOOST_AUTO_TEST_CASE(a_sum_by_its_count_is_a_mean) {
  BOOST_TEST(formulas(hoisted(sum(x / 4_c))) == R"(
value = div(sum(input x[n] over n), 4)
)");
  BOOST_TEST(formulas(hoisted_gradient(mean(square(a * x)), a)) == R"(
value = mean(square(mul(input a, input x[n])) over n)
d_a = mul(2, mean(mul(input x[n], mul(input a, input x[n])) over n))
)");
}

BOOST_AUTO_TEST_CASE(a_divisor_and_a_sign) {
  const ir::graph before = traced(sum(-x / 2_c));
  BOOST_TEST(text(before) == R"(
%0 [n] = input x[n]
%1 [n] = neg %0
%2 = 2
%3 [n] = div %1 %2
%4 = sum %3 over n
value = %4
)");
  BOOST_TEST(text(hoisted(sum(-x / 2_c))) == R"(
%0 [n] = input x[n]
%1 = 2
%2 = sum %0 over n
%3 = div %2 %1
%4 = neg %3
value = %4
)");
}

// Those that stay are multiplied from the fewest axes to the most.
BOOST_AUTO_TEST_CASE(the_order_of_what_stays) {
  BOOST_TEST(text(hoisted(sum(m * w * x * a))) == R"(
%0 [n, k] = input m[n, k]
%1 [k] = input w[k]
%2 [n] = input x[n]
%3 = input a
%4 [k] = mul %1 %3
%5 [n, k] = mul %2 %4
%6 [n, k] = mul %0 %5
%7 = sum %6 over n, k
value = %7
)");
}

BOOST_AUTO_TEST_CASE(what_changes_along_the_axis_stays) {
  BOOST_TEST(text(hoisted(sum(a / x))) == text(traced(sum(a / x))));
  BOOST_TEST(text(hoisted(sum(a + x))) == text(traced(sum(a + x))));
  BOOST_TEST(text(hoisted(max(a * x))) == text(traced(max(a * x))));
}
