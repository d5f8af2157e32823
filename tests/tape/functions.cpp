// Every function of active numbers: the value and the slope are those of the static pipeline, and
// what finite differences say; corners are those of docs/numerics.md.
#include <cmath>
#include <limits>

#include "support/taped.hpp"
#include "tapeless/tapeless.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using number = active<double>;

namespace {

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

using numbers = std::vector<double>;

// (1 - z^2, the slope of tanh, magnifies the rounding of z.)
template <class T>
void check_same(const char* what, T at, T by_tape, T by_formula) {
  const bool same = (std::isnan(by_tape) && std::isnan(by_formula)) ||
                    tests::ulps(by_tape, static_cast<long double>(by_formula)) <= 4 ||
                    tests::near(by_tape, by_formula, std::numeric_limits<T>::epsilon());
  BOOST_TEST(same, what << " at " << at << " is " << by_tape << ", by the formula " << by_formula);
}

// f at one place, with what differences say of its slope.
template <class T, class F>
void check_at(const F& f, T at) {
  constexpr auto fit = gradient(F{}(x), wrt(x));
  tape<T> t;
  const active<T> a = t.input(at);
  const active<T> z = f(a);
  const auto [value, slope] = fit(x = at);
  check_same("the value", at, z.value(), value);
  const T taped = t.gradient(z)[0];
  // (Where the value is NaN the tape may have left out 0 times NaN, which the formula does not
  // see.)
  const bool left_out = std::isnan(value) && std::isnan(slope) && taped == 0;
  if (!left_out) check_same("the slope", at, taped, slope);
}
template <class T, class F>
void check_difference(const F& f, T at) {
  const auto value = [&](long double v) { return active<long double>(f(active<long double>(v))); };
  const long double wanted = tests::finite_difference(
      [&](long double v) { return value(v).value(); }, static_cast<long double>(at), 1e-4L);
  const T slope = tests::slopes_by_tape<T>([&](const auto& a) { return f(a[0]); }, {at})[0];
  const long double tolerance = sizeof(T) == 4 ? 1e-5L : 1e-11L;
  BOOST_TEST(tests::near(slope, wanted, tolerance),
             "slope at " << at << " is " << slope << ", not " << wanted);
}

template <class F>
void check(const F& f, const numbers& smooth) {
  for (const double at : smooth) {
    check_at(f, at);
    check_at(f, static_cast<float>(at));
    check_difference(f, at);
    check_difference(f, static_cast<float>(at));
  }
  for (const double at : {0.0, -0.0, 1.0, -1.0, inf, -inf, undefined, 1e300, -1e300, 1e-310, 800.0})
    check_at(f, at);
  for (const float at : {0.0F, -0.0F, 1e38F, static_cast<float>(inf)}) check_at(f, at);
}

// f(a, b), f(a, constant) and f(constant, b).
template <class F>
void check_two(const F& f, const std::vector<std::pair<double, double>>& places) {
  constexpr auto fit = gradient(F{}(x, y), wrt(x, y));
  for (const auto& [at, by] : places) {
    tape<double> t;
    const number a = t.input(at), b = t.input(by);
    const number both = f(a, b), first = f(a, by), second = f(at, b);
    const auto [value, d_x, d_y] = fit(x = at, y = by);
    check_same("the value", at, both.value(), value);
    check_same("the value", at, first.value(), value);
    check_same("the value", at, second.value(), value);
    check_same("the slope by x", at, t.gradient(both)[0], d_x);
    check_same("the slope by y", at, t.gradient(both)[1], d_y);
    check_same("the slope by x alone", at, t.gradient(first)[0], d_x);
    check_same("the slope by y alone", at, t.gradient(second)[1], d_y);
    BOOST_TEST(t.gradient(first)[1] == 0);
    BOOST_TEST(t.gradient(second)[0] == 0);
  }
}

double slope(const auto& f, double at) {
  return tests::slopes_by_tape<double>([&](const auto& a) { return f(a[0]); }, {at})[0];
}

const numbers anywhere{-2.3, -0.7, 0.3, 1.9};
const numbers positive{0.2, 0.9, 1.7, 30};
const numbers within_one{-0.8, -0.1, 0.4, 0.95};

}  // namespace

