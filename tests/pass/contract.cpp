#include "tapeless/pass/contract.hpp"

#include <boost/test/unit_test.hpp>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

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
