// Formulas that are computed beside a gradient or a function, in the same loops.
#include "support/near.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <tapeless/first_nan.hpp>
#include <tapeless/tapeless.hpp>
#include <tapeless/verify.hpp>
#include <vector>

#include "support/random.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto m = axis<"m">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto table = input<"table">(k);
constexpr auto which = input<"which", whole>(n);
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;

constexpr auto residual = a * x - y;
constexpr auto worst = max(abs(residual));
constexpr auto fit = gradient(mean(square(residual)), wrt(a), also(worst, residual));
constexpr auto alone = gradient(mean(square(residual)), wrt(a));

template <class T>
std::vector<T> made(std::size_t size, std::uint32_t seed) {
  return tests::random_numbers(seed).tensor<T>(size, {-1, 1});
}

void check_same(const std::vector<double>& made, const std::vector<double>& right) {
  BOOST_TEST_REQUIRE(made.size() == right.size());
  for (std::size_t i = 0; i < made.size(); ++i) BOOST_TEST(tests::near(made[i], right[i], 1e-13L));
}

template <class T>
void check_all(std::size_t size) {
  const std::vector<T> xs = made<T>(size, 1), ys = made<T>(size, 2);
  const auto r = fit(a = T(0.75), x = xs, y = ys);
  const auto by_itself = alone(a = T(0.75), x = xs, y = ys);
  constexpr long double tolerance = sizeof(T) == 4 ? 1e-6L : 1e-14L;
  if (size > 0) {  // (A mean of nothing is NaN.)
    BOOST_TEST(tests::near(r.value, by_itself.value, tolerance));
    BOOST_TEST(tests::near(r[a], by_itself[a], tolerance));
  }
  BOOST_TEST_REQUIRE(r[residual].size() == size);
  T greatest = -std::numeric_limits<T>::infinity();
  for (std::size_t i = 0; i < size; ++i) {
    const double right = 0.75 * static_cast<double>(xs[i]) - static_cast<double>(ys[i]);
    BOOST_TEST(tests::near(r[residual][i], right, tolerance));
    greatest = std::max(greatest, std::abs(r[residual][i]));
  }
  BOOST_TEST(r[worst] == greatest);
  for (const int number : {2, 3}) {
    const auto shared = fit(a = T(0.75), x = xs, y = ys, threads(number));
    BOOST_TEST(shared[residual] == r[residual]);
    BOOST_TEST((shared[a] == r[a] || size == 0));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(values_beside_a_gradient) {
  for (const std::size_t size : {0U, 1U, 2U, 3U, 4U, 7U, 8U, 9U, 1000U, 100'000U}) {
    check_all<double>(size);
    check_all<float>(size);
  }
}

BOOST_AUTO_TEST_CASE(all_in_one_loop) { static_assert(fit.loops == 1); }

BOOST_AUTO_TEST_CASE(names_in_order) {
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  const auto [value, by_a, most, rest] = fit(a = 2.0, x = xs, y = ys);
  BOOST_TEST(tests::near(value, 10 / 3., 1e-15L));
  BOOST_TEST(tests::near(by_a, -14 / 3., 1e-15L));
  BOOST_TEST(most == 3);
  BOOST_TEST(rest == (std::vector<double>{0, 1, -3}));
}

BOOST_AUTO_TEST_CASE(into_memory_of_ones_own) {
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  std::vector<double> rest(3);
  double most = 0;
  const auto r =
      fit(a = 2.0, x = xs, y = ys, out(residual) = rest, out(worst) = std::span(&most, 1));
  BOOST_TEST(rest == (std::vector<double>{0, 1, -3}));
  BOOST_TEST(most == 3);
  BOOST_TEST(r[residual].data() == rest.data());
  std::vector<double> over = xs;  // (read and written at once)
  (void)fit(a = 2.0, x = over, y = ys, out(residual) = over);
  BOOST_TEST(over == rest);
}

BOOST_AUTO_TEST_CASE(wrong_memory_is_told) {
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  std::vector<double> two(2);
  try {
    (void)fit(a = 2.0, x = xs, y = ys, out(residual) = two);
    BOOST_TEST(false);
  } catch (const error& e) {
    BOOST_TEST(e.what() ==
               "tapeless: the memory given to out() has 2 values, but a formula of also() has 3");
  }
}

BOOST_AUTO_TEST_CASE(several_functions) {
  constexpr auto spread = variance(x);
  constexpr auto both = function(mean(x), also(spread, x * y));
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  const auto r = both(x = xs, y = ys);
  BOOST_TEST(r.value == 2);
  BOOST_TEST(tests::near(r[spread], 2 / 3., 1e-15L));
  BOOST_TEST(r[x * y] == (std::vector<double>{2, 6, 27}));  // (the same formula, written again)
}

// An input and an axis that the loss does not have, a tensor loss, and data read elsewhere.
BOOST_AUTO_TEST_CASE(formulas_of_other_things) {
  constexpr auto z = input<"z">(m);
  constexpr auto other = sum(z * b);
  constexpr auto f = gradient(square(a), wrt(a), also(other));
  const auto r = f(a = 3.0, b = 2.0, z = std::vector<double>{1, 2});
  BOOST_TEST(r.value == 9);
  BOOST_TEST(r[a] == 6);
  BOOST_TEST(r[other] == 6);

  constexpr auto picked = table(which);
  constexpr auto g = gradient(sum(square(picked - x)), wrt(table), also(picked));
  const std::vector<int> places{2, 0, 2};
  const auto s =
      g(table = std::array{1.0, 2.0, 4.0}, which = places, x = std::vector<double>{1, 1, 1});
  BOOST_TEST(s.value == 18);
  BOOST_TEST((s[table] == std::array<double, 3>{0, 0, 12}));
  BOOST_TEST(s[picked] == (std::vector<double>{4, 1, 4}));

  constexpr auto h = function(x * table, also(sum(x * table, n)));
  const auto t = h(x = std::vector<double>{1, 2}, table = std::array{1.0, 2.0, 3.0});
  BOOST_TEST(t.value == (std::vector<double>{1, 2, 3, 2, 4, 6}));
  BOOST_TEST((t[sum(x * table, n)] == std::array<double, 3>{3, 6, 9}));
}

// Layers between, in loops and in products large enough to be contractions, used again by what
// follows.
BOOST_AUTO_TEST_CASE(what_others_are_made_of) {
  constexpr auto in = axis<"in">;
  constexpr auto h = axis<"h">;
  constexpr auto c = axis<"c">;
  constexpr auto samples = input<"samples">(n, in);
  constexpr auto w = input<"w">(in, h);
  constexpr auto v = input<"v">(h, c);
  constexpr auto label = input<"label", whole>(n);
  constexpr auto hidden = tanh(matmul(samples, w, in));
  constexpr auto scores = matmul(hidden, v, h);
  constexpr auto likely = softmax(scores, c);
  constexpr auto loss = mean(cross_entropy(scores, label, c));
  constexpr auto all = gradient(loss, wrt(w, v), also(hidden, scores, likely));
  constexpr auto slopes = gradient(loss, wrt(w, v));
  for (const std::size_t size : {1U, 7U, 64U, 200U}) {
    const std::size_t ins = size == 7 ? 5 : 40, units = size == 7 ? 9 : 64;
    const std::vector<double> xs = made<double>(size * ins, 1), ws = made<double>(ins * units, 2),
                              vs = made<double>(units * 3, 3);
    std::vector<int> kinds(size);
    for (std::size_t i = 0; i < size; ++i) kinds[i] = static_cast<int>(i % 3);
    const auto r = all(samples = xs, w = ws, v = vs, label = kinds, n = size, c = 3);
    check_same(r[hidden], function(hidden)(samples = xs, w = ws, n = size));
    check_same(r[scores], function(scores)(samples = xs, w = ws, v = vs, n = size, c = 3));
    check_same(r[likely], function(likely)(samples = xs, w = ws, v = vs, n = size, c = 3));
    const auto by_itself = slopes(samples = xs, w = ws, v = vs, label = kinds, n = size, c = 3);
    check_same(r[w], by_itself[w]);
    check_same(r[v], by_itself[v]);
  }
}

BOOST_AUTO_TEST_CASE(what_is_read_elsewhere) {
  constexpr auto j = axis<"j">(extent(n) - 2_c);
  constexpr auto flow = exp(x) * x;
  constexpr auto steps = at(flow, n = j + 2_c) - at(flow, n = j);
  constexpr auto total = cumsum(flow, n);
  constexpr auto f =
      gradient(sum(square(steps)) + sum(square(total)), wrt(x), also(steps, flow, total));
  for (const std::size_t size : {2U, 3U, 9U, 1000U}) {
    const std::vector<double> xs = made<double>(size, 1);
    const auto r = f(x = xs);
    BOOST_TEST(r[flow] == function(flow)(x = xs));
    BOOST_TEST(r[steps] == function(steps)(x = xs));
    BOOST_TEST(r[total] == function(total)(x = xs));
    if (size < 10) BOOST_TEST(verify(f, x = xs).right);  // (It is slow.)
  }
}

// What is the value or the gradient already is written twice, and computed once.
BOOST_AUTO_TEST_CASE(what_is_there_already) {
  constexpr auto loss = mean(square(residual));
  constexpr auto f = gradient(loss, wrt(a), also(loss, 2_c * mean(x * residual)));
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  const auto [value, by_a, again, by_hand] = f(a = 2.0, x = xs, y = ys);
  BOOST_TEST(value == again);
  BOOST_TEST(tests::near(by_a, by_hand, 1e-15L));
}

BOOST_AUTO_TEST_CASE(constant_evaluation) {
  constexpr auto scaled = a * table;
  constexpr auto f = gradient(sum(square(scaled)), wrt(a), also(max(scaled), scaled));
  constexpr auto r = f(a = 2.0, table = std::array{1.0, 2.0, 4.0});
  static_assert(r[a] == 84 && r[max(scaled)] == 8 && r[scaled][1] == 4);
}

// (A call with active numbers returns the value alone.)
BOOST_AUTO_TEST_CASE(on_a_tape) {
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  tape<double> t;
  const active<double> slope = t.input(2);
  const active<double> value = fit(a = slope, x = xs, y = ys);
  BOOST_TEST(tests::near(value.value(), 10 / 3., 1e-15L));
  BOOST_TEST(tests::near(t.gradient(value)[0], -14 / 3., 1e-15L));
}

BOOST_AUTO_TEST_CASE(looked_at) {
  const std::vector<double> xs{1, 2, 3}, ys{2, 3, 9};
  BOOST_TEST(verify(fit, a = 2.0, x = xs, y = ys).right);
  constexpr auto logarithm = log(y);
  constexpr auto f = gradient(square(a), wrt(a), also(logarithm));
  BOOST_TEST(first_nan(f, a = 2.0, y = std::vector<double>{1, -1, 3}).sentence ==
             "value 2 is nan at n = 1; it begins in log(y[n]) at n = 1, where y[n] is -1");
  BOOST_TEST(describe(fit).find("value 3 = %4") != std::string::npos);
}
