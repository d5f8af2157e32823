#include "tapeless/pass/hoist.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>
#include <vector>

#include "../support/near.hpp"
#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/ir/evaluate.hpp"
#include "tapeless/pass/adjoint.hpp"
#include "tapeless/pass/order.hpp"
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

// Links of a chain, and a coefficient for each: "A", "B", ...
template <int K>
constexpr base::text<2> letter{{'A' + K, '\0'}};
template <int K>
constexpr auto p = input<letter<K>>;
template <int K>
constexpr auto horner() {
  if constexpr (K == 0) return x * p<0>;
  else return horner<K - 1>() * p<K> + x;
}
template <int K>
constexpr auto waves() {
  if constexpr (K == 0) return x * p<0>;
  else return sin(waves<K - 1>()) * p<K> * x;
}
template <int K>
constexpr auto layers() {
  if constexpr (K == 0) return x * p<0>;
  else return sum(exp(m * layers<K - 1>()) * p<K> * w, k);
}

struct before_and_after {
  ir::graph before, after;
};
template <int... K>
before_and_after gradients_by(auto formula, std::integer_sequence<int, K...>) {
  const ir::graph before = pass::prune(pass::adjoint(traced(sum(formula), p<K>...)));
  return {before, pass::prune(pass::hoist(before))};
}

std::vector<double> values(const ir::graph& g) {
  const std::vector<double> data(30, 0.75);
  const std::vector<const double*> inputs(static_cast<std::size_t>(g.inputs.size()), data.data());
  const std::vector<std::ptrdiff_t> extent(static_cast<std::size_t>(g.axes.size()), 3);
  const ir::evaluator<double> evaluated(g, inputs.data(), extent.data());
  std::vector<double> results(static_cast<std::size_t>(g.outputs.size()));
  for (int o = 0; o < g.outputs.size(); ++o)
    evaluated.write(g.outputs[o], &results[static_cast<std::size_t>(o)]);
  return results;
}

}  // namespace

// The gradients by all coefficients are sums of products with most factors in common.
BOOST_AUTO_TEST_CASE(what_products_share_stays_shared) {
  const auto check = [](const before_and_after& graphs) {
    BOOST_TEST(graphs.after.nodes.size() < 1.3 * graphs.before.nodes.size());
    const std::vector<double> before = values(graphs.before), after = values(graphs.after);
    for (std::size_t o = 0; o < before.size(); ++o)
      BOOST_TEST(tests::near(before[o], after[o], 1e-12L));
  };
  constexpr std::make_integer_sequence<int, 40> forty;
  check(gradients_by(horner<39>(), forty));
  check(gradients_by(waves<39>(), forty));
  check(gradients_by(layers<9>(), std::make_integer_sequence<int, 10>{}));
}

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

// Those that stay are multiplied from the outermost loops to the innermost, and where loops have no
// order yet from the fewest axes to the most.
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

BOOST_AUTO_TEST_CASE(loops_decide_the_order_of_what_stays) {
  constexpr auto j = axis<"j", 4>;
  constexpr auto y = input<"y">(j);
  const auto in_loops = [](auto formula) {
    return text(pass::prune(pass::hoist(pass::order(traced(formula)))));
  };
  // The loops are n(k(j)): what has k is multiplied before what has j.
  BOOST_TEST(in_loops(sum(m * y * x, j, k)) == R"(
%0 [n, k] = input m[n, k]
%1 [j] = input y[j]
%2 [n] = input x[n]
%3 [n, k] = mul %0 %2
%4 [n, k, j] = mul %1 %3
%5 [n] = sum %4 over k, j
value = %5
)");
}

BOOST_AUTO_TEST_CASE(what_changes_along_the_axis_stays) {
  BOOST_TEST(text(hoisted(sum(a / x))) == text(traced(sum(a / x))));
  BOOST_TEST(text(hoisted(sum(a + x))) == text(traced(sum(a + x))));
  BOOST_TEST(text(hoisted(max(a * x))) == text(traced(max(a * x))));
}