BOOST_AUTO_TEST_CASE(squares_and_roots) {
  check([](auto a) { return square(a); }, anywhere);
  check([](auto a) { return sqrt(a); }, positive);
}

BOOST_AUTO_TEST_CASE(signs) {
  check([](auto a) { return -a; }, anywhere);
  check([](auto a) { return abs(a); }, anywhere);
  check([](auto a) { return sign(a); }, anywhere);
}

BOOST_AUTO_TEST_CASE(exponentials) {
  check([](auto a) { return exp(a); }, anywhere);
  check([](auto a) { return expm1(a); }, anywhere);
}

BOOST_AUTO_TEST_CASE(logarithms) {
  check([](auto a) { return log(a); }, positive);
  check([](auto a) { return log1p(a); }, positive);
}

BOOST_AUTO_TEST_CASE(circular_functions) {
  check([](auto a) { return sin(a); }, anywhere);
  check([](auto a) { return cos(a); }, anywhere);
  check([](auto a) { return tan(a); }, anywhere);
}

BOOST_AUTO_TEST_CASE(inverse_circular_functions) {
  check([](auto a) { return asin(a); }, within_one);
  check([](auto a) { return acos(a); }, within_one);
  check([](auto a) { return atan(a); }, anywhere);
}

BOOST_AUTO_TEST_CASE(activations) {
  check([](auto a) { return tanh(a); }, anywhere);
  check([](auto a) { return sigmoid(a); }, anywhere);
  check([](auto a) { return softplus(a); }, anywhere);
  check([](auto a) { return relu(a); }, anywhere);
}

BOOST_AUTO_TEST_CASE(functions_of_functions_are_one_statement) {
  check([](auto a) { return exp(-square(sin(a))) / (sigmoid(a) + sqrt(abs(a))); }, positive);
  const auto with_a_length = [](auto a) {
    return exp(-square(sin(a))) / (sigmoid(a) + sqrt(square(a)));
  };
  for (const double at : positive) {
    check_at(with_a_length, at);
    check_difference(with_a_length, at);
  }
  tape<double> t;
  const number a = t.input(2);
  const number z = exp(-square(sin(a)));
  BOOST_TEST(t.statements() == 2U);
  BOOST_TEST(tests::near(t.gradient(z)[0], -std::sin(4.) * z.value(), 1e-15L));
}

const std::vector<std::pair<double, double>> pairs{{3, 5},         {-3, 5},
                                                   {5, -3},        {2, 2},
                                                   {-2, -2},       {0, 0},
                                                   {-0.0, 0},      {0, 3},
                                                   {3, 0},         {inf, 2},
                                                   {2, inf},       {-inf, 2},
                                                   {2, -inf},      {inf, inf},
                                                   {-inf, -inf},   {inf, -inf},
                                                   {undefined, 2}, {2, undefined},
                                                   {1e300, 2},     {2, 1e300},
                                                   {1e-300, 0.5},  {undefined, undefined}};

BOOST_AUTO_TEST_CASE(sums_and_differences) {
  check_two([](auto a, auto b) { return a + b; }, pairs);
  check_two([](auto a, auto b) { return a - b; }, pairs);
}

BOOST_AUTO_TEST_CASE(products_and_quotients) {
  check_two([](auto a, auto b) { return a * b; }, pairs);
  check_two([](auto a, auto b) { return a / b; }, pairs);
}

BOOST_AUTO_TEST_CASE(greater_and_smaller) {
  check_two([](auto a, auto b) { return max(a, b); }, pairs);
  check_two([](auto a, auto b) { return min(a, b); }, pairs);
}

BOOST_AUTO_TEST_CASE(powers) {
  check_two([](auto a, auto b) { return pow(a, b); }, pairs);
  check_two([](auto a, auto b) { return pow(a, b); },
            {{0.5, 2.5}, {2, -1.5}, {0, 1}, {0, 2}, {0, 0.5}, {-2, 3}, {-2, 2}, {-2, 0.5}, {1, 9}});
}

BOOST_AUTO_TEST_CASE(fabs_is_abs) {
  tape<double> t;
  const number a = t.input(-3);
  const number z = fabs(a) * abs(a);
  BOOST_TEST(t.gradient(z)[0] == -6);
}

