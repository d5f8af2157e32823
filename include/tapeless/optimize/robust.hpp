// Residuals that outliers do not pull as hard: a residual r becomes one whose square is a robust
// loss, rho(r). So levenberg_marquardt{}, which lowers the sum of squares, lowers the sum of rho,
// and any other method does with sum(square(...)).
//
//   minimize(huber_residual(model - y, 1.5_c), wrt(...), ..., levenberg_marquardt{})
//
// The losses are those of Ceres (http://ceres-solver.org/nnls_modeling.html), whose scale is c as
// well; with s = (r / c)^2:
//
//   huber    r^2 up to c, then 2 c |r| - c^2
//   soft_l1  2 c^2 (sqrt(1 + s) - 1)
//   cauchy   c^2 log(1 + s)
//   tukey    c^2 (1 - (1 - s)^3) / 3 up to c, then c^2 / 3: what is further away pulls no more
//
// Residuals and scales are formulas, active numbers, duals, or plain numbers.
#pragma once

#include <cmath>
#include <type_traits>

#include "tapeless/expr/functions.hpp"
#include "tapeless/tape/dual.hpp"
#include "tapeless/tape/functions.hpp"

namespace tapeless {

namespace optimizing {

template <class X>
concept plain_or_active = taped::number<X> || std::is_floating_point_v<std::remove_cvref_t<X>>;

// The number that an expression of numbers becomes.
template <class X>
struct finished_number {
  using type = X;
};
template <class T, int Count>
struct finished_number<unfinished<T, Count>> {
  using type = active<T>;
};
template <class T, int Count, int Terms>
struct finished_number<combination<T, Count, Terms>> {
  using type = dual<T, Count>;
};
template <class X>
using finished = typename finished_number<std::remove_cvref_t<X>>::type;

// log(1 + s) / s, as a series near 0.
template <class S>
S log1p_over(const S& s) {
  using std::log1p;
  if (s < 1e-5) return 1 - s / 2 + s * s / 3 - s * s * s / 4;
  return log1p(s) / s;
}

}  // namespace optimizing

template <expr::operand R, expr::operand C>
constexpr auto huber_residual(R r, C c) {
  using namespace literals;
  return where(abs(r) <= c, r, sign(r) * sqrt(c * max(2_c * abs(r) - c, c)));
}
template <optimizing::plain_or_active R, class C>
optimizing::finished<R> huber_residual(const R& given, const C& scale) {
  using std::abs, std::sqrt;
  const optimizing::finished<R> r = given, c = scale;
  if (abs(r) <= c) return r;
  const optimizing::finished<R> length = sqrt(c * (2 * abs(r) - c));
  return r < 0 ? optimizing::finished<R>(-length) : length;
}

template <expr::operand R, expr::operand C>
constexpr auto soft_l1_residual(R r, C c) {
  using namespace literals;
  return r * sqrt(2_c / (1_c + sqrt(1_c + square(r / c))));
}
template <optimizing::plain_or_active R, class C>
optimizing::finished<R> soft_l1_residual(const R& given, const C& scale) {
  using std::sqrt;
  const optimizing::finished<R> r = given, c = scale, s = (r / c) * (r / c);
  return r * sqrt(2 / (1 + sqrt(1 + s)));
}

template <expr::operand R, expr::operand C>
constexpr auto cauchy_residual(R r, C c) {
  using namespace literals;
  constexpr auto s = square(r / c);
  constexpr auto far = max(s, 1e-5_c);
  return r * sqrt(where(s < 1e-5_c, 1_c - s / 2_c + square(s) / 3_c - s * square(s) / 4_c,
                        log1p(far) / far));
}
template <optimizing::plain_or_active R, class C>
optimizing::finished<R> cauchy_residual(const R& given, const C& scale) {
  using std::sqrt;
  const optimizing::finished<R> r = given, c = scale, s = (r / c) * (r / c);
  return r * sqrt(optimizing::log1p_over(s));
}

template <expr::operand R, expr::operand C>
constexpr auto tukey_residual(R r, C c) {
  using namespace literals;
  constexpr auto s = square(r / c);
  return where(abs(r) <= c, r * sqrt(1_c - s + square(s) / 3_c), sign(r) * c * sqrt(1_c / 3_c));
}
template <optimizing::plain_or_active R, class C>
optimizing::finished<R> tukey_residual(const R& given, const C& scale) {
  using std::abs, std::sqrt;
  const optimizing::finished<R> r = given, c = scale, s = (r / c) * (r / c);
  if (abs(r) <= c) return r * sqrt(1 - s + s * s / 3);
  return (r < 0 ? -1 : 1) * c * std::sqrt(1.0 / 3);
}

}  // namespace tapeless
