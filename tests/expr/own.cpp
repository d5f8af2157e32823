// Functions of the user's own: in formulas, on the tape, in duals, twice derived.
#include "tapeless/expr/own.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "support/near.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using numbers = std::vector<double>;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto u = input<"u">;
constexpr auto v = input<"v">;

// A table of x^3 at 0, 1, ..., and straight lines between: what no compiler can derive.
constexpr double table[] = {0, 1, 8, 27, 64};
int place_in_table(double at) { return at < 0 ? 0 : at < 3 ? static_cast<int>(at) : 3; }
constexpr auto from_table = with_derivative<"from_table">(
    [](double at) {
      const int k = place_in_table(at);
      return table[k] + (table[k + 1] - table[k]) * (at - k);
    },
    [](double at) { return table[place_in_table(at) + 1] - table[place_in_table(at)]; });

// Twice derived: the sine, as if nobody knew it.
constexpr auto wave = with_derivative<"wave">(
    [](auto at) { return std::sin(at); },
    with_derivative<"slope of wave">([](auto at) { return std::cos(at); },
                                     [](auto at) { return -std::sin(at); }));

constexpr auto length =
    with_derivative<"length">([](auto a, auto b) { return std::hypot(a, b); },
                              [](auto a, auto b) { return a / std::hypot(a, b); },
                              [](auto a, auto b) { return b / std::hypot(a, b); });

}  // namespace

BOOST_AUTO_TEST_CASE(of_plain_numbers) {
  BOOST_TEST(from_table(2.5) == 17.5);
  BOOST_TEST(length(3., 4.) == 5);
  static_assert(std::is_same_v<decltype(wave(1.F)), float>);
}

BOOST_AUTO_TEST_CASE(in_formulas) {
  const auto fit = gradient(sum(square(from_table(x))), wrt(x));
  for (const std::size_t size : {1U, 7U, 8U, 9U, 100U}) {
    numbers at;
    for (std::size_t i = 0; i < size; ++i) at.push_back(0.04 * static_cast<double>(i));
    const auto r = fit(x = at);
    double total = 0;
    for (std::size_t i = 0; i < size; ++i) {
      total += std::pow(from_table(at[i]), 2);
      BOOST_TEST(r[x][i] == 2 * from_table(at[i]) * from_table.derivative<0>(at[i]),
                 boost::test_tools::tolerance(1e-14));
    }
    BOOST_TEST(r.value == total, boost::test_tools::tolerance(1e-13));
  }
}

BOOST_AUTO_TEST_CASE(in_float) {
  const std::vector<float> at{0.5F, 1.5F, 2.5F};
  BOOST_TEST((gradient(sum(from_table(x)), wrt(x))(x = at)[x] == std::vector<float>{1, 7, 19}));
}

BOOST_AUTO_TEST_CASE(of_two_numbers) {
  const auto fit = gradient(length(u, v) * 2_c, wrt(u, v));
  const auto [value, by_u, by_v] = fit(u = 3.0, v = 4.0);
  BOOST_TEST(value == 10);
  BOOST_TEST(by_u == 1.2, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(by_v == 1.6, boost::test_tools::tolerance(1e-15));
  const auto lanes = gradient(sum(length(x, y)), wrt(x, y))(x = numbers(11, 3), y = numbers(11, 4));
  BOOST_TEST(lanes[x][10] == 0.6, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(lanes[y][3] == 0.8, boost::test_tools::tolerance(1e-15));
}

// The same function of the same number is computed once; another function is another node.
BOOST_AUTO_TEST_CASE(twice_in_one_formula) {
  BOOST_TEST(function(wave(u) - wave(u))(u = 0.3) == 0);
  BOOST_TEST(function(wave(u) - from_table(u))(u = 0.5) == std::sin(0.5) - 0.5,
             boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(jacobians) {
  const numbers at{0.1, 0.2, 0.3};
  const auto all = jacobian(wave(x), wrt(x))(x = at);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t k = 0; k < 3; ++k)
      BOOST_TEST(all[x][i * 3 + k] == (i == k ? std::cos(at[i]) : 0));
}

BOOST_AUTO_TEST_CASE(on_the_tape) {
  tape<double> t;
  const active<double> a = t.input(2.5), b = t.input(4);
  const active<double> z = from_table(a) * length(a, b) + length(1.5, b);
  const double l = std::hypot(2.5, 4);
  const numbers slopes = t.gradient(z);
  BOOST_TEST(slopes[0] == 19 * l + 17.5 * 2.5 / l, boost::test_tools::tolerance(1e-14));
  BOOST_TEST(slopes[1] == 17.5 * 4 / l + 4 / std::hypot(1.5, 4),
             boost::test_tools::tolerance(1e-14));
}

// On the tape the functions may know what they like.
BOOST_AUTO_TEST_CASE(with_state_on_the_tape) {
  const numbers values{1, 2, 5};
  const auto look_up = with_derivative<"look_up">(
      [&](double at) { return values[static_cast<std::size_t>(at)]; }, [&](double) { return 7.; });
  tape<double> t;
  const active<double> z = look_up(t.input(2));
  BOOST_TEST(z.value() == 5);
  BOOST_TEST(t.gradient(z)[0] == 7);
}

BOOST_AUTO_TEST_CASE(forwards) {
  using number = dual<double, 2>;
  const number z = from_table(number(1.5, 0)) + length(number(3, 0), number(4, 1));
  BOOST_TEST(z.derivative(0) == 7.6, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(z.derivative(1) == 0.8, boost::test_tools::tolerance(1e-15));
}

BOOST_AUTO_TEST_CASE(second_derivatives) {
  tape<double> outer;
  tape<active<double>> inner;
  const active<double> at = outer.input(0.3);
  const active<active<double>> in = inner.input(at);
  const active<active<double>> plain = wave(in) * in, formula = function(wave(u) * u)(u = in);
  const double right = 2 * std::cos(0.3) - 0.3 * std::sin(0.3);
  for (const auto& z : {plain, formula})
    BOOST_TEST(outer.gradient(inner.gradient(z)[0])[0] == right,
               boost::test_tools::tolerance(1e-14));
}
