// The law of singular points: 0 times anything is 0 in the chain rule, backwards and forwards.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

using numbers = std::vector<double>;

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 2>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto m = input<"m">(n, k);

constexpr double infinity = std::numeric_limits<double>::infinity();

numbers slopes(auto f, const numbers& at) { return gradient(sum(f), wrt(x))(x = at)[x]; }
numbers product_slopes(auto f, const numbers& at, const numbers& by) {
  return gradient(sum(f), wrt(x))(x = at, y = by)[x];
}

// The diagonal, and whether all else is 0.
template <class F>
numbers own_slopes(F f, const numbers& at) {
  const numbers all = jacobian(f, wrt(x))(x = at)[x];
  numbers diagonal;
  for (std::size_t row = 0; row < at.size(); ++row)
    for (std::size_t column = 0; column < at.size(); ++column) {
      const double slope = all[row * at.size() + column];
      if (row == column) diagonal.push_back(slope);
      else BOOST_TEST(slope == 0);
    }
  return diagonal;
}

}  // namespace

// What was not taken does not matter, however it is not taken.
BOOST_AUTO_TEST_CASE(operations_that_select) {
  BOOST_TEST(slopes(max(log(x), -100_c), {0, 1}) == numbers({0, 1}));
  BOOST_TEST(slopes(min(exp(x), 1_c), {800, -1})[0] == 0);
  BOOST_TEST(slopes(min(exp(x) * x, 1_c), {800, -1})[0] == 0);
  BOOST_TEST(slopes(min(1_c / x, 5_c), {0, 1}) == numbers({0, -1}));
  BOOST_TEST(slopes(min(square(1_c / x), 5_c), {0, 1}) == numbers({0, -2}));
  BOOST_TEST(slopes(relu(log(x)), {0, 2}) == numbers({0, 0.5}));
  BOOST_TEST(slopes(max(pow(x, -2_c) * -1_c, -10_c), {0, 1}) == numbers({0, 2}));
  BOOST_TEST(slopes(max(log1p(x), -3_c), {-1, 0}) == numbers({0, 1}));
  BOOST_TEST(slopes(max(-expm1(x), -3_c), {1000, 0}) == numbers({0, -1}));
}

BOOST_AUTO_TEST_CASE(reductions_that_select) {
  BOOST_TEST(slopes(max(log(x)), {0, 1, 2}) == numbers({0, 0, 0.5}));
  BOOST_TEST(slopes(max(sqrt(x)), {0, 4}) == numbers({0, 0.25}));
  BOOST_TEST(slopes(min(1_c / x), {0, 1}) == numbers({0, -1}));
  const auto rows = gradient(sum(max(log(m), k)), wrt(m))(m = numbers{0, 1, 2, 0})[m];
  BOOST_TEST(rows == numbers({0, 1, 0.5, 0}));
}

BOOST_AUTO_TEST_CASE(functions_that_forget) {
  BOOST_TEST(slopes(1_c / (1_c + exp(x)), {800})[0] == 0);
  BOOST_TEST(slopes(exp(-1_c / x), {1e-320})[0] == 0);
  BOOST_TEST(slopes(tanh(exp(x)), {800})[0] == 0);
  BOOST_TEST(slopes(atan(1_c / x), {1e-320})[0] == 0);
}

BOOST_AUTO_TEST_CASE(what_is_multiplied_by_0) {
  BOOST_TEST(slopes(0_c * sqrt(x), {0, 4}) == numbers({0, 0}));
  BOOST_TEST(slopes(sqrt(x) * x, {0, 4}) == numbers({0, 3}));
  BOOST_TEST(product_slopes(y * sqrt(x), {0, 4}, {0, 1}) == numbers({0, 0.25}));
  BOOST_TEST(product_slopes(sqrt(x * y), {0, 4}, {0, 1}) == numbers({0, 0.25}));
  BOOST_TEST(product_slopes(y * asin(x), {1, 0}, {0, 1}) == numbers({0, 1}));
  BOOST_TEST(product_slopes(y * acos(x), {-1, 0}, {0, 1}) == numbers({0, -1}));
  BOOST_TEST(product_slopes(y * pow(x, 0.5_c), {0, 4}, {0, 1}) == numbers({0, 0.25}));
  BOOST_TEST(product_slopes(y * pow(x, 0.25_c), {0, 1}, {0, 1}) == numbers({0, 0.25}));
}

