// Bounds: what is a minimum inside them, and what is refused.
#include "tapeless/optimize/search/bounds.hpp"

#include <random>

#include "../distance.hpp"
#include "../golden.hpp"
#include "../hock_schittkowski.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

// To eight digits, or eight places.
template <class Method>
void check_all(const Method& method) {
  with_every_bounded_problem([&](int number, auto loss, auto theta, double least, const auto& there,
                                 const auto&... bounds) {
    using all = typename optimizing::inputs_in<decltype(theta)&>::type;
    const auto end = minimize(loss, all{}, theta, method, bounds..., stop{.gradient_norm = 1e-9});
    BOOST_TEST_CONTEXT("problem " << number << ": " << to_string(end.why) << ", " << end.evaluations
                                  << " evaluations") {
      BOOST_TEST((end.why == reason::gradient_norm));
      BOOST_TEST(end.evaluations <= 120);
      BOOST_TEST(std::abs(end.value - least) <= 1e-8 * std::max(1.0, std::abs(least)));
      BOOST_TEST(distance(numbers_of(theta), numbers_of(there)) <= 1e-8);
    }
  });
}

std::string said_of(const auto& start, const auto&... bounds) {
  auto theta = start;
  const std::string said = sentence([&] {
    minimize(square(hs::x) + sum(square(hs::v)), wrt(hs::x, hs::v), theta, lbfgs{}, bounds...);
  });
  BOOST_TEST(distance(numbers_of(theta), numbers_of(start)) == 0);
  return said;
}

}  // namespace

BOOST_AUTO_TEST_CASE(hock_and_schittkowski_by_lbfgs) { check_all(lbfgs{}); }
BOOST_AUTO_TEST_CASE(hock_and_schittkowski_by_newton) { check_all(newton{}); }

// The projected gradient is what is small at a minimum; all bounds of a parameter hold.
BOOST_AUTO_TEST_CASE(a_minimum_in_a_corner) {
  auto theta = parameters(hs::x = 2.0, hs::y = 2.0);
  const auto end = minimize(hs::x + hs::y, wrt(hs::x, hs::y), theta, lbfgs{}, bounds(hs::x, 0, 5),
                            bounds(hs::x, 1, 7), bounds(hs::y, -1, hs::infinity));
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(theta[hs::x] == 1);
  BOOST_TEST(theta[hs::y] == -1);
  BOOST_TEST(end.gradient_norm == 0);
}

BOOST_AUTO_TEST_CASE(no_place_outside_is_looked_at) {
  for (const double start : {0.5, 1e-8, 0.0}) {
    auto theta = parameters(hs::x = start);
    const auto loss = [](const auto& r) {
      BOOST_TEST((0 <= r.value() && r.value() <= 1));
      return square(r - 2) + sqrt(1 - r / 2);
    };
    minimize(loss, theta, lbfgs{}, bounds(hs::x, 0, 1));
    BOOST_TEST(theta[hs::x] == 1);
  }
}

