// The gamma function's logarithm and its derivatives, one number at a time.
#pragma once

#include <algorithm>
#include <cmath>
#include <concepts>
#include <limits>

namespace tapeless::base {

// log |Gamma(x)|. (std::lgamma writes the sign into a variable that all threads share.)
template <std::floating_point T>
inline T lgamma(T x) {
  [[maybe_unused]] int sign = 0;
#if defined(__GLIBC__) && defined(__USE_MISC)
  if constexpr (sizeof(T) == sizeof(float)) return ::lgammaf_r(x, &sign);
  else if constexpr (sizeof(T) == sizeof(double)) return ::lgamma_r(x, &sign);
  else return ::lgammal_r(x, &sign);
#else
  return std::lgamma(x);
#endif
}

namespace gamma {

inline constexpr long double pi = 3.14159265358979323846L;

constexpr bool is_pole(double x) { return x <= 0 && x == __builtin_floor(x); }

// B_2k / (2 k)!, from k = 1 on: the coefficients of Euler's and Maclaurin's formula.
inline constexpr long double euler_maclaurin[] = {
    0.0833333333333333333L,   -0.00138888888888888889L,  0.0000330687830687830688L,
    -8.2671957671957672e-7L,  2.0876756987868099e-8L,    -5.28419013868749318e-10L,
    1.33825365306846788e-11L, -3.38968029632258287e-13L, 8.58606205627784456e-15L,
    -2.17486869855806187e-16L};

// The sum of 1 / (x + k)^s over k = 0, 1, ..., for x > 0 and whole s >= 2: Hurwitz' zeta function
// (Abramowitz and Stegun, "Handbook of mathematical functions", 23.2). The first terms one by one,
// the others by Euler and Maclaurin.
inline double zeta(int s, long double x) {
  long double sum = 0;
  for (; x < 12 + s; ++x) sum += std::pow(x, -s);
  long double tail = 1.L / (s - 1) + 1 / (2 * x);
  long double factor = s / x / x;
  for (int k = 0; k < 10; ++k) {
    tail += euler_maclaurin[k] * factor;
    factor *= (s + 2 * k + 1) / x * ((s + 2 * k + 2) / x);
  }
  return static_cast<double>(sum + tail * std::pow(x, 1 - s));
}

// Around its zero, by Taylor's series: elsewhere its terms would cancel.
inline constexpr double zero = 1.4616321449683622, rest_of_zero = 9.549995429965697715e-17;
inline double digamma_around_zero(double x) {
  constexpr double coefficients[] = {
      0.96767224544762117,     -0.442763168983592106,   0.258499760955651011,
      -0.163942705442406528,   0.107824050691262366,    -0.0721995612564547109,
      0.0488042881641431072,   -0.0331611264748473593,  0.0225976482322181047,
      -0.0154247659049489591,  0.0105387916166121754,   -0.00720453438635686824,
      0.00492678139572985345,  -0.00336980165543932808, 0.00230512632673492784,
      -0.00157693677143019726, 0.00107882520191629658,  -0.00073807093899600513,
      0.000504953265834602035};
  const double d = x - zero - rest_of_zero;
  double z = 0;
  for (int k = 18; k >= 0; --k) z = z * d + coefficients[k];
  return z * d;
}

// log x - 1 / (2 x) - sum of B_2k / (2 k x^2k) (Abramowitz and Stegun, 6.3.18), after steps of
// digamma(x) = digamma(x + 1) - 1 / x. (In long double, because the parts cancel.)
inline double digamma_of_positive(long double x) {
  constexpr long double coefficients[] = {1.L / 12,  1.L / 120,     1.L / 252, 1.L / 240,
                                          1.L / 132, 691.L / 32760, 1.L / 12};
  long double sum = 0;
  for (; x < 16; ++x) sum += 1 / x;
  const long double w = 1 / (x * x);
  long double series = 0;
  for (int k = 6; k >= 0; --k) series = w * (coefficients[k] - series);
  return static_cast<double>(std::log(x) - 1 / (2 * x) - series - sum);
}

// cot(pi x)
inline long double cotangent(long double x) { return 1 / std::tan(pi * (x - std::round(x))); }

inline double digamma(double x) {
  if (is_pole(x)) return std::numeric_limits<double>::quiet_NaN();
  if (x < 0)
    return digamma(1 - x) - static_cast<double>(pi * cotangent(static_cast<long double>(x)));
  if (std::abs(x - zero) < 0.2) return digamma_around_zero(x);
  return digamma_of_positive(static_cast<long double>(x));
}

// The derivative of order n of pi cot(pi x), as a polynomial in c = cot(pi x): each is the one
// before, derived by c, times -pi (1 + c^2). (Its terms have one sign.)
inline double cotangent_derivative(int n, double x) {
  constexpr int most = 64;  // its coefficients are beyond all numbers from about there on
  if (n > most) return std::numeric_limits<double>::quiet_NaN();
  long double of[most + 3]{0, pi};  // by power of c
  for (int k = 1; k <= n; ++k) {
    long double next[most + 3]{};
    for (int power = 1; power <= k; ++power) {
      next[power - 1] -= pi * power * of[power];
      next[power + 1] -= pi * power * of[power];
    }
    std::copy_n(next, most + 3, of);
  }
  const long double c = cotangent(static_cast<long double>(x));
  long double z = 0;
  for (int power = n + 1; power >= 0; --power) z = z * c + of[power];
  return static_cast<double>(z);
}

// n! (-1)^(n + 1) zeta(n + 1, x); below 0 by reflection (Abramowitz and Stegun, 6.4.7).
inline double polygamma(int n, double x) {
  if (n == 0) return digamma(x);
  if (x == std::numeric_limits<double>::infinity()) return 0;
  if (n < 0 || is_pole(x) || x != x) return std::numeric_limits<double>::quiet_NaN();
  const bool odd = n % 2 == 1;
  if (x < 0) return (odd ? -1 : 1) * polygamma(n, 1 - x) - cotangent_derivative(n, x);
  const double size = std::tgamma(n + 1.) * zeta(n + 1, static_cast<long double>(x));
  return odd ? size : -size;
}

}  // namespace gamma

// The derivative of lgamma: Gamma'(x) / Gamma(x). NaN at 0, -1, -2, ...
template <std::floating_point T>
inline T digamma(T x) {
  return static_cast<T>(gamma::digamma(static_cast<double>(x)));
}

// Its derivative of order n, a whole number: the derivative of order n + 1 of lgamma. Of negative x
// it is NaN where n is above 64.
template <std::floating_point T>
inline T polygamma(T n, T x) {
  return static_cast<T>(gamma::polygamma(static_cast<int>(n), static_cast<double>(x)));
}

}  // namespace tapeless::base
