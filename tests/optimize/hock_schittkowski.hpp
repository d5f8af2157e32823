// Problems with bounds: Hock & Schittkowski, Test Examples for Nonlinear Programming Codes, 1981
// (up to 119), and Schittkowski, More Test Examples, 1987. Where they print fewer digits, the
// minimum is computed with 40 digits.
#pragma once

#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <type_traits>
#include <vector>

#include "tapeless/optimize.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

using namespace tapeless::literals;

namespace hs {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr auto i = axis<"i">;
inline constexpr auto x = input<"x">;
inline constexpr auto y = input<"y">;
inline constexpr auto z = input<"z">;
inline constexpr auto w = input<"w">;
inline constexpr auto v = input<"v">(i);

inline constexpr auto rosenbrock = 100_c * square(y - square(x)) + square(1_c - x);

}  // namespace hs

// check(number, loss, start, least value, parameters there, bounds...) for each problem.
void with_every_bounded_problem(const auto& check) {
  using namespace hs;
  const auto at = [](double first, double second) { return parameters(x = first, y = second); };
  const double pi = std::numbers::pi;

  check(1, rosenbrock, at(-2, 1), 0, at(1, 1), bounds(y, -1.5, infinity));

  // (The book starts outside the bounds, at (-2, 1), whence other methods come to another minimum.)
  const double root = std::sqrt(598.0 / 1200);
  const double best = 2 * root * std::cos(std::acos(1 / (400 * root * root * root)) / 3);
  check(2, rosenbrock, at(2, 1.5), 0.050426187900, at(best, 1.5), bounds(y, 1.5, infinity));

  check(3, y + 1e-5_c * square(y - x), at(10, 1), 0, at(0, 0), bounds(y, 0, infinity));
  check(4, (x + 1_c) * square(x + 1_c) / 3_c + y, at(1.125, 0.125), 8.0 / 3, at(1, 0),
        bounds(x, 1, infinity), bounds(y, 0, infinity));
  check(5, sin(x + y) + square(x - y) - 1.5_c * x + 2.5_c * y + 1_c, at(0, 0),
        -std::sqrt(3.0) / 2 - pi / 3, at(0.5 - pi / 3, -0.5 - pi / 3), bounds(x, -1.5, 4),
        bounds(y, -3, 3));

  const auto colville = [](const auto& l, const auto& m, const auto& r, const auto& s) {
    return 100 * square(m - l * l) + square(1 - l) + 90 * square(s - r * r) + square(1 - r) +
           10.1 * (square(m - 1) + square(s - 1)) + 19.8 * (m - 1) * (s - 1);
  };
  const auto ones = parameters(x = 1.0, y = 1.0, z = 1.0, w = 1.0);
  check(38, colville, parameters(x = -3.0, y = -1.0, z = -3.0, w = -1.0), 0, ones,
        bounds(x, -10, 10), bounds(y, -10, 10), bounds(z, -10, 10), bounds(w, -10, 10));
  check(257, colville, parameters(x = 0.0, y = 0.0, z = 0.0, w = 0.0), 0, ones,
        bounds(x, 0, infinity), bounds(y, 0, infinity), bounds(z, 0, infinity),
        bounds(w, 0, infinity));

  const std::vector<double> up_to_5{1, 2, 3, 4, 5};
  check(45, 2_c - product(v) / 120_c, parameters(v = std::vector{1.0, 2.0, 2.0, 2.0, 2.0}), 1,
        parameters(v = up_to_5), bounds(v, 0, up_to_5));

  check(110, sum(square(log(v - 2_c)) + square(log(10_c - v))) - pow(product(v), 0.2_c),
        parameters(v = std::vector(10, 9.0)), -45.778469707446269,
        parameters(v = std::vector(10, 9.3502658330693852)), bounds(v, 2.001, 9.999));

  check(229, rosenbrock, at(-1.2, 1), 0, at(1, 1), bounds(x, -2, 2), bounds(y, -2, 2));

  const auto gulf = [](const auto& l, const auto& m, const auto& r) {
    std::remove_cvref_t<decltype(l)> all = 0;
    for (int k = 1; k <= 99; ++k) {
      const double u = 25 + std::pow(-50 * std::log(0.01 * k), 2.0 / 3);
      all += square(exp(-pow(u - m, r) / l) - 0.01 * k);
    }
    return all;
  };
  check(25, gulf, parameters(x = 100.0, y = 12.5, z = 3.0), 0,
        parameters(x = 50.0, y = 25.0, z = 1.5), bounds(x, 0.1, 100), bounds(y, 0, 25.6),
        bounds(z, 0, 5));

  const auto jennrich_sampson = [](const auto& l, const auto& m) {
    std::remove_cvref_t<decltype(l)> all = 0;
    for (int k = 1; k <= 10; ++k) all += square(2 + 2 * k - exp(k * l) - exp(k * m));
    return all;
  };
  check(307, jennrich_sampson, at(0.2, 0.1), 124.36218235561485,
        at(0.25782521367037, 0.25782521367037), bounds(x, 0, 0.26), bounds(y, 0, 0.26));

  check(328,
        0.1_c * (12_c + square(x) + (1_c + square(y)) / square(x) +
                 (square(x * y) + 100_c) / square(square(x * y))),
        at(1, 1), 1.7441520055877387, at(1.7434520869414165, 2.0296947100006876), bounds(x, 1, 3),
        bounds(y, 1, 3));
}

}  // namespace tapeless::tests