// What is infinite and does flow stays infinite.
BOOST_AUTO_TEST_CASE(what_flows) {
  BOOST_TEST(slopes(sqrt(x), {0, 4}) == numbers({infinity, 0.25}));
  BOOST_TEST(slopes(sqrt(3_c * x), {0})[0] == infinity);
  BOOST_TEST(slopes(asin(x), {1})[0] == infinity);
  BOOST_TEST(slopes(log(x), {0})[0] == infinity);
  BOOST_TEST(slopes(max(sqrt(x), -1_c), {0})[0] == infinity);
}

// A length has slope 0 where it is 0.
BOOST_AUTO_TEST_CASE(lengths) {
  BOOST_TEST(slopes(sqrt(sum(square(x))), {0, 0}) == numbers({0, 0}));
  BOOST_TEST(slopes(sqrt(sum(square(x))), {0, -4}) == numbers({0, -1}));
  BOOST_TEST(slopes(square(sqrt(sum(square(x)))), {0, 0}) == numbers({0, 0}));
  BOOST_TEST(slopes(sqrt(sum(x * x) / 2_c), {0, 0}) == numbers({0, 0}));
  BOOST_TEST(slopes(sqrt(mean(square(x - mean(x)))), {3, 3, 3}) == numbers({0, 0, 0}));
  BOOST_TEST(slopes(1_c / (1_c + sqrt(sum(square(x)))), {0, 0}) == numbers({0, 0}));
  BOOST_TEST(product_slopes(sqrt(square(x) + square(y)), {0, 4}, {0, 0}) == numbers({0, 1}));
  const auto rows = gradient(sum(sqrt(sum(square(m), k))), wrt(m))(m = numbers{0, 0, 0, 4})[m];
  BOOST_TEST(rows == numbers({0, 0, 0, 1}));
  BOOST_TEST(slopes(sqrt(sum(2_c * square(x))), {0, 0}) == numbers({0, 0}));
  // Not a sum of squares to the compiler; the rule finds it.
  BOOST_TEST(product_slopes(sqrt(sum(y * square(x))), {0, 0}, {1, 2}) == numbers({0, 0}));
}

BOOST_AUTO_TEST_CASE(forwards) {
  BOOST_TEST(own_slopes(sqrt(x), {0, 1}) == numbers({infinity, 0.5}));
  BOOST_TEST(own_slopes(log(x), {0, 1, 2}) == numbers({infinity, 1, 0.5}));
  BOOST_TEST(own_slopes(1_c / x, {0, 1}) == numbers({-infinity, -1}));
  BOOST_TEST(own_slopes(pow(x, 0.25_c), {0, 1}) == numbers({infinity, 0.25}));
  BOOST_TEST(own_slopes(sqrt(square(x)), {0, 2}) == numbers({0, 1}));
  BOOST_TEST(own_slopes(exp(x), {800, 0}) == numbers({infinity, 1}));
  BOOST_TEST(own_slopes(max(log(x), -9_c), {0, 1}) == numbers({0, 1}));
  BOOST_TEST(own_slopes(x * sqrt(x), {0, 4}) == numbers({0, 3}));
  const auto length = jacobian(sqrt(sum(square(x))), wrt(x));
  BOOST_TEST(length(x = numbers{0, 0})[x] == numbers({0, 0}));
}

BOOST_AUTO_TEST_CASE(of_normal_equations) {
  const auto e = gauss_newton(sqrt(x) - y, wrt(x))(x = numbers{0, 1}, y = numbers{0, 0});
  BOOST_TEST(e.gradient == numbers({0, 0.5}));
  BOOST_TEST(e.matrix == numbers({infinity, 0, 0, 0.25}));
  const auto f = gauss_newton(max(log(x), -9_c) - y, wrt(x))(x = numbers{0, 1}, y = numbers{0, 1});
  BOOST_TEST(f.gradient == numbers({0, -1}));
  BOOST_TEST(f.matrix == numbers({0, 0, 0, 1}));
}

// The same on the tape, as statements and as loops.
BOOST_AUTO_TEST_CASE(as_on_the_tape) {
  constexpr auto f = sum(max(log(x), -100_c) + min(exp(x), 2_c) + y * sqrt(x));
  const numbers at{0, 1, 800}, by{0, 1, 2};
  const numbers expected = gradient(f, wrt(x))(x = at, y = by)[x];
  tape<double> t;
  const auto a = t.inputs(at);
  const active<double> statement = function(f)(x = a, y = by);
  active<double> loop = 0;
  for (std::size_t i = 0; i < at.size(); ++i)
    loop += max(log(a[i]), -100.0) + min(exp(a[i]), 2.0) + by[i] * sqrt(a[i]);
  BOOST_TEST(t.gradient(statement) == expected);
  BOOST_TEST(t.gradient(loop) == expected);
}
