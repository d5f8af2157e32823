#include "tapeless/expr/linear_algebra.hpp"

#include <boost/test/unit_test.hpp>
#include <type_traits>
#include <vector>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto k = axis<"k", 4>;
constexpr auto c = axis<"c", 3>;
constexpr auto j = twin<"j">(n);
constexpr auto a = input<"a">(n, k);
constexpr auto b = input<"b">(k, m);
constexpr auto batch = input<"batch">(n, k, c);
constexpr auto square_one = input<"square_one">(n, j);
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(m);

template <class Fit>
void check(Fit fit) {
  for (const tt::ptrdiff_t size : {0, 1, 3, 8, 21})
    tt::check_both(fit, {{"n", size}, {"m", size / 2 + 1}});
}

numbers counted(std::size_t size) {
  numbers all(size);
  for (std::size_t i = 0; i < size; ++i) all[i] = static_cast<double>(i % 7) - 2.5;
  return all;
}

template <class F, class G>
constexpr bool same = std::is_same_v<std::remove_const_t<F>, std::remove_const_t<G>>;

}  // namespace

BOOST_AUTO_TEST_CASE(products_of_matrices) {
  const numbers left = counted(2 * 4), right = counted(4 * 3);
  numbers wanted(2 * 3);
  for (std::size_t i = 0; i < 2; ++i)
    for (std::size_t l = 0; l < 4; ++l)
      for (std::size_t o = 0; o < 3; ++o) wanted[i * 3 + o] += left[i * 4 + l] * right[l * 3 + o];
  BOOST_TEST((function(matmul(a, b, k))(a = left, b = right) == wanted));
  check(gradient(sum(square(matmul(a, b, k))), wrt(a, b)));
  check(gradient(sum(sin(matmul(matmul(a, b, k), y, m)) * x), wrt(a, b, x, y)));
  check(gradient(sum(square(matmul(batch, a, k))), wrt(batch, a)));
  check(gradient(sum(square(matmul(batch, batch * a, k, c))), wrt(batch, a)));
}

BOOST_AUTO_TEST_CASE(dots) {
  BOOST_TEST(function(dot(x, x))(x = numbers{1, 2, 3}) == 14);
  BOOST_TEST((function(dot(a, a, k))(a = numbers{1, 2, 3, 4, 0, 1, 0, 1}) == numbers{30, 2}));
  static_assert(same<decltype(dot(a, a)), decltype(sum(a * a))>);
  check(gradient(dot(a, x), wrt(a, x)));
  check(gradient(sum(square(dot(a, sin(a), n))), wrt(a)));
}

BOOST_AUTO_TEST_CASE(outer_products) {
  BOOST_TEST((function(outer(x, y))(x = numbers{1, 2}, y = numbers{3, 4, 5}) ==
              numbers{3, 4, 5, 6, 8, 10}));
  BOOST_TEST((function(outer(x, x(j)))(x = numbers{1, 2}) == numbers{1, 2, 2, 4}));
  static_assert(same<decltype(outer(sum(a, k), y)), decltype(sum(a, k) * y)>);
  static_assert(same<decltype(outer(sum(a), sum(a, k))), decltype(sum(a) * sum(a, k))>);
  static_assert(same<decltype(outer(at(x, n = j), x)), decltype(at(x, n = j) * x)>);
  static_assert(same<decltype(outer(n, m)), decltype(n * m)>);
  check(gradient(sum(sin(outer(x, square(y)))), wrt(x, y)));
}

BOOST_AUTO_TEST_CASE(which_axes_a_formula_has) {
  using tapeless::expr::has_axis;
  constexpr auto which = input<"which", whole>(m);
  constexpr auto gathered = a(which, k);
  static_assert(has_axis<decltype(gathered), decltype(m)> &&
                has_axis<decltype(gathered), decltype(k)>);
  static_assert(!has_axis<decltype(gathered), decltype(n)>);
  static_assert(has_axis<decltype(padded(x(m - 1_c), 0_c)), decltype(m)>);
  static_assert(!has_axis<decltype(at(x, n = 1_c) * extent(n)), decltype(n)>);
  static_assert(has_axis<decltype(at(x * y, n = which % 3_c)), decltype(m)>);
  static_assert(has_axis<decltype(where(n < 3_c, 1_c, 0_c)), decltype(n)>);
}

BOOST_AUTO_TEST_CASE(traces) {
  BOOST_TEST(function(trace(square_one, n, j))(square_one = numbers{1, 2, 3, 4}) == 5);
  check(gradient(square(trace(sin(square_one), n, j)), wrt(square_one)));
  check(gradient(trace(outer(x, exp(x(j))), n, j), wrt(x)));
}

BOOST_AUTO_TEST_CASE(lengths) {
  BOOST_TEST(function(norm(x))(x = numbers{3, 4}) == 5);
  BOOST_TEST((function(norm(a, k))(a = numbers{1, 1, 1, 1, 0, 0, 3, 4}) == numbers{2, 5}));
  const auto r = gradient(sum(norm(a, k)), wrt(a))(a = numbers{0, 0, 0, 0, 0, 0, 3, 4});
  const numbers slopes{0, 0, 0, 0, 0, 0, 0.6, 0.8};
  for (std::size_t i = 0; i < 8; ++i) BOOST_TEST(tt::near(r[a][i], slopes[i], 1e-15L));
  check(gradient(sum(norm(a + 3_c, k)) + norm(x + 3_c), wrt(a, x)));
}

BOOST_AUTO_TEST_CASE(constant_evaluation) {
  constexpr auto v = input<"v">(c);
  constexpr auto fit =
      gradient(dot(v, v) + trace(outer(v, v(twin<"e">(c))), c, twin<"e">(c)), wrt(v));
  constexpr std::array<double, 3> data{0, 3, 4};
  constexpr auto r = fit(v = data);
  static_assert(r.value == 50 && r[v][1] == 12);
}