BOOST_AUTO_TEST_CASE(kinks) {
  const auto magnitude = [](auto a) { return abs(a); };
  BOOST_TEST(slope(magnitude, 0) == 0);
  BOOST_TEST(slope(magnitude, -0.0) == 0);
  BOOST_TEST(slope(magnitude, -2) == -1);
  const auto rectified = [](auto a) { return relu(a); };
  BOOST_TEST(slope(rectified, 0) == 0);
  BOOST_TEST(slope(rectified, -1) == 0);
  BOOST_TEST(slope(rectified, 1) == 1);
  BOOST_TEST(std::isnan(number(relu(number(undefined))).value()));
  BOOST_TEST(slope([](auto a) { return sign(a); }, 3) == 0);
  BOOST_TEST(slope([](auto a) { return sqrt(a); }, 0) == inf);
  BOOST_TEST(slope([](auto a) { return sqrt(a); }, inf) == 0);
  BOOST_TEST(std::isnan(slope([](auto a) { return sqrt(a); }, -1)));
  BOOST_TEST(slope([](auto a) { return log(a); }, 0) == inf);
}

BOOST_AUTO_TEST_CASE(ties_share_the_slope) {
  for (const double at : {0.0, 3.0, -7.0, inf, -inf}) {
    tape<double> t;
    const number a = t.input(at), b = t.input(at);
    const number greater = max(a, b), smaller = min(a, b), with_constant = max(a, at);
    BOOST_TEST(t.gradient(greater) == (numbers{0.5, 0.5}));
    BOOST_TEST(t.gradient(smaller) == (numbers{0.5, 0.5}));
    BOOST_TEST(t.gradient(with_constant) == (numbers{0.5, 0}));
    const number alone = max(a, a);
    BOOST_TEST(t.gradient(alone) == (numbers{1, 0}));
  }
}

BOOST_AUTO_TEST_CASE(nan_wins) {
  for (const auto& [at, by] : {std::pair{undefined, 2.0}, {2.0, undefined}}) {
    tape<double> t;
    const number a = t.input(at), b = t.input(by);
    BOOST_TEST(std::isnan(number(max(a, b)).value()));
    BOOST_TEST(std::isnan(number(min(a, b)).value()));
  }
}

BOOST_AUTO_TEST_CASE(powers_at_zero) {
  tape<double> t;
  const number zero = t.input(0), minus_two = t.input(-2);
  BOOST_TEST(t.gradient(pow(zero, 0)) == (numbers{0, 0}));
  BOOST_TEST(t.gradient(pow(zero, 0.0)) == (numbers{0, 0}));
  BOOST_TEST(t.gradient(pow(zero, 1)) == (numbers{1, 0}));
  BOOST_TEST(t.gradient(pow(zero, 2)) == (numbers{0, 0}));
  BOOST_TEST(t.gradient(pow(minus_two, 3.0)) == (numbers{0, 12}));
  BOOST_TEST(number(pow(zero, 0)).value() == 1);
  BOOST_TEST(number(pow(minus_two, zero)).value() == 1);
  const auto by_both = t.gradient(pow(minus_two, zero));
  BOOST_TEST(by_both == (numbers{0, 0}));
  BOOST_TEST(t.gradient(pow(0.0, minus_two + 5))[1] == 0);
}

BOOST_AUTO_TEST_CASE(whole_powers_are_multiplied_out) {
  for (const int n : {-5, -3, -2, -1, 0, 1, 2, 3, 4, 7, 10, 64})
    for (const double at : {-2.5, -1.0, -0.3, 0.7, 1.0, 3.25}) {
      tape<double> t;
      const number a = t.input(at);
      const number z = pow(a, n), twice = pow(a * 2, n);
      const double wanted = n == 0 ? 0 : n * std::pow(at, n - 1);
      BOOST_TEST(tests::near(z.value() / std::pow(at, n), 1, 1e-14L));
      BOOST_TEST(tests::near(t.gradient(z)[0], wanted, 1e-14L, std::abs(wanted)));
      BOOST_TEST(tests::near(t.gradient(twice)[0], n * 2 * std::pow(2 * at, n - 1), 1e-14L,
                             std::abs(n * 2 * std::pow(2 * at, n - 1))));
    }
}

