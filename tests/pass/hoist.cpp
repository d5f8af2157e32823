#define BOOST_TEST_MODULE pass_hoist
#include "tapeless/pass/hoist.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;
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
%2 = 2
%3 = mul %0 %2
%4 = sum %1 over n
%5 = mul %3 %4
value = %5
)");
}

BOOST_AUTO_TEST_CASE(a_divisor_and_a_sign) {
  const ir::graph before = traced(sum(-x / a));
  BOOST_TEST(text(before) == R"(
%0 [n] = input x[n]
%1 [n] = neg %0
%2 = input a
%3 [n] = div %1 %2
%4 = sum %3 over n
value = %4
)");
  BOOST_TEST(text(hoisted(sum(-x / a))) == R"(
%0 [n] = input x[n]
%1 = input a
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
%4 [n, k] = mul %1 %2
%5 [n, k] = mul %0 %4
%6 = sum %5 over n, k
%7 = mul %3 %6
value = %7
)");
}

BOOST_AUTO_TEST_CASE(what_changes_along_the_axis_stays) {
  BOOST_TEST(text(hoisted(sum(a / x))) == text(traced(sum(a / x))));
  BOOST_TEST(text(hoisted(sum(a + x))) == text(traced(sum(a + x))));
  BOOST_TEST(text(hoisted(max(a * x))) == text(traced(max(a * x))));
}
