// NaN, infinities and zeros pass through every operation as they pass through std::.
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto t = input<"t">(n);
constexpr auto u = input<"u">(n);

template <class T>
std::vector<T> specials() {
  using limits = std::numeric_limits<T>;
  return {0,
          -T(0),
          1,
          -1,
          limits::infinity(),
          -limits::infinity(),
          limits::quiet_NaN(),
          limits::max(),
          limits::lowest(),
          limits::min(),
          -limits::min(),
          T(0.5),
          T(-0.5),
          2,
          -2,
          3,
          T(1e30),
          T(-1e30),
          T(700),
          T(-700)};
}

// Equal, or both NaN, or finite and next to each other.
template <class T>
bool same(T a, T b) {
  if (std::isnan(a) || std::isnan(b)) return std::isnan(a) && std::isnan(b);
  if (a == b) return a != 0 || std::signbit(a) == std::signbit(b);
  return std::isfinite(a) && std::isfinite(b) &&
         std::abs(a - b) <= 4 * std::numeric_limits<T>::epsilon() * std::abs(b) +
                                std::numeric_limits<T>::denorm_min();
}

template <class T>
void check_unary(const char* name, auto f, auto expected) {
  const std::vector<T> data = specials<T>();
  const std::vector<T> result = function(f)(t = data);
  for (std::size_t i = 0; i < data.size(); ++i)
    BOOST_TEST(same(result[i], T(expected(data[i]))),
               name << "(" << data[i] << ") is " << result[i] << ", not " << T(expected(data[i])));
}
template <class T>
void check_binary(const char* name, auto f, auto expected) {
  std::vector<T> left, right;
  for (const T a : specials<T>())
    for (const T b : specials<T>()) left.push_back(a), right.push_back(b);
  const std::vector<T> result = function(f)(t = left, u = right);
  for (std::size_t i = 0; i < left.size(); ++i)
    BOOST_TEST(same(result[i], T(expected(left[i], right[i]))),
               name << "(" << left[i] << ", " << right[i] << ") is " << result[i] << ", not "
                    << T(expected(left[i], right[i])));
}

template <class T>
void check_functions() {
  check_unary<T>("neg", -t, [](T a) { return -a; });
  check_unary<T>("square", square(t), [](T a) { return a * a; });
  check_unary<T>("sqrt", sqrt(t), [](T a) { return std::sqrt(a); });
  check_unary<T>("abs", abs(t), [](T a) { return std::abs(a); });
  check_unary<T>("exp", exp(t), [](T a) { return std::exp(a); });
  check_unary<T>("log", log(t), [](T a) { return std::log(a); });
  check_unary<T>("log1p", log1p(t), [](T a) { return std::log1p(a); });
  check_unary<T>("expm1", expm1(t), [](T a) { return std::expm1(a); });
  check_unary<T>("sin", sin(t), [](T a) { return std::sin(a); });
  check_unary<T>("cos", cos(t), [](T a) { return std::cos(a); });
  check_unary<T>("tan", tan(t), [](T a) { return std::tan(a); });
  check_unary<T>("tanh", tanh(t), [](T a) { return std::tanh(a); });
  check_unary<T>("asin", asin(t), [](T a) { return std::asin(a); });
  check_unary<T>("acos", acos(t), [](T a) { return std::acos(a); });
  check_unary<T>("atan", atan(t), [](T a) { return std::atan(a); });
}

template <class T>
void check_operators() {
  check_binary<T>("add", t + u, [](T a, T b) { return a + b; });
  check_binary<T>("sub", t - u, [](T a, T b) { return a - b; });
  check_binary<T>("mul", t * u, [](T a, T b) { return a * b; });
  check_binary<T>("div", t / u, [](T a, T b) { return a / b; });
  check_binary<T>("pow", pow(t, u), [](T a, T b) { return std::pow(a, b); });
  check_binary<T>("less", where(t < u, 1_c, 0_c), [](T a, T b) { return a < b; });
  check_binary<T>("less_equal", where(t <= u, 1_c, 0_c), [](T a, T b) { return a <= b; });
  check_binary<T>("greater", where(t > u, 1_c, 0_c), [](T a, T b) { return a > b; });
  check_binary<T>("equal", where(t == u, 1_c, 0_c), [](T a, T b) { return a == b; });
  check_binary<T>("not equal", where(t != u, 1_c, 0_c), [](T a, T b) { return a != b; });
  check_binary<T>("both", where(t < u && u > 0_c, 1_c, 0_c),
                  [](T a, T b) { return a < b && b > 0; });
  check_binary<T>("either", where(t < u || !(u > 0_c), 1_c, 0_c),
                  [](T a, T b) { return a < b || !(b > 0); });
}

}  // namespace

BOOST_AUTO_TEST_CASE(functions_in_double) { check_functions<double>(); }
BOOST_AUTO_TEST_CASE(functions_in_float) { check_functions<float>(); }
BOOST_AUTO_TEST_CASE(operators_in_double) { check_operators<double>(); }
BOOST_AUTO_TEST_CASE(operators_in_float) { check_operators<float>(); }
