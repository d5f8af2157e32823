// The one documented answer where a derivative is not defined, and what NaN, infinity and zero do
// (docs/numerics.md).
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto t = input<"t">(n);

constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

using numbers = std::vector<double>;

// By packs and by scalar code: the same answer is wanted of both.
double slope(auto f, double at) {
  const double alone = gradient(f(x), wrt(x))(x = at)[x];
  const double in_lanes = gradient(sum(f(t)), wrt(t))(t = numbers(5, at))[t][4];
  BOOST_TEST((alone == in_lanes || (std::isnan(alone) && std::isnan(in_lanes))),
             alone << " is not " << in_lanes);
  return alone;
}
double value(auto f, double at) {
  const double alone = function(f(x))(x = at);
  const double in_lanes = function(f(t))(t = numbers(5, at))[4];
  BOOST_TEST((alone == in_lanes || (std::isnan(alone) && std::isnan(in_lanes))),
             alone << " is not " << in_lanes);
  return alone;
}
numbers slopes(auto f, const numbers& at) { return gradient(f, wrt(t))(t = at)[t]; }

}  // namespace

BOOST_AUTO_TEST_CASE(kinks) {
  const auto magnitude = [](auto f) { return abs(f); };
  BOOST_TEST(slope(magnitude, 0) == 0);
  BOOST_TEST(slope(magnitude, -0.0) == 0);
  BOOST_TEST(slope(magnitude, -2) == -1);

  const auto rectified = [](auto f) { return relu(f); };
  BOOST_TEST(slope(rectified, 0) == 0);
  BOOST_TEST(slope(rectified, -1) == 0);
  BOOST_TEST(slope(rectified, 1) == 1);
  BOOST_TEST(std::isnan(value(rectified, undefined)));

  const auto sign_of = [](auto f) { return sign(f); };
  BOOST_TEST(slope(sign_of, 0) == 0);
  BOOST_TEST(slope(sign_of, 3) == 0);
  BOOST_TEST(value(sign_of, -0.5) == -1);
  BOOST_TEST(std::isnan(value(sign_of, undefined)));

  BOOST_TEST(slope([](auto f) { return softplus(f); }, 0) == 0.5);
}

BOOST_AUTO_TEST_CASE(square_root) {
  const auto root = [](auto f) { return sqrt(f); };
  BOOST_TEST(slope(root, 0) == inf);
  BOOST_TEST(slope(root, inf) == 0);
  BOOST_TEST(std::isnan(value(root, -1)));
  BOOST_TEST(std::isnan(slope(root, -1)));
}

BOOST_AUTO_TEST_CASE(ties_of_two) {
  const auto greater = gradient(max(x, y), wrt(x, y));
  const auto smaller = gradient(min(x, y), wrt(x, y));
  for (const double at : {0.0, 3.0, -7.0, inf, -inf}) {
    BOOST_TEST(greater(x = at, y = at)[x] == 0.5);
    BOOST_TEST(greater(x = at, y = at)[y] == 0.5);
    BOOST_TEST(smaller(x = at, y = at)[x] == 0.5);
    BOOST_TEST(smaller(x = at, y = at)[y] == 0.5);
  }
  BOOST_TEST(greater(x = 1, y = 2)[x] == 0);
  BOOST_TEST(greater(x = 1, y = 2)[y] == 1);
  BOOST_TEST(smaller(x = 1, y = 2)[x] == 1);
}

BOOST_AUTO_TEST_CASE(ties_of_many) {
  BOOST_TEST(slopes(max(t), {1, 4, 2, 4, 4, 4}) == numbers({0, 0.25, 0, 0.25, 0.25, 0.25}));
  BOOST_TEST(slopes(min(t), {1, 4, 1, 4, 4, 4}) == numbers({0.5, 0, 0.5, 0, 0, 0}));
  BOOST_TEST(slopes(max(t), numbers(8, -inf)) == numbers(8, 0.125));
}

BOOST_AUTO_TEST_CASE(nan_wins) {
  const auto greater = function(max(x, y));
  const auto smaller = function(min(x, y));
  for (const double other : {0.0, 3.0, -inf, inf, undefined}) {
    BOOST_TEST(std::isnan(greater(x = undefined, y = other)));
    BOOST_TEST(std::isnan(greater(x = other, y = undefined)));
    BOOST_TEST(std::isnan(smaller(x = undefined, y = other)));
    BOOST_TEST(std::isnan(smaller(x = other, y = undefined)));
  }
  for (const std::size_t place : {0U, 1U, 5U, 8U, 40U, 98U}) {
    numbers data(99, 1);
    data[place] = undefined;
    BOOST_TEST(std::isnan(function(max(t))(t = data)));
    BOOST_TEST(std::isnan(function(min(t))(t = data)));
    BOOST_TEST(std::isnan(function(sum(t))(t = data)));
    BOOST_TEST(std::isnan(function(mean(t))(t = data)));
    BOOST_TEST(std::isnan(function(product(t))(t = data)));
    BOOST_TEST(std::isnan(function(logsumexp(t))(t = data)));
  }
}

BOOST_AUTO_TEST_CASE(constant_powers) {
  const auto to_0 = [](auto f) { return pow(f, 0_c); };
  const auto to_1 = [](auto f) { return pow(f, 1_c); };
  const auto to_2 = [](auto f) { return pow(f, 2_c); };
  const auto to_3 = [](auto f) { return pow(f, 3_c); };
  for (const double at : {-3.0, -1.0, 0.0, 2.0}) {
    BOOST_TEST(value(to_0, at) == 1);
    BOOST_TEST(slope(to_0, at) == 0);
    BOOST_TEST(value(to_1, at) == at);
    BOOST_TEST(slope(to_1, at) == 1);
    BOOST_TEST(value(to_2, at) == at * at);
    BOOST_TEST(slope(to_2, at) == 2 * at);
    BOOST_TEST(value(to_3, at) == at * at * at);
    BOOST_TEST(slope(to_3, at) == 3 * at * at);
  }
  const auto to_minus_2 = [](auto f) { return pow(f, -2_c); };
  BOOST_TEST(value(to_minus_2, -2) == 0.25);
  BOOST_TEST(slope(to_minus_2, -2) == 0.25);
  BOOST_TEST(value(to_0, undefined) == 1);  // as std::pow has it
}