BOOST_AUTO_TEST_CASE(whole_powers_of_extremes) {
  for (const int n : {-3, -2, -1, 0, 1, 2, 3})
    for (const double at : {0.0, -0.0, inf, -inf, 1e200, -1e200, 1e-200, 1e150, 1e-150, 1e308}) {
      tape<double> t;
      const number a = t.input(at);
      const number z = pow(a, n);
      const double wanted = std::pow(at, n), steep = n == 0 ? 0 : n * std::pow(at, n - 1);
      const double slope_there = t.gradient(z)[0];
      BOOST_TEST(tests::near(z.value(), wanted, 1e-14L, std::abs(wanted)),
                 at << " to the power " << n << " is " << z.value() << ", not " << wanted);
      BOOST_TEST(tests::near(slope_there, steep, 1e-14L, std::abs(steep)),
                 "the slope of " << at << " to the power " << n << " is " << slope_there << ", not "
                                 << steep);
    }
}

BOOST_AUTO_TEST_CASE(whole_powers_of_any_whole_type) {
  tape<double> t;
  const number a = t.input(-2);
  const number z =
      pow(a, short{3}) + pow(a, 3U) + pow(a, 3L) + pow(a, std::size_t{3}) + pow(a, true);
  BOOST_TEST(z.value() == -34);
  BOOST_TEST(t.gradient(z)[0] == 49);
  BOOST_TEST(number(pow(a, 1000)).value() == std::pow(2, 1000));
  BOOST_TEST(number(pow(a, -1000)).value() == std::pow(2, -1000));
  BOOST_TEST(number(pow(2, a)).value() == 0.25);
}

BOOST_AUTO_TEST_CASE(whole_powers_of_formulas_are_the_same) {
  constexpr auto fit = gradient(pow(x, 3_c) + pow(x, -2_c) + pow(x, 10_c) + pow(x, 0_c), wrt(x));
  for (const double at : {-2.5, -0.3, 0.7, 3.25}) {
    tape<double> t;
    const number a = t.input(at);
    const number z = pow(a, 3) + pow(a, -2) + pow(a, 10) + pow(a, 0);
    const auto [value, d_x] = fit(x = at);
    BOOST_TEST(tests::near(z.value(), value, 1e-14L, std::abs(value)));
    BOOST_TEST(tests::near(t.gradient(z)[0], d_x, 1e-14L, std::abs(d_x)));
  }
}

BOOST_AUTO_TEST_CASE(an_infinite_slope_that_nothing_flows_through) {
  tape<double> t;
  const number a = t.input(0), b = t.input(4);
  const number unused = sqrt(a) + log(a) + 1 / a + pow(a, 0.5);
  const number masked = unused * 0;
  number z = b * b;
  if (a > 0) z += unused;
  BOOST_TEST(t.gradient(z) == (numbers{0, 8}));
  BOOST_TEST(t.gradient(z + masked) == (numbers{0, 8}));
}

BOOST_AUTO_TEST_CASE(an_infinite_slope_in_one_row_stays_in_that_row) {
  tape<double> t;
  const number a = t.input(0), b = t.input(4);
  const number steep = sqrt(a), infinite = 1 / a;
  const std::vector<number> rows{steep, b * b, infinite,     a + b, steep * b,
                                 b,     a,     infinite + b, b / 2};
  const numbers all = t.jacobian(rows);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const numbers alone = t.gradient(rows[i]);
    BOOST_TEST(alone[0] == all[2 * i]);
    BOOST_TEST(alone[1] == all[2 * i + 1]);
  }
  BOOST_TEST(all[0] == inf);
  BOOST_TEST(all[2] == 0);
  BOOST_TEST(all[4] == -inf);
  BOOST_TEST(all[6] == 1);
}

BOOST_AUTO_TEST_CASE(nan_flows) {
  tape<double> t;
  const number a = t.input(undefined), b = t.input(4);
  const number z = a * b + b;
  BOOST_TEST(t.gradient(z)[0] == 4);
  BOOST_TEST(std::isnan(t.gradient(z)[1]));
  BOOST_TEST(t.gradient(b * 3)[1] == 3);
}
