// What the tests of the optimizers share: the problems whose numbers are known, and all optimizers
// in a row.
#pragma once

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "examples/csv.hpp"
#include "tapeless/optimize.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

using namespace tapeless::literals;

// Whether a number is the one that was printed with ten digits.
inline bool ten_digits(double ours, double printed) {
  const double last = std::pow(10, std::floor(std::log10(std::abs(printed))) - 9);
  return std::abs(ours - printed) <= 1.001 * last;
}

template <class Call>
std::string sentence(Call call) {
  try {
    call();
  } catch (const error& e) {
    return e.what();
  }
  return "nothing was thrown";
}

// p^2 / 2 from 10: the value after each step.
inline constexpr auto p = input<"p">;
inline constexpr auto fit_parabola = gradient(0.5_c * square(p), wrt(p));

template <class Optimizer>
std::vector<double> parabola(Optimizer opt, int steps) {
  auto theta = parameters(p = 10.0);
  std::vector<double> path;
  for (int i = 0; i < steps; ++i) {
    opt.step(theta, fit_parabola(theta));
    path.push_back(theta[p]);
  }
  return path;
}

// A + B = 9, C - D = 1, A + C = 8, B - D = 2.
inline constexpr auto a = input<"A">;
inline constexpr auto b = input<"B">;
inline constexpr auto c = input<"C">;
inline constexpr auto d = input<"D">;
inline constexpr auto fit_puzzle =
    gradient(square(a + b - 9_c) + square(c - d - 1_c) + square(a + c - 8_c) + square(b - d - 2_c),
             wrt(a, b, c, d));

struct milestone {
  int step;
  std::array<double, 4> values;
};

// Solves the puzzle from 0.1, 0.2, 0.3, 0.4, and compares with what is known of some steps.
template <class Optimizer>
void check_puzzle(Optimizer opt, const std::vector<milestone>& milestones) {
  auto theta = parameters(a = 0.1, b = 0.2, c = 0.3, d = 0.4);
  int step = 0;
  for (const milestone& m : milestones) {
    for (; step < m.step; ++step) opt.step(theta, fit_puzzle(theta));
    const std::array<double, 4> ours{theta[a], theta[b], theta[c], theta[d]};
    for (std::size_t i = 0; i < ours.size(); ++i)
      BOOST_TEST(ten_digits(ours[i], m.values[i]), Optimizer::name << ", step " << step << ": "
                                                                   << ours[i] << " is not "
                                                                   << m.values[i]);
  }
}

// The line of examples/01_linear_regression.cpp, from the exact slope and -180.
inline constexpr auto n = axis<"n">;
inline constexpr auto height = input<"height">(n);
inline constexpr auto weight = input<"weight">(n);
inline constexpr auto slope = input<"slope">;
inline constexpr auto intercept = input<"intercept">;
inline constexpr auto fit_line =
    gradient(mean(square(slope * height + intercept - weight)), wrt(slope, intercept));

struct line {
  double loss, slope, intercept;  // the loss is the one before the step
};

template <class Optimizer>
std::vector<line> regression(Optimizer opt, int steps) {
  const std::string here = __FILE__;
  const std::string root = here.substr(0, here.rfind("tests"));
  const auto columns = csv::last_columns(root + "examples/data/height_weight.csv", 2);
  auto theta = parameters(slope = 6.041117388295454, intercept = -180.0);
  std::vector<line> path;
  for (int i = 0; i < steps; ++i) {
    const auto r = fit_line(theta, height = columns[0], weight = columns[1]);
    opt.step(theta, r);
    path.push_back({r.value, theta[slope], theta[intercept]});
  }
  return path;
}

inline void check_line(const line& ours, const line& known) {
  BOOST_TEST(ours.loss == known.loss, boost::test_tools::tolerance(1e-8));
  BOOST_TEST(ours.slope == known.slope, boost::test_tools::tolerance(1e-8));
  BOOST_TEST(ours.intercept == known.intercept, boost::test_tools::tolerance(1e-8));
}

// A result as a gradient returns it, of one input.
template <class T, class Input, class Gradient>
auto result_of(Input input, const Gradient& gradient) {
  gradients<T, hana::tuple<Input>, hana::tuple<Gradient>> r;
  r.value = 1;
  r[input] = gradient;
  return r;
}

// check(optimizer) for every arithmetic that there is.
void with_every_optimizer(const auto& check) {
  check(sgd{.learning_rate = 0.1});
  check(sgd{.learning_rate = 0.1, .momentum = 0.9});
  check(sgd{.learning_rate = 0.1, .momentum = 0.9, .nesterov = true});
  check(rmsprop{.learning_rate = 0.1});
  check(rmsprop{.learning_rate = 0.1, .momentum = 0.9});
  check(rmsprop{.learning_rate = 0.1, .centred = true, .epsilon_inside = true});
  check(rmsprop{.learning_rate = 0.1, .momentum = 0.9, .centred = true});
  check(adagrad{.learning_rate = 0.1});
  check(adadelta{.learning_rate = 1});
  check(adam{.learning_rate = 0.1});
  check(adamw{.learning_rate = 0.1});
  check(nadam{.learning_rate = 0.1});
}

}  // namespace tapeless::tests