BOOST_AUTO_TEST_CASE(powers) {
  const auto fit = gradient(pow(x, y), wrt(x, y));
  BOOST_TEST(fit(x = -2, y = 3).value == -8);
  BOOST_TEST(fit(x = -2, y = 3)[x] == 12);
  BOOST_TEST(fit(x = -2, y = 3)[y] == 0);
  BOOST_TEST(fit(x = 0, y = 3)[x] == 0);
  BOOST_TEST(fit(x = 0, y = 3)[y] == 0);
  BOOST_TEST(fit(x = 0, y = 1)[x] == 1);
  BOOST_TEST(fit(x = 0, y = 0.5)[x] == inf);
  BOOST_TEST(fit(x = 0, y = 0).value == 1);
  BOOST_TEST(fit(x = 0, y = 0)[y] == 0);
  BOOST_TEST(std::isnan(fit(x = -2, y = 0.5).value));
}

BOOST_AUTO_TEST_CASE(products_with_zeros) {
  BOOST_TEST(slopes(product(t), {2, 3, 4}) == numbers({12, 8, 6}));
  BOOST_TEST(slopes(product(t), {2, 0, 4}) == numbers({0, 8, 0}));
  BOOST_TEST(slopes(product(t), {0, 3, 0}) == numbers({0, 0, 0}));
  BOOST_TEST(slopes(product(t), {0}) == numbers({1}));
  BOOST_TEST(function(product(t))(t = numbers()) == 1);
}

BOOST_AUTO_TEST_CASE(logsumexp_of_extremes) {
  const auto f = function(logsumexp(t));
  BOOST_TEST(f(t = numbers{1e300, 0}) == 1e300);
  BOOST_TEST(f(t = numbers{-1e300, -1e300}) == -1e300);
  BOOST_TEST(f(t = numbers{-inf, 3}) == 3);
  BOOST_TEST(f(t = numbers{-inf, -inf}) == -inf);
  BOOST_TEST(f(t = numbers{inf, 3}) == inf);
  BOOST_TEST(f(t = numbers{}) == -inf);
  BOOST_TEST(std::abs(f(t = numbers{1000, 1000}) - (1000 + std::log(2.0))) < 1e-12);
  BOOST_TEST(slopes(logsumexp(t), {1e300, 0}) == numbers({1, 0}));
  BOOST_TEST(slopes(logsumexp(t), {-1e300, -1e300}) == numbers({0.5, 0.5}));
  BOOST_TEST(slopes(logsumexp(t), {-inf, 3}) == numbers({0, 1}));
}

BOOST_AUTO_TEST_CASE(reductions_of_nothing) {
  BOOST_TEST(function(sum(t))(t = numbers()) == 0);
  BOOST_TEST(function(max(t))(t = numbers()) == -inf);
  BOOST_TEST(function(min(t))(t = numbers()) == inf);
  BOOST_TEST(std::isnan(function(mean(t))(t = numbers())));
}

BOOST_AUTO_TEST_CASE(activations_far_out) {
  const auto sigmoid_of = [](auto f) { return sigmoid(f); };
  BOOST_TEST(value(sigmoid_of, 1e4) == 1);
  BOOST_TEST(value(sigmoid_of, -1e4) == 0);
  BOOST_TEST(slope(sigmoid_of, 1e4) == 0);
  BOOST_TEST(slope(sigmoid_of, -1e4) == 0);
  const auto softplus_of = [](auto f) { return softplus(f); };
  BOOST_TEST(value(softplus_of, 1e4) == 1e4);
  BOOST_TEST(value(softplus_of, -1e4) == 0);
  BOOST_TEST(value(softplus_of, inf) == inf);
  BOOST_TEST(slope(softplus_of, 1e4) == 1);
  BOOST_TEST(slope(softplus_of, -1e4) == 0);
  BOOST_TEST(slope([](auto f) { return tanh(f); }, 1e4) == 0);
}

BOOST_AUTO_TEST_CASE(zero_to_the_power_of_zero) {
  BOOST_TEST(gradient(pow(x, y), wrt(x, y))(x = 0, y = 0)[x] == 0);
}

// A power that is multiplied out has more nodes than the formula has terms.
BOOST_AUTO_TEST_CASE(large_whole_powers) {
  static_assert(function(pow(x, 63_c))(x = 2.0) == 9223372036854775808.0);
  BOOST_TEST(gradient(sum(pow(t, 31_c)), wrt(t))(t = numbers{-1, 0, 1})[t][0] == 31);
}

// log(1 - exp(x)) as people write it keeps its digits near 0.
BOOST_AUTO_TEST_CASE(log1p_of_minus_exp) {
  const auto fit = gradient(log1p(-exp(x)), wrt(x));
  for (const double at : {-1e-300, -1e-12, -0.1, -1.0, -40.0, -700.0}) {
    const double right = at > -0.5 ? std::log(-std::expm1(at)) : std::log1p(-std::exp(at));
    const auto [value, slope] = fit(x = at);
    BOOST_TEST(value == right, boost::test_tools::tolerance(1e-15));
    BOOST_TEST(slope == -1 / std::expm1(-at), boost::test_tools::tolerance(1e-15));
  }
}