// As many as 1,000 of them, half at their bounds.
BOOST_AUTO_TEST_CASE(many_parameters) {
  auto theta = parameters(hs::v = std::vector<double>(1000, 0.5));
  std::vector<double> middle(1000);
  for (std::size_t k = 0; k < middle.size(); ++k) middle[k] = k % 2 == 0 ? 0.25 : 3;
  constexpr auto to = input<"to">(hs::i);
  constexpr auto steep = input<"steep">(hs::i);
  std::vector<double> weights(1000);
  for (std::size_t k = 0; k < weights.size(); ++k) weights[k] = 1 + static_cast<double>(k % 50);
  const auto end =
      minimize(sum(steep * square(hs::v - to)), wrt(hs::v), to = middle, steep = weights, theta,
               lbfgs{}, bounds(hs::v, 0, 1), stop{.gradient_norm = 1e-9});
  BOOST_TEST((end.why == reason::gradient_norm));
  for (std::size_t k = 0; k < middle.size(); ++k)
    BOOST_TEST(theta[hs::v][k] == std::min(middle[k], 1.0), tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(in_float) {
  auto theta = parameters(hs::x = 0.5f, hs::y = 0.25f);
  minimize(hs::rosenbrock, wrt(hs::x, hs::y), theta, lbfgs{}, bounds(hs::x, 0.1, 0.9));
  BOOST_TEST(theta[hs::x] == 0.9f);
  BOOST_TEST(theta[hs::y] == 0.81f, tolerance(1e-4f));
}

// Sums of squares in random boxes, some sides open, some of no width: all methods end at the same
// place, where the projected gradient is 0.
BOOST_AUTO_TEST_CASE(random_boxes) {
  std::mt19937 random(1);
  const auto number = [&random] { return std::uniform_real_distribution<>(-1, 1)(random); };
  for (int trial = 0; trial < 400; ++trial) {
    const std::size_t size = 1 + random() % 10;
    std::vector<double> factors(size * size), aims(size), lower(size), upper(size), start(size);
    for (double& each : factors) each = number();
    for (std::size_t i = 0; i < size; ++i) {
      aims[i] = 3 * number();
      lower[i] = random() % 4 == 0 ? -hs::infinity : number() - 0.5;
      upper[i] = random() % 4 == 0   ? hs::infinity
                 : random() % 6 == 0 ? std::max(lower[i], -2.0)
                                     : std::max(lower[i], -2.0) + std::abs(number());
      start[i] = std::clamp(random() % 3 == 0 ? lower[i] : number(), lower[i], upper[i]);
      if (std::isinf(start[i])) start[i] = upper[i] - 1;
      if (std::isinf(start[i])) start[i] = 0;
    }
    const auto residuals = [&](const auto& at) {
      std::vector<std::remove_cvref_t<decltype(at[0])>> all;
      for (std::size_t i = 0; i < size; ++i) {
        all.push_back(0.3 * at[i]);
        all.push_back(-aims[i]);
        for (std::size_t j = 0; j < size; ++j) all.back() += factors[i * size + j] * at[j];
      }
      return all;
    };
    const auto loss = [&](const auto& at) {
      std::remove_cvref_t<decltype(at[0])> all = 0;
      for (const auto& each : residuals(at)) all += square(each);
      return all;
    };
    const auto end_of = [&](const auto& f, auto method) {
      auto theta = parameters(hs::v = start);
      const auto end =
          minimize(f, theta, method, bounds(hs::v, lower, upper), stop{.gradient_norm = 1e-9});
      BOOST_TEST(end.gradient_norm < 1e-6);
      return numbers_of(theta);
    };
    const auto first = end_of(loss, lbfgs{});
    BOOST_TEST_CONTEXT("trial " << trial) {
      BOOST_TEST(distance(first, end_of(loss, newton{})) < 1e-6);
      BOOST_TEST(distance(first, end_of(residuals, levenberg_marquardt{})) < 1e-6);
    }
  }
}

// A parameter whose bounds are equal does not move.
BOOST_AUTO_TEST_CASE(a_fixed_parameter) {
  auto theta = parameters(hs::x = 0.5, hs::y = 0.0);
  minimize(hs::rosenbrock, wrt(hs::x, hs::y), theta, lbfgs{}, bounds(hs::x, 0.5, 0.5));
  BOOST_TEST(theta[hs::x] == 0.5);
  BOOST_TEST(theta[hs::y] == 0.25, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(sentences) {
  const auto start = parameters(hs::x = 1.0, hs::v = std::vector{1.0, 2.0, 3.0});
  BOOST_TEST(said_of(start, bounds(hs::x, 2, 3)) ==
             "tapeless: minimize: parameter \"x\" is 1 at the start, which is not between its "
             "bounds 2 and 3; nothing is changed");
  BOOST_TEST(said_of(start, bounds(hs::v, 0, std::vector{1.0, 1.5, 4.0})) ==
             "tapeless: minimize: parameter \"v\" is 2 at [1] at the start, which is not between "
             "its bounds 0 and 1.5; nothing is changed");
  BOOST_TEST(said_of(start, bounds(hs::x, 2, -2)) ==
             "tapeless: bounds: the lower bound of \"x\" is 2, and its upper bound -2");
  BOOST_TEST(said_of(start, bounds(hs::v, std::vector{0, 0, 9}, 8)) ==
             "tapeless: bounds: the lower bound of \"v\" is 9, and its upper bound 8 at [2]");
  BOOST_TEST(said_of(start, bounds(hs::v, 0, std::vector{1.0, 2.0})) ==
             "tapeless: bounds: parameter \"v\" has 3 values, but 2 upper bounds");
  BOOST_TEST(said_of(start, bounds(hs::x, NAN, 2)) ==
             "tapeless: bounds: the lower bound of \"x\" is nan, and its upper bound 2");
}
