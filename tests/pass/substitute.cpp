#include "tapeless/pass/substitute.hpp"

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
constexpr auto t = axis<"t">(extent(n) - 2_c);
constexpr auto m = axis<"m">(extent(n) - 3_c);
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(t);
constexpr auto w = input<"w">(k);
constexpr auto smooth = sum(x(t + k) * w, k);

ir::graph substituted(auto formula) { return pass::prune(pass::substitute(traced(formula))); }

}  // namespace

BOOST_AUTO_TEST_CASE(cheap_nodes_are_made_again) {
  BOOST_TEST(text(substituted(at(square(y), t = m + 1_c))) == R"(
%0 [m] = input y[m + 1]
%1 [m] = square %0
value = %1
)");
}

BOOST_AUTO_TEST_CASE(dear_nodes_are_kept) {
  BOOST_TEST(text(substituted(at(smooth - y, t = m + 1_c))) == R"(
%0 [t, k] = input x[t + k]
%1 [k] = input w[k]
%2 [t, k] = mul %0 %1
%3 [t] = sum %2 over k
%4 [m] = reindex %3 along m + 1
%5 [m] = input y[m + 1]
%6 [m] = sub %4 %5
value = %6
)");
}

// (Three times as often read as made: the difference is kept, not the sum that it rests on.)
BOOST_AUTO_TEST_CASE(what_rests_on_them_is_kept_if_it_is_repeated) {
  BOOST_TEST(text(substituted(at(smooth - y, t = m + k))) == R"(
%0 [t, k] = input x[t + k]
%1 [k] = input w[k]
%2 [t, k] = mul %0 %1
%3 [t] = sum %2 over k
%4 [t] = input y[t]
%5 [t] = sub %3 %4
%6 [k, m] = reindex %5 along k + m
value = %6
)");
}
