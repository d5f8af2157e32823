// Problems with constraints: Hock & Schittkowski, Test Examples for Nonlinear Programming Codes,
// 1981. Their optima are rational, but for 28, 48 to 53 (sums of squares), which are as well.
#pragma once

#include <cmath>
#include <limits>
#include <vector>

#include "tapeless/optimize.hpp"
#include "tapeless/tapeless.hpp"

namespace tapeless::tests {

namespace constrained {

using namespace tapeless::literals;

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr auto three = axis<"three", 3>;
inline constexpr auto four = axis<"four", 4>;
inline constexpr auto five = axis<"five", 5>;
inline constexpr auto six = axis<"six", 6>;
inline constexpr auto s = input<"s">;
inline constexpr auto q = input<"q">;
inline constexpr auto u = input<"u">(three);
inline constexpr auto v = input<"v">(four);
inline constexpr auto w = input<"w">(five);
inline constexpr auto z = input<"z">(six);

}  // namespace constrained

// check(number, loss, start, least value, parameters there, limits...) for each problem.
void with_every_constrained_problem(const auto& check) {
  using namespace constrained;
  using all = std::vector<double>;

  // (The book starts at (-1, -1), outside the bounds.)
  check(21, square(s) / 100_c + square(q) - 100_c, parameters(s = 2.0, q = -1.0), -99.96, all{2, 0},
        at_most_0(10_c - 10_c * s + q), bounds(s, 2, 50), bounds(q, -50, 50));
  const double root_3 = std::sqrt(3.0);
  constexpr auto root_3_c = 1.7320508075688772_c;
  check(24, (square(s - 3_c) - 9_c) * q * square(q) / (27_c * root_3_c),
        parameters(s = 1.0, q = 0.5), -1, all{3, root_3}, at_most_0(q - s / root_3_c),
        at_most_0(-s - root_3_c * q), at_most_0(s + root_3_c * q - 6_c), bounds(s, 0, infinity),
        bounds(q, 0, infinity));
  const auto u0 = u(0_c);
  const auto u1 = u(1_c);
  const auto u2 = u(2_c);
  check(35,
        9_c - 8_c * u0 - 6_c * u1 - 4_c * u2 + 2_c * square(u0) + 2_c * square(u1) + square(u2) +
            2_c * u0 * u1 + 2_c * u0 * u2,
        parameters(u = all{0.5, 0.5, 0.5}), 1.0 / 9, all{4.0 / 3, 7.0 / 9, 4.0 / 9},
        at_most_0(u0 + u1 + 2_c * u2 - 3_c), bounds(u, 0, infinity));
  check(36, -product(u), parameters(u = all{10, 10, 10}), -3300, all{20, 11, 15},
        at_most_0(u0 + 2_c * u1 + 2_c * u2 - 72_c), bounds(u, 0, all{20, 11, 42}));
  check(37, -product(u), parameters(u = all{10, 10, 10}), -3456, all{24, 12, 12},
        at_most_0(u0 + 2_c * u1 + 2_c * u2 - 72_c), at_most_0(-u0 - 2_c * u1 - 2_c * u2),
        bounds(u, 0, 42));
  const auto v0 = v(0_c);
  const auto v1 = v(1_c);
  const auto v2 = v(2_c);
  const auto v3 = v(3_c);
  check(44, v0 - v1 - v2 - v0 * v2 + v0 * v3 + v1 * v2 - v1 * v3, parameters(v = all{0, 0, 0, 0}),
        -15, all{0, 3, 0, 4}, at_most_0(v0 + 2_c * v1 - 8_c), at_most_0(4_c * v0 + v1 - 12_c),
        at_most_0(3_c * v0 + 4_c * v1 - 12_c), at_most_0(2_c * v2 + v3 - 8_c),
        at_most_0(v2 + 2_c * v3 - 8_c), at_most_0(v2 + v3 - 5_c), bounds(v, 0, infinity));
  check(76,
        square(v0) + 0.5_c * square(v1) + square(v2) + 0.5_c * square(v3) - v0 * v2 + v2 * v3 - v0 -
            3_c * v1 + v2 - v3,
        parameters(v = all{0.5, 0.5, 0.5, 0.5}), -103.0 / 22, all{3.0 / 11, 23.0 / 11, 0, 6.0 / 11},
        at_most_0(v0 + 2_c * v1 + v2 + v3 - 5_c), at_most_0(3_c * v0 + v1 + 2_c * v2 - v3 - 4_c),
        at_most_0(1.5_c - v1 - 4_c * v2), bounds(v, 0, infinity));
  const auto w0 = w(0_c);
  const auto w1 = w(1_c);
  const auto w2 = w(2_c);
  const auto w3 = w(3_c);
  const auto w4 = w(4_c);
  const auto fourth = [](auto x) { return square(square(x)); };
  check(49, square(w0 - w1) + square(w2 - 1_c) + fourth(w3 - 1_c) + square(cube(w4 - 1_c)),
        parameters(w = all{10, 7, 2, -3, 0.8}), 0, all{1, 1, 1, 1, 1},
        equal_to_0(w0 + w1 + w2 + 4_c * w3 - 7_c), equal_to_0(w2 + 5_c * w4 - 6_c));
  check(50, square(w0 - w1) + square(w1 - w2) + fourth(w2 - w3) + square(w3 - w4),
        parameters(w = all{35, -31, 11, 5, -5}), 0, all{1, 1, 1, 1, 1},
        equal_to_0(w0 + 2_c * w1 + 3_c * w2 - 6_c), equal_to_0(w1 + 2_c * w2 + 3_c * w3 - 6_c),
        equal_to_0(w2 + 2_c * w3 + 3_c * w4 - 6_c));
}

// The sums of squares among them: check(number, residuals, ...).
void with_every_constrained_fit(const auto& check) {
  using namespace constrained;
  using all = std::vector<double>;
  constexpr auto r2 = axis<"r2", 2>;
  constexpr auto r3 = axis<"r3", 3>;
  constexpr auto r4 = axis<"r4", 4>;

  const auto u0 = u(0_c);
  const auto u1 = u(1_c);
  const auto u2 = u(2_c);
  check(28, where(r2 == 0_c, u0 + u1, u1 + u2), parameters(u = all{-4, 1, 1}), 0,
        all{0.5, -0.5, 0.5}, equal_to_0(u0 + 2_c * u1 + 3_c * u2 - 1_c));
  const auto w0 = w(0_c);
  const auto w1 = w(1_c);
  const auto w2 = w(2_c);
  const auto w3 = w(3_c);
  const auto w4 = w(4_c);
  check(48, where(r3 == 0_c, w0 - 1_c, where(r3 == 1_c, w1 - w2, w3 - w4)),
        parameters(w = all{3, 5, -3, 2, -2}), 0, all{1, 1, 1, 1, 1}, equal_to_0(sum(w) - 5_c),
        equal_to_0(w2 - 2_c * (w3 + w4) + 3_c));
  check(51,
        where(r4 == 0_c, w0 - w1,
              where(r4 == 1_c, w1 + w2 - 2_c, where(r4 == 2_c, w3 - 1_c, w4 - 1_c))),
        parameters(w = all{2.5, 0.5, 2, -1, 0.5}), 0, all{1, 1, 1, 1, 1},
        equal_to_0(w0 + 3_c * w1 - 4_c), equal_to_0(w2 + w3 - 2_c * w4), equal_to_0(w1 - w4));
  check(52,
        where(r4 == 0_c, 4_c * w0 - w1,
              where(r4 == 1_c, w1 + w2 - 2_c, where(r4 == 2_c, w3 - 1_c, w4 - 1_c))),
        parameters(w = all{2, 2, 2, 2, 2}), 1859.0 / 349,
        all{-33.0 / 349, 11.0 / 349, 180.0 / 349, -158.0 / 349, 11.0 / 349},
        equal_to_0(w0 + 3_c * w1), equal_to_0(w2 + w3 - 2_c * w4), equal_to_0(w1 - w4));
  check(53,
        where(r4 == 0_c, w0 - w1,
              where(r4 == 1_c, w1 + w2 - 2_c, where(r4 == 2_c, w3 - 1_c, w4 - 1_c))),
        parameters(w = all{2, 2, 2, 2, 2}), 176.0 / 43,
        all{-33.0 / 43, 11.0 / 43, 27.0 / 43, -5.0 / 43, 11.0 / 43}, equal_to_0(w0 + 3_c * w1),
        equal_to_0(w2 + w3 - 2_c * w4), equal_to_0(w1 - w4), bounds(w, -10, 10));
}

}  // namespace tapeless::tests
