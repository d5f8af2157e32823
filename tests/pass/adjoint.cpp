#include "tapeless/pass/adjoint.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/prune.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::formulas;
using tests::text;
using tests::traced;

namespace {

constexpr auto n = axis<"n">;
constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto x = input<"x">(n);
constexpr auto a = input<"a">;
constexpr auto v = input<"v">(i);
constexpr auto t = input<"t">(i, j);

ir::graph derived(auto formula, auto... wanted) {
  return pass::prune(pass::adjoint(traced(formula, wanted...)));
}

}  // namespace

// The derivative of broadcasting is a sum, the derivative of a sum is broadcasting.
BOOST_AUTO_TEST_CASE(broadcasting_and_sums) {
  const ir::graph before = traced(sum(square(a * x)), a, x);
  BOOST_TEST(text(before) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 [n] = square %2
%4 = sum %3 over n
value = %4
)");
  BOOST_TEST(formulas(pass::prune(pass::adjoint(before))) == R"(
value = sum(square(mul(input a, input x[n])) over n)
d_a = sum(mul(input x[n], mul(2, mul(input a, input x[n]))) over n)
d_x = mul(input a, mul(2, mul(input a, input x[n])))
)");
}

BOOST_AUTO_TEST_CASE(a_gradient_that_is_the_same_everywhere) {
  BOOST_TEST(text(derived(sum(a * x), x)) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = mul %0 %1
%3 = sum %2 over n
value = %3
d_x = %0
)");
}

// What flows into a branch is masked where it leaves it.
BOOST_AUTO_TEST_CASE(branches) {
  BOOST_TEST(text(derived(where(a > 0_c, log(a), a), a)) == R"(
%0 = 0
%1 = input a
%2 = less %0 %1
%3 = log %1
%4 = where %2 %3 %1
%5 = 1
%6 = div %5 %1
%7 = where %2 %6 %0
%8 = where %2 %0 %5
%9 = add %7 %8
value = %4
d_a = %9
)");
}

BOOST_AUTO_TEST_CASE(reads_along_twins) {
  BOOST_TEST(text(derived(sum(v * v(j)), v)) == R"(
%0 [i] = input v[i]
%1 [j] = input v[j]
%2 [i, j] = mul %0 %1
%3 = sum %2 over i, j
%4 = sum %1 over j
%5 = sum %0 over i
%6 = add %4 %5
value = %3
d_v = %6
)");
}

BOOST_AUTO_TEST_CASE(diagonals) {
  BOOST_TEST(formulas(derived(sum(sin(t(i, i))), t)) == R"(
value = sum(sin(input t[i, i]) over i)
d_t = where(equal(index i, index j), cos(input t[i, i]), 0)
)");
}

BOOST_AUTO_TEST_CASE(ties) {
  BOOST_TEST(text(derived(max(x), x)) == R"(
%0 [n] = input x[n]
%1 = max %0 over n
%2 = 1
%3 [n] = equal %0 %1
%4 = 0
%5 [n] = where %3 %2 %4
%6 = sum %5 over n
%7 = div %2 %6
%8 [n] = where %3 %7 %4
value = %1
d_x = %8
)");
}

BOOST_AUTO_TEST_CASE(what_nobody_wants_is_not_derived) {
  BOOST_TEST(text(derived(sum(a * sin(x)), a)) == R"(
%0 = input a
%1 [n] = input x[n]
%2 [n] = sin %1
%3 [n] = mul %0 %2
%4 = sum %3 over n
%5 = sum %2 over n
value = %4
d_a = %5
)");
  BOOST_TEST(text(derived(where(a > 2_c, 1_c, 0_c), a)) == R"(
%0 = 2
%1 = input a
%2 = less %0 %1
%3 = 1
%4 = 0
%5 = where %2 %3 %4
value = %5
d_a = %4
)");
}
