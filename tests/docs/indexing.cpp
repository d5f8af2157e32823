// The code of docs/indexing.md.
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto i = axis<"i">;
constexpr auto m = axis<"m">(extent(i) - 1_c);
constexpr auto x = input<"x">(i);
constexpr auto rosenbrock = sum(100_c * square(x(m + 1_c) - square(x(m))) + square(1_c - x(m)));

constexpr auto k = axis<"k", 3>;
constexpr auto t = axis<"t">(extent(i) - extent(k) + 1_c);
constexpr auto weight = input<"weight">(k);
constexpr auto smooth = sum(x(t + k) * weight, k);
constexpr auto half = axis<"half">(extent(i) / 2_c);
constexpr auto pairs = x(2_c * half) + x(2_c * half + 1_c);
constexpr auto backwards = x(extent(i) - 1_c - i);

constexpr auto left = padded(x(i - 1_c), 0_c);
constexpr auto right = padded(x(i + 1_c), x);
constexpr auto laplacian = left - 2_c * x + right;

constexpr auto speed = exp(x) / (1_c + exp(x));
constexpr auto rise = at(speed, i = m + 1_c) - at(speed, i = m);

constexpr auto row = axis<"row">;
constexpr auto d = axis<"d", 2>;
constexpr auto obs = axis<"obs">;
constexpr auto which = input<"which", whole>(obs);
constexpr auto table = input<"table">(row, d);
constexpr auto target = input<"target">(obs, d);
constexpr auto pull = sum(square(table(which, d) - target));

constexpr auto a = axis<"a", 4>;
constexpr auto b = axis<"b", 4>;
constexpr auto packed = input<"packed">(axis<"entry", 10>);
constexpr auto lower = where(b <= a, packed((a * a + a) / 2_c + b), 0_c);

}  // namespace

BOOST_AUTO_TEST_CASE(neighbours) {
  constexpr auto fit = gradient(rosenbrock, wrt(x));
  const numbers v{1, 2, 3, 4};
  const auto r = fit(x = v);
  BOOST_TEST(r.value == 2705);
  BOOST_TEST((r[x] == numbers{-400, 1002, 5804, -1000}));
  static_assert(fit.loops == 1);
}

BOOST_AUTO_TEST_CASE(lengths) {
  const numbers v{1, 2, 3, 4, 5}, w{1, 0, -1};
  BOOST_TEST((function(smooth)(x = v, weight = w) == numbers{-2, -2, -2}));
  BOOST_TEST((function(pairs)(x = v) == numbers{3, 7}));
  BOOST_TEST((function(backwards)(x = v) == numbers{5, 4, 3, 2, 1}));
}

BOOST_AUTO_TEST_CASE(borders) {
  const numbers v{1, 4, 9};
  BOOST_TEST((function(laplacian)(x = v) == numbers{2, 2, -5}));
  BOOST_TEST(function(rise)(x = v).size() == 2);
}

BOOST_AUTO_TEST_CASE(gathers) {
  constexpr auto fit = gradient(pull, wrt(table));
  const double rows[3][2] = {{1, 2}, {3, 4}, {5, 6}};
  const double wanted[4][2] = {{0, 0}, {1, 1}, {2, 2}, {3, 3}};
  const std::vector<int> users{2, 0, 0, 1};
  const auto r = fit(table = rows, target = wanted, which = users);
  BOOST_TEST((r[table] == numbers{-2, 2, 0, 2, 10, 12}));
  const auto same = fit(table = rows, target = wanted, which = users, unchecked);
  BOOST_TEST(same.value == r.value);
}

BOOST_AUTO_TEST_CASE(whole_numbers) {
  const numbers entries{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  const auto rows = function(lower)(packed = entries);
  BOOST_TEST(rows[4 * 2 + 1] == 5);
  BOOST_TEST(rows[4 * 1 + 3] == 0);
}
