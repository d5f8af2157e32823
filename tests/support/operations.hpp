// The functions of numbers, one row each: what a user calls, where, and what 60 digits say of the
// value and of its derivatives. Tests of every engine read it.
#pragma once

#include <boost/math/constants/constants.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/math/special_functions/polygamma.hpp>
#include <boost/multiprecision/cpp_bin_float.hpp>
#include <tapeless/tapeless.hpp>
#include <tuple>

namespace tapeless::tests {

using exact = boost::multiprecision::number<boost::multiprecision::cpp_bin_float<60>,
                                            boost::multiprecision::et_off>;

// Where a function is asked.
struct domain {
  double first, last;
};

template <class F, class Value, class Slope>
struct operation {
  const char* name;
  domain of;
  F f;
  Value value;
  Slope slope;
};
template <class F, class Value, class ByX, class ByY>
struct operation_of_two {
  const char* name;
  domain of_x, of_y;
  F f;
  Value value;
  ByX by_x;
  ByY by_y;
};

template <class F, class Value, class Slope>
operation(const char*, domain, F, Value, Slope) -> operation<F, Value, Slope>;
template <class F, class Value, class ByX, class ByY>
operation_of_two(const char*, domain, domain, F, Value, ByX, ByY)
    -> operation_of_two<F, Value, ByX, ByY>;

namespace exactly {

inline const exact pi = boost::math::constants::pi<exact>();
inline const exact ln_2 = log(exact(2)), ln_10 = log(exact(10));

inline exact bell(const exact& e) { return exp(-e * e); }
inline exact density(const exact& e) { return exp(-e * e / 2) / sqrt(2 * pi); }
inline exact sigma(const exact& e) { return 1 / (1 + exp(-e)); }
inline exact expm1(const exact& e) { return boost::multiprecision::expm1(e); }
inline exact log1p(const exact& e) { return boost::multiprecision::log1p(e); }
inline exact zero(const exact&) { return 0; }
inline exact sign(const exact& e) { return e < 0 ? -1 : 1; }

}  // namespace exactly

// (f in the first lambda of a row is what the user writes.)
template <class T>
auto operations() {
  using namespace exactly;
  constexpr bool wide = sizeof(T) == 8;
  constexpr double most = wide ? 1e300 : 1e37, root = wide ? 1e150 : 1e18,
                   cube_root = wide ? 1e100 : 1e12;
  constexpr double most_exp = wide ? 709 : 88, most_2 = wide ? 1020 : 126,
                   most_10 = wide ? 307 : 38;
  constexpr domain all{-most, most}, positive{0, most}, roots{-root, root},
      exponents{-most_exp, most_exp};
  return std::tuple{
      operation{"neg", all, [](auto x) { return -x; }, [](const exact& e) { return exact(-e); },
                []([[maybe_unused]] const exact& e) { return exact(-1); }},
      operation{"square", roots, [](auto x) { return square(x); },
                [](const exact& e) { return exact(e * e); },
                []([[maybe_unused]] const exact& e) { return exact(2 * e); }},
      operation{"cube", domain{-cube_root, cube_root}, [](auto x) { return cube(x); },
                [](const exact& e) { return exact(e * e * e); },
                []([[maybe_unused]] const exact& e) { return exact(3 * e * e); }},
      operation{"sqrt", positive, [](auto x) { return sqrt(x); },
                [](const exact& e) { return exact(sqrt(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 / (2 * sqrt(e))); }},
      operation{"cbrt", positive, [](auto x) { return cbrt(x); },
                [](const exact& e) { return exact(pow(e, exact(1) / 3)); },
                []([[maybe_unused]] const exact& e) { return exact(pow(e, -exact(2) / 3) / 3); }},
      operation{"abs", all, [](auto x) { return abs(x); },
                [](const exact& e) { return exact(abs(e)); },
                []([[maybe_unused]] const exact& e) { return exact(sign(e)); }},
      operation{"sign", all, [](auto x) { return x * sign(x); },
                [](const exact& e) { return exact(abs(e)); },
                []([[maybe_unused]] const exact& e) { return exact(sign(e)); }},
      operation{"relu", all, [](auto x) { return relu(x); },
                [](const exact& e) { return exact(e < 0 ? exact(0) : e); },
                []([[maybe_unused]] const exact& e) { return exact(e < 0 ? 0 : 1); }},
      operation{"exp", exponents, [](auto x) { return exp(x); },
                [](const exact& e) { return exact(exp(e)); },
                []([[maybe_unused]] const exact& e) { return exact(exp(e)); }},
      operation{"exp2", domain{-most_2, most_2}, [](auto x) { return exp2(x); },
                [](const exact& e) { return exact(pow(exact(2), e)); },
                []([[maybe_unused]] const exact& e) { return exact(pow(exact(2), e) * ln_2); }},
      operation{"exp10", domain{-most_10, most_10}, [](auto x) { return exp10(x); },
                [](const exact& e) { return exact(pow(exact(10), e)); },
                []([[maybe_unused]] const exact& e) { return exact(pow(exact(10), e) * ln_10); }},
      operation{"expm1", exponents, [](auto x) { return expm1(x); },
                [](const exact& e) { return exact(expm1(e)); },
                []([[maybe_unused]] const exact& e) { return exact(exp(e)); }},
      operation{"log", positive, [](auto x) { return log(x); },
                [](const exact& e) { return exact(log(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 / e); }},
      operation{"log2", positive, [](auto x) { return log2(x); },
                [](const exact& e) { return exact(log(e) / ln_2); },
                []([[maybe_unused]] const exact& e) { return exact(1 / (e * ln_2)); }},
      operation{"log10", positive, [](auto x) { return log10(x); },
                [](const exact& e) { return exact(log(e) / ln_10); },
                []([[maybe_unused]] const exact& e) { return exact(1 / (e * ln_10)); }},
      operation{"log1p", domain{-0.999999, most}, [](auto x) { return log1p(x); },
                [](const exact& e) { return exact(log1p(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 / (1 + e)); }},
      operation{"sin", domain{-1e5, 1e5}, [](auto x) { return sin(x); },
                [](const exact& e) { return exact(sin(e)); },
                []([[maybe_unused]] const exact& e) { return exact(cos(e)); }},
      operation{"cos", domain{-1e5, 1e5}, [](auto x) { return cos(x); },
                [](const exact& e) { return exact(cos(e)); },
                []([[maybe_unused]] const exact& e) { return exact(-sin(e)); }},
      operation{"tan", domain{-1e5, 1e5}, [](auto x) { return tan(x); },
                [](const exact& e) { return exact(tan(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 + pow(tan(e), 2)); }},
      operation{"asin", domain{-1, 1}, [](auto x) { return asin(x); },
                [](const exact& e) { return exact(asin(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 / sqrt((1 - e) * (1 + e))); }},
      operation{
          "acos", domain{-1, 1}, [](auto x) { return acos(x); },
          [](const exact& e) { return exact(acos(e)); },
          []([[maybe_unused]] const exact& e) { return exact(-1 / sqrt((1 - e) * (1 + e))); }},
      operation{"atan", roots, [](auto x) { return atan(x); },
                [](const exact& e) { return exact(atan(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 / (1 + e * e)); }},
      operation{"sinh", exponents, [](auto x) { return sinh(x); },
                [](const exact& e) { return exact((expm1(e) - expm1(-e)) / 2); },
                []([[maybe_unused]] const exact& e) { return exact(cosh(e)); }},
      operation{"cosh", exponents, [](auto x) { return cosh(x); },
                [](const exact& e) { return exact(cosh(e)); },
                []([[maybe_unused]] const exact& e) { return exact((expm1(e) - expm1(-e)) / 2); }},
      operation{"tanh", exponents, [](auto x) { return tanh(x); },
                [](const exact& e) { return exact(tanh(e)); },
                []([[maybe_unused]] const exact& e) { return exact(1 / pow(cosh(e), 2)); }},
      operation{"asinh", all, [](auto x) { return asinh(x); },
                [](const exact& e) {
                  return exact(sign(e) * log1p(abs(e) + e * e / (1 + sqrt(1 + e * e))));
                },
                []([[maybe_unused]] const exact& e) { return exact(1 / sqrt(1 + e * e)); }},
      operation{"acosh", domain{1, most}, [](auto x) { return acosh(x); },
                [](const exact& e) { return exact(log(e + sqrt((e - 1) * (e + 1)))); },
                []([[maybe_unused]] const exact& e) { return exact(1 / sqrt((e - 1) * (e + 1))); }},
      operation{"atanh", domain{-1, 1}, [](auto x) { return atanh(x); },
                [](const exact& e) { return exact(log1p(2 * e / (1 - e)) / 2); },
                []([[maybe_unused]] const exact& e) { return exact(1 / ((1 - e) * (1 + e))); }},
      operation{"erf", roots, [](auto x) { return erf(x); },
                [](const exact& e) { return exact(boost::math::erf(e)); },
                []([[maybe_unused]] const exact& e) { return exact(2 / sqrt(pi) * bell(e)); }},
      operation{"erfc", domain{-root, wide ? 26.5 : 9.2}, [](auto x) { return erfc(x); },
                [](const exact& e) { return exact(boost::math::erfc(e)); },
                []([[maybe_unused]] const exact& e) { return exact(-2 / sqrt(pi) * bell(e)); }},
      operation{"erfinv", domain{-1, 1}, [](auto x) { return erfinv(x); },
                [](const exact& e) { return exact(boost::math::erf_inv(e)); },
                []([[maybe_unused]] const exact& e) {
                  return exact(sqrt(pi) / 2 / bell(boost::math::erf_inv(e)));
                }},
      operation{"normal_cdf", domain{wide ? -37.5 : -13., root},
                [](auto x) { return normal_cdf(x); },
                [](const exact& e) { return exact(boost::math::erfc(-e / sqrt(exact(2))) / 2); },
                []([[maybe_unused]] const exact& e) { return exact(density(e)); }},
      operation{"normal_pdf", roots, [](auto x) { return normal_pdf(x); },
                [](const exact& e) { return exact(density(e)); },
                []([[maybe_unused]] const exact& e) { return exact(-e * density(e)); }},
      operation{"normal_logpdf", roots, [](auto x) { return normal_logpdf(x); },
                [](const exact& e) { return exact(-(e * e + log(2 * pi)) / 2); },
                []([[maybe_unused]] const exact& e) { return exact(-e); }},
      operation{"lgamma", positive, [](auto x) { return lgamma(x); },
                [](const exact& e) { return exact(boost::math::lgamma(e)); },
                []([[maybe_unused]] const exact& e) { return exact(boost::math::digamma(e)); }},
      operation{"tgamma", domain{0, wide ? 170. : 34.}, [](auto x) { return tgamma(x); },
                [](const exact& e) { return exact(boost::math::tgamma(e)); },
                []([[maybe_unused]] const exact& e) {
                  return exact(boost::math::tgamma(e) * boost::math::digamma(e));
                }},
      operation{
          "digamma", positive, [](auto x) { return digamma(x); },
          [](const exact& e) { return exact(boost::math::digamma(e)); },
          []([[maybe_unused]] const exact& e) { return exact(boost::math::polygamma(1, e)); }},
      operation{
          "log1mexp", domain{-most_exp, 0}, [](auto x) { return log1mexp(x); },
          [](const exact& e) { return exact(e < -1 ? log1p(-exp(e)) : exact(log(-expm1(e)))); },
          []([[maybe_unused]] const exact& e) { return exact(-1 / expm1(-e)); }},
      operation{"logit", domain{0, 1}, [](auto x) { return logit(x); },
                [](const exact& e) { return exact(log(e / (1 - e))); },
                []([[maybe_unused]] const exact& e) { return exact(1 / (e * (1 - e))); }},
      operation{"sigmoid", exponents, [](auto x) { return sigmoid(x); },
                [](const exact& e) { return exact(sigma(e)); },
                []([[maybe_unused]] const exact& e) {
                  return exact(exp(-abs(e)) / pow(1 + exp(-abs(e)), 2));
                }},
      operation{"softplus", exponents, [](auto x) { return softplus(x); },
                [](const exact& e) { return exact(log1p(exp(e))); },
                []([[maybe_unused]] const exact& e) { return exact(sigma(e)); }},
      operation{"softsign", all, [](auto x) { return softsign(x); },
                [](const exact& e) { return exact(e / (1 + abs(e))); },
                []([[maybe_unused]] const exact& e) { return exact(1 / pow(1 + abs(e), 2)); }},
      operation{"floor", domain{-1e6, 1e6}, [](auto x) { return floor(x); },
                [](const exact& e) { return exact(floor(e)); },
                []([[maybe_unused]] const exact& e) { return exact(0); }},
      operation{"ceil", domain{-1e6, 1e6}, [](auto x) { return ceil(x); },
                [](const exact& e) { return exact(ceil(e)); },
                []([[maybe_unused]] const exact& e) { return exact(0); }},
      operation{"round", domain{-1e6, 1e6}, [](auto x) { return round(x); },
                [](const exact& e) { return exact(sign(e) * floor(abs(e) + exact(0.5))); },
                []([[maybe_unused]] const exact& e) { return exact(0); }},
      operation{"trunc", domain{-1e6, 1e6}, [](auto x) { return trunc(x); },
                [](const exact& e) { return exact(trunc(e)); },
                []([[maybe_unused]] const exact& e) { return exact(0); }}};
}

template <class T>
auto operations_of_two() {
  using namespace exactly;
  constexpr bool wide = sizeof(T) == 8;
  constexpr double most = wide ? 1e300 : 1e37, root = wide ? 1e150 : 1e18;
  constexpr domain all{-most, most}, positive{0, most}, roots{-root, root};
  // (logaddexp near 0, and numbers far apart in it, have their operands' last digits.)
  return std::tuple{
      operation_of_two{
          "add", all, all, [](auto x, auto y) { return x + y; },
          [](const exact& a, const exact& b) { return exact(a + b); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) { return exact(1); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(1);
          }},
      operation_of_two{
          "sub", all, all, [](auto x, auto y) { return x - y; },
          [](const exact& a, const exact& b) { return exact(a - b); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) { return exact(1); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(-1);
          }},
      operation_of_two{
          "mul", roots, roots, [](auto x, auto y) { return x * y; },
          [](const exact& a, const exact& b) { return exact(a * b); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) { return exact(b); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(a);
          }},
      operation_of_two{"div", roots, roots, [](auto x, auto y) { return x / y; },
                       [](const exact& a, const exact& b) { return exact(a / b); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(1 / b);
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(-a / (b * b));
                       }},
      operation_of_two{"max", all, all, [](auto x, auto y) { return max(x, y); },
                       [](const exact& a, const exact& b) { return exact(a > b ? a : b); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a > b ? 1 : 0);
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a > b ? 0 : 1);
                       }},
      operation_of_two{"min", all, all, [](auto x, auto y) { return min(x, y); },
                       [](const exact& a, const exact& b) { return exact(a < b ? a : b); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a < b ? 1 : 0);
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a < b ? 0 : 1);
                       }},
      operation_of_two{"fmax", all, all, [](auto x, auto y) { return fmax(x, y); },
                       [](const exact& a, const exact& b) { return exact(a > b ? a : b); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a > b ? 1 : 0);
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a > b ? 0 : 1);
                       }},
      operation_of_two{"fmin", all, all, [](auto x, auto y) { return fmin(x, y); },
                       [](const exact& a, const exact& b) { return exact(a < b ? a : b); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a < b ? 1 : 0);
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a < b ? 0 : 1);
                       }},
      operation_of_two{
          "fdim", all, all, [](auto x, auto y) { return fdim(x, y); },
          [](const exact& a, const exact& b) { return exact(a > b ? exact(a - b) : exact(0)); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(a > b ? 1 : 0);
          },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(a > b ? -1 : 0);
          }},
      operation_of_two{"copysign", all, all, [](auto x, auto y) { return copysign(x, y); },
                       [](const exact& a, const exact& b) { return exact(sign(b) * abs(a)); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(sign(a) * sign(b));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(0);
                       }},
      operation_of_two{"pow", positive, domain{-3, 3}, [](auto x, auto y) { return pow(x, y); },
                       [](const exact& a, const exact& b) { return exact(pow(a, b)); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(b * pow(a, b - 1));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(pow(a, b) * log(a));
                       }},
      operation_of_two{"hypot", all, all, [](auto x, auto y) { return hypot(x, y); },
                       [](const exact& a, const exact& b) { return exact(sqrt(a * a + b * b)); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a / sqrt(a * a + b * b));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(b / sqrt(a * a + b * b));
                       }},
      operation_of_two{"atan2", roots, roots, [](auto x, auto y) { return atan2(x, y); },
                       [](const exact& a, const exact& b) { return exact(atan2(a, b)); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(b / (a * a + b * b));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(-a / (a * a + b * b));
                       }},
      operation_of_two{
          "fmod", domain{-1e5, 1e5}, domain{0.5, 100}, [](auto x, auto y) { return fmod(x, y); },
          [](const exact& a, const exact& b) { return exact(a - b * trunc(a / b)); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) { return exact(1); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(-trunc(a / b));
          }},
      operation_of_two{
          "remainder",
          domain{-1e5, 1e5}, domain{0.5, 100}, [](auto x, auto y) { return remainder(x, y); },
          [](const exact& a, const exact& b) { return exact(a - b * rint(a / b)); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) { return exact(1); },
          []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
            return exact(-rint(a / b));
          }},
      operation_of_two{"xlogy", roots, domain{1e-10, root},
                       [](auto x, auto y) { return xlogy(x, y); },
                       [](const exact& a, const exact& b) { return exact(a * log(b)); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(log(b));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(a / b);
                       }},
      operation_of_two{"logaddexp", domain{0, 8}, domain{0, 8},
                       [](auto x, auto y) { return logaddexp(x, y); },
                       [](const exact& a, const exact& b) { return exact(log(exp(a) + exp(b))); },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(sigma(a - b));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(sigma(b - a));
                       }},
      operation_of_two{"huber", roots, domain{0.001, 10},
                       [](auto x, auto y) { return huber(x, y); },
                       [](const exact& a, const exact& b) {
                         return exact(abs(a) <= b ? exact(a * a / 2) : exact(b * (abs(a) - b / 2)));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(abs(a) <= b ? a : exact(sign(a) * b));
                       },
                       []([[maybe_unused]] const exact& a, [[maybe_unused]] const exact& b) {
                         return exact(abs(a) <= b ? exact(0) : exact(abs(a) - b));
                       }}};
}

template <class Table, class Visit>
void each_of(const Table& table, const Visit& visit) {
  std::apply([&](const auto&... row) { (visit(row), ...); }, table);
}

}  // namespace tapeless::tests
