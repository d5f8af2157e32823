#include "tapeless/pass/contract.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/hoist.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::text;
using tests::traced;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto k = axis<"k">;
constexpr auto a = input<"a">(i, k);
constexpr auto b = input<"b">(k, j);
constexpr auto v = input<"v">(i);
constexpr auto w = input<"w">(k);
constexpr auto s = input<"s">;

ir::graph contracted(auto formula) {
  return pass::prune(pass::contract(pass::prune(traced(formula))));
}
bool has_contraction(auto formula) {
  for (const ir::node& n : contracted(formula).nodes)
    if (n.code == op::contraction) return true;
  return false;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_product_of_matrices) {
  BOOST_TEST(text(contracted(sum(a * b, k))) == R"(
%0 [i, k] = input a[i, k]
%1 [k, j] = input b[k, j]
%2 [i, j] = contraction %0 %1 over k
value = %2
)");
}

BOOST_AUTO_TEST_CASE(numbers_and_signs_go_into_it) {
  BOOST_TEST(text(contracted(s * sum(-a * b, k))) == R"(
%0 = input s
%1 [i, k] = input a[i, k]
%2 [k, j] = input b[k, j]
%3 = neg %0
%4 [i, j] = contraction %1 %2, times %3, over k
value = %4
)");
}

// A weight goes to the factor that is smaller, or that is multiplied by it in any case.
BOOST_AUTO_TEST_CASE(other_factors) {
  constexpr auto weighted = w * b;
  BOOST_TEST(text(contracted(sum(sum(a * w * b, k) * mean(weighted, k)))) == R"(
%0 [i, k] = input a[i, k]
%1 [k] = input w[k]
%2 [k, j] = input b[k, j]
%3 [k, j] = mul %1 %2
%4 [i, j] = contraction %0 %3 over k
%5 [j] = mean %3 over k
%6 [i, j] = mul %4 %5
%7 = sum %6 over i, j
value = %7
)");
}

// Weights of 8 bits, say; a table of labels made into ones and zeros would be larger than the
// labels.
BOOST_AUTO_TEST_CASE(whole_numbers_are_data) {
  constexpr auto q = input<"q", whole>(k, j);
  constexpr auto label = input<"label", whole>(k);
  BOOST_TEST(has_contraction(sum(a * (s * q), k)));
  BOOST_TEST(!has_contraction(sum(a * where(label == j, 1_c, 0_c), k)));
}

BOOST_AUTO_TEST_CASE(what_is_none) {
  BOOST_TEST(!has_contraction(sum(a * w, k)));  // w lacks axes of its own
  BOOST_TEST(!has_contraction(sum(a + b, k)));
  BOOST_TEST(!has_contraction(max(a * b, k)));
  BOOST_TEST(!has_contraction(sum(exp(v * w) * b, k)));  // exp(v * w) is larger than data
}

// What flows back through a branch is 0 in the other one: it is masked before it is multiplied.
BOOST_AUTO_TEST_CASE(masked_in_a_gradient) {
  constexpr auto p = input<"p">(i, j);
  constexpr auto fit = sum(where(p > 0_c, sum(a * b, k) * p, 0_c));
  const ir::graph g = pass::contract_pruned(pass::hoist(pass::adjoint(traced(fit, a))));
  BOOST_TEST(text(g) == R"(
%0 = 0
%1 [i, j] = input p[i, j]
%2 [i, j] = less %0 %1
%3 [i, k] = input a[i, k]
%4 [j, k] = input b[k, j]
%5 [i, j] = contraction %3 %4 over k
%6 [i, j] = mul %1 %5
%7 [i, j] = where %2 %6 %0
%8 = sum %7 over i, j
%9 [i, j] = where %2 %1 %0
%10 [i, k] = contraction %9 %4, unless 0, over j
value = %8
d_a = %10
)");
}

// By the user it is masked as written: 0 times infinity is NaN there.
BOOST_AUTO_TEST_CASE(masked_in_a_value) {
  constexpr auto p = input<"p">(i, k);
  BOOST_TEST(!has_contraction(sum(where(p > 0_c, a * b, 0_c), k)));
  BOOST_TEST(has_contraction(sum(where(p > 0_c, a, 0_c) * b, k)));
}

// Also by a square root, which may have an infinite derivative.
BOOST_AUTO_TEST_CASE(unless_zero_in_a_gradient) {
  constexpr auto fit = sum(sqrt(sum(a * b, k)));
  const ir::graph g = pass::contract_pruned(pass::hoist(pass::adjoint(traced(fit, a))));
  BOOST_TEST(text(g) == R"(
%0 [i, k] = input a[i, k]
%1 [k, j] = input b[k, j]
%2 [i, j] = contraction %0 %1 over k
%3 [i, j] = sqrt %2
%4 = sum %3 over i, j
%5 = 1
%6 = 2
%7 [i, j] = mul %3 %6
%8 [i, j] = div %5 %7
%9 [i, k] = contraction %1 %8, unless 0, over j
value = %4
d_a = %9
)");
}
