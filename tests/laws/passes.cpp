// The laws of passes: the values stay, a second run changes nothing, every graph is sound.
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "../support/near.hpp"
#include "../support/random.hpp"
#include "tapeless/ir/evaluate.hpp"
#include "tapeless/ir/print.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto i = axis<"i", 4>;
constexpr auto j = twin<"j">(i);
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto p = input<"p">(i, k);
constexpr auto a = input<"a">;

std::vector<std::vector<double>> values(const ir::graph& g) {
  std::vector<std::ptrdiff_t> extent;
  for (const ir::axis& axis : g.axes) extent.push_back(axis.extent < 0 ? 5 : axis.extent);
  const auto size_of = [&](const ir::index_list& index) {
    std::ptrdiff_t size = 1;
    for (int d = 0; d < index.size; ++d) size *= extent[static_cast<std::size_t>(index[d])];
    return static_cast<std::size_t>(size);
  };
  tests::random_numbers random;
  std::vector<std::vector<double>> data;
  for (const ir::input& input : g.inputs)
    data.push_back(random.tensor(size_of(input.axes), {0.2, 1}));
  std::vector<const double*> pointers;
  for (const auto& tensor : data) pointers.push_back(tensor.data());
  const ir::evaluator<double> evaluated(g, pointers.data(), extent.data());
  std::vector<std::vector<double>> results;
  for (const ir::output& o : g.outputs) {
    results.emplace_back(size_of(o.axes));
    evaluated.write(o, results.back().data());
  }
  return results;
}

void check_same_values(const ir::graph& before, const ir::graph& after) {
  const auto old_values = values(before), new_values = values(after);
  BOOST_TEST_REQUIRE(old_values.size() == new_values.size());
  for (std::size_t o = 0; o < old_values.size(); ++o)
    for (std::size_t e = 0; e < old_values[o].size(); ++e)
      BOOST_TEST(tests::near(old_values[o][e], new_values[o][e], 1e-12L), ir::print(before)
                                                                              << ir::print(after));
}

// A pass applied twice; what it leaves unused counts for nothing. Graphs with means and logsumexps
// have no values before they are expanded.
ir::graph check_pass(const ir::graph& before, pipeline::pass_function pass, bool has_values) {
  const ir::graph after = pass(before);
  BOOST_TEST(ir::broken_law(after) == "", ir::print(after));
  if (has_values) check_same_values(before, after);
  if (pass == pass::prune) BOOST_TEST(ir::print(pass(after)) == ir::print(after));
  BOOST_TEST(ir::print(pass::prune(pass(after))) == ir::print(pass::prune(after)));
  return after;
}

template <class Loss, class... Wanted>
void check_pipeline(Loss, hana::tuple<Wanted...>) {
  const ir::graph traced = ir::tracer(&Loss::term, {&Wanted::info...}).result();
  BOOST_TEST_CONTEXT(ir::print(traced)) {
    BOOST_TEST(ir::broken_law(traced) == "");
    const ir::graph ordered = check_pass(traced, pass::order, false);
    const ir::graph derived = pass::adjoint(ordered);
    BOOST_TEST(ir::broken_law(derived) == "", ir::print(derived));
    const ir::graph pruned = check_pass(derived, pass::prune, false);
    const ir::graph expanded = pass::prune(check_pass(pruned, pass::expand, false));
    const ir::graph early = pass::expand(pass::order(derived));
    BOOST_TEST(ir::broken_law(early) == "", ir::print(early));
    check_same_values(early, expanded);
    const ir::graph hoisted = check_pass(expanded, pass::hoist, true);
    check_pass(hoisted, pass::prune, true);
    check_pass(hoisted, pass::contract, true);
    check_pass(expanded, pass::order, true);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(sums) {
  check_pipeline(mean(square(a * x - y)), wrt(a, x));
  check_pipeline(sum(a * x * y / a), wrt(a, x));
  check_pipeline(sum(-(a * x) / (2_c * a)), wrt(a, x));
  check_pipeline(sum(m * w * x) * a, wrt(m, w, x, a));
  check_pipeline(sum(square(sum(m * w, k)) - a * sum(m * x, n)), wrt(m, w, x));
}

BOOST_AUTO_TEST_CASE(products_of_matrices) {
  constexpr auto l = axis<"l", 9>;
  constexpr auto v = input<"v">(k, l);
  constexpr auto product = sum(m * v, k);
  check_pipeline(sum(square(product)), wrt(m, v));
  check_pipeline(mean(a * tanh(product + mean(m * w * v, k)) * x), wrt(m, v, w, a));
}

BOOST_AUTO_TEST_CASE(composites) {
  check_pipeline(sum(softplus(a * x) + sigmoid(y) + relu(x - y)), wrt(a, x, y));
  check_pipeline(sum(logsumexp(m * w, k) - mean(m, k)), wrt(m, w));
  check_pipeline(mean(x - mean(x)) + logsumexp(x), wrt(x));
}

BOOST_AUTO_TEST_CASE(other_reductions) {
  check_pipeline(sum(product(m * a, k)) + max(x * a) + sum(min(m, n)), wrt(m, x, a));
}

BOOST_AUTO_TEST_CASE(choices) {
  check_pipeline(sum(where(x < y, a * x, where(y < a, x / y, 0_c))), wrt(a, x, y));
  check_pipeline(sum(where(i != j, square(p - p(j, k)), 0_c)), wrt(p));
}

BOOST_AUTO_TEST_CASE(powers) {
  check_pipeline(sum(pow(x, 5_c) * pow(y, a) + pow(2_c, x)), wrt(a, x, y));
}
