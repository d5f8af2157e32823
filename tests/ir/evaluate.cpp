#include "tapeless/ir/evaluate.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "../support/traced.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/expr/input.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = twin<"j">(i);
constexpr auto k = axis<"k", 3>;
constexpr auto m = input<"m">(i, k);
constexpr auto s = input<"s">(i, j);
constexpr auto w = input<"w">(k);

// The axes i (and j) have extent 2.
std::vector<double> values(auto formula, const std::vector<std::vector<double>>& data) {
  const ir::graph g = tests::traced(formula);
  std::vector<const double*> inputs;
  for (const auto& tensor : data) inputs.push_back(tensor.data());
  std::vector<std::ptrdiff_t> extents;
  std::size_t size = 1;
  for (const ir::axis& a : g.axes) extents.push_back(a.extent < 0 ? 2 : a.extent);
  for (int d = 0; d < g.outputs[0].axes.size; ++d)
    size *= static_cast<std::size_t>(extents[static_cast<std::size_t>(g.outputs[0].axes[d])]);
  std::vector<double> result(size);
  ir::evaluator<double>(g, inputs.data(), extents.data()).write(g.outputs[0], result.data());
  return result;
}

const std::vector<double> six{1, 2, 3, 4, 5, 6};

}  // namespace

BOOST_AUTO_TEST_CASE(elementwise) {
  BOOST_TEST(values(m * 2_c, {six}) == std::vector<double>({2, 4, 6, 8, 10, 12}));
  BOOST_TEST(values(m + w, {six, {10, 20, 30}}) == std::vector<double>({11, 22, 33, 14, 25, 36}));
  BOOST_TEST(values(10_c * i + k, {}) == std::vector<double>({0, 1, 2, 10, 11, 12}));
  BOOST_TEST(values(where(m > 3_c && k != 2_c, m, 0_c), {six}) ==
             std::vector<double>({0, 0, 0, 4, 5, 0}));
}

BOOST_AUTO_TEST_CASE(reductions) {
  BOOST_TEST(values(sum(m), {six}) == std::vector<double>({21}));
  BOOST_TEST(values(sum(m, k), {six}) == std::vector<double>({6, 15}));
  BOOST_TEST(values(sum(m, i), {six}) == std::vector<double>({5, 7, 9}));
  BOOST_TEST(values(product(m, i), {six}) == std::vector<double>({4, 10, 18}));
  BOOST_TEST(values(max(m, k), {six}) == std::vector<double>({3, 6}));
  BOOST_TEST(values(min(m, i), {six}) == std::vector<double>({1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(reads_along_other_axes) {
  BOOST_TEST(values(s - s(j, i), {{1, 2, 3, 4}}) == std::vector<double>({0, -1, 1, 0}));
  BOOST_TEST(values(s(i, i), {{1, 2, 3, 4}}) == std::vector<double>({1, 4}));
  BOOST_TEST(values(sum(s(j, i), i), {{1, 2, 3, 4}}) == std::vector<double>({3, 7}));
}
