// The second derivatives of every function, by a tape inside a tape.
#include "support/second_order.hpp"

#include <cmath>
#include <limits>

using namespace tapeless;
using tests::check_hessian;

namespace {

const std::vector<double> place{0.7, 0.4, 1.3};

}  // namespace

BOOST_AUTO_TEST_CASE(arithmetic) {
  check_hessian([](const auto& x) { return x[0] * x[1] * x[2]; }, place);
  check_hessian([](const auto& x) { return x[0] / x[1] - x[2] / x[0]; }, place);
  check_hessian([](const auto& x) { return (x[0] - x[1]) * (x[0] + 2) / (3 - x[2]); }, place);
  check_hessian([](const auto& x) { return -x[0] * x[0] + 2 / x[1] + x[2] / 2 - 1; }, place);
  check_hessian([](const auto& x) { return square(x[0] + x[1] * x[2]); }, place);
}

BOOST_AUTO_TEST_CASE(roots_and_powers) {
  check_hessian([](const auto& x) { return sqrt(x[0] * x[1]) * x[2]; }, place);
  check_hessian([](const auto& x) { return pow(x[0], 3) * pow(x[1], -2) + pow(x[2], 1); }, place);
  check_hessian([](const auto& x) { return pow(x[0], x[1]) * pow(2.0, x[2]) + pow(x[2], 2.5); },
                place);
}

BOOST_AUTO_TEST_CASE(exponentials_and_logarithms) {
  check_hessian([](const auto& x) { return exp(x[0] * x[1]) * log(x[2]); }, place);
  check_hessian([](const auto& x) { return log1p(x[0] * x[1]) * expm1(x[2]); }, place);
}

BOOST_AUTO_TEST_CASE(gamma_functions) {
  check_hessian([](const auto& x) { return lgamma(x[0] * x[1]) + tgamma(x[2]); }, place);
  check_hessian([](const auto& x) { return lgamma(-x[0] * x[1]) * digamma(-x[2]); }, place);
}

BOOST_AUTO_TEST_CASE(circular_functions) {
  check_hessian([](const auto& x) { return sin(x[0] * x[1]) * cos(x[2]) + tan(x[0]); }, place);
  check_hessian([](const auto& x) { return asin(x[0]) * acos(x[1]) * atan(x[2] * x[0]); }, place);
}

BOOST_AUTO_TEST_CASE(activations) {
  check_hessian([](const auto& x) { return tanh(x[0] * x[1]) * sigmoid(x[2]); }, place);
  check_hessian([](const auto& x) { return softplus(x[0] * x[1]) + relu(x[2]) * x[0]; }, place);
}

// Where a first derivative is written in cases, at the places between them.
BOOST_AUTO_TEST_CASE(smooth_at_special_points) {
  const std::vector<double> zeros{0, 0, 2};
  check_hessian([](const auto& x) { return sigmoid(x[0]) + tanh(x[1]) * x[2]; }, zeros);
  check_hessian([](const auto& x) { return softplus(x[0]) * x[2] + softplus(-x[1]); }, zeros);
  check_hessian([](const auto& x) { return logaddexp(x[0], x[1] * x[2]); }, zeros);
  check_hessian([](const auto& x) { return xlogy(x[0], x[2]); }, zeros);
  check_hessian([](const auto& x) { return pow(x[2], x[0]) + x[1]; }, zeros);
  check_hessian([](const auto& x) { return pow(x[0], 2.0) + pow(x[1], 3.0) * x[2]; }, zeros);
}

// Equal numbers share a first derivative: so does the value, as the outer tape sees it.
BOOST_AUTO_TEST_CASE(ties) {
  const auto halves = [](const auto& f) {
    tape<double> outer;
    const auto x = outer.inputs(std::vector<double>{1, 1});
    tape<active<double>> inner;
    const active<active<double>> z = f(inner.inputs(x));
    BOOST_TEST(outer.gradient(z.value()) == (std::vector<double>{0.5, 0.5}));
  };
  halves([](const auto& x) { return max(x[0], x[1]); });
  halves([](const auto& x) { return min(x[0], x[1]); });
  halves([](const auto& x) { return fmax(x[0], x[1]); });
  halves([](const auto& x) { return fmin(x[0], x[1]); });
  const auto product = [](const auto& x) { return max(x[0], x[1]) * min(x[0], x[1]); };
  BOOST_TEST(tests::hessian_by_tapes<double>(product, {1, 1}) ==
             (std::vector<double>{0.5, 0.5, 0.5, 0.5}));
  const auto clamped = [](const auto& x) { return clamp(x[0], 0.0, 1.0) * x[1] * x[1]; };
  BOOST_TEST(tests::hessian_by_tapes<double>(clamped, {0, 1}) == (std::vector<double>{0, 1, 1, 0}));
}

BOOST_AUTO_TEST_CASE(powers_of_0) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const auto curvature = [](double exponent) {
    const auto power = [=](const auto& x) { return pow(x[0], exponent); };
    return tests::hessian_by_tapes<double>(power, {0})[0];
  };
  BOOST_TEST(curvature(0.5) == -infinity);
  BOOST_TEST(curvature(1.5) == infinity);
  BOOST_TEST(curvature(2.5) == 0);
  BOOST_TEST(curvature(-1) == infinity);
}

BOOST_AUTO_TEST_CASE(kinks_away_from_them) {
  check_hessian([](const auto& x) { return abs(x[0] - x[1]) * x[2] * x[0]; }, place);
  check_hessian([](const auto& x) { return max(x[0] * x[1], x[2] * x[2]) * min(x[0], x[1] * 5); },
                place);
  check_hessian([](const auto& x) { return sign(x[0]) * x[1] * x[1] + fabs(x[2] * x[2]); }, place);
}

// The second is -2 z (1 - z^2), the third -2 (1 - z^2) (1 - 3 z^2).
BOOST_AUTO_TEST_CASE(third_derivative_of_tanh) {
  for (const double at : {0.0, 1e-20, 1e-3, 0.5, 3.0}) {
    tape<double> outer;
    tape<active<double>> middle;
    tape<active<active<double>>> inner;
    const auto x = inner.input(middle.input(outer.input(at)));
    const auto first = inner.gradient(tanh(x))[0];
    const auto second = middle.gradient(first)[0];
    const double z = std::tanh(at), slope = 1 - z * z;
    BOOST_TEST(std::abs(second.value() - -2 * z * slope) <= 1e-14 * std::abs(z));
    BOOST_TEST(std::abs(outer.gradient(second)[0] - -2 * slope * (1 - 3 * z * z)) <= 1e-13);
  }
}
