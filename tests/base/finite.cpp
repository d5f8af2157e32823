// Numbers whose bits are read. This file is compiled once more with -ffast-math (base.finite_fast):
// there too every answer must be right, so no answer is compared with the standard library's.
#include "tapeless/base/finite.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <limits>

using namespace tapeless::base;

namespace {

enum class kind { finite, infinite, nan };

template <class T>
constexpr kind kind_of(T x) {
  if (is_finite(x)) return is_inf(x) || is_nan(x) ? throw x : kind::finite;
  if (is_inf(x)) return is_nan(x) ? throw x : kind::infinite;
  return is_nan(x) ? kind::nan : throw x;
}

template <class T>
using limits = std::numeric_limits<T>;
template <class T>
constexpr std::array finite{T(0),
                            -T(0),
                            T(1.5),
                            -T(3e30),
                            limits<T>::max(),
                            limits<T>::lowest(),
                            limits<T>::min(),
                            -limits<T>::min(),
                            limits<T>::denorm_min(),
                            -limits<T>::denorm_min()};
template <class T>
constexpr std::array infinite{limits<T>::infinity(), -limits<T>::infinity()};
template <class T>
constexpr std::array not_a_number{limits<T>::quiet_NaN(), -limits<T>::quiet_NaN(),
                                  limits<T>::signaling_NaN()};

template <class T>
constexpr bool all_are(kind k, const T& numbers) {
  for (const auto x : numbers)
    if (kind_of(x) != k) return false;
  return true;
}

// The same again where the compiler does not know the numbers.
template <class T>
T hidden(T numbers) {
  asm volatile("" : : "r"(&numbers) : "memory");
  return numbers;
}

template <class T>
void check() {
  static_assert(all_are(kind::finite, finite<T>));
  static_assert(all_are(kind::infinite, infinite<T>));
  static_assert(all_are(kind::nan, not_a_number<T>));
  BOOST_TEST(all_are(kind::finite, hidden(finite<T>)));
  BOOST_TEST(all_are(kind::infinite, hidden(infinite<T>)));
  BOOST_TEST(all_are(kind::nan, hidden(not_a_number<T>)));
}

// Each is less than the next; both zeros are one.
template <class T>
void check_rank() {
  const std::array rising{-limits<T>::infinity(),
                          limits<T>::lowest(),
                          T(-1),
                          -limits<T>::min(),
                          -limits<T>::denorm_min(),
                          T(0),
                          limits<T>::denorm_min(),
                          T(1),
                          T(3),
                          limits<T>::max(),
                          limits<T>::infinity()};
  for (std::size_t i = 1; i < rising.size(); ++i) BOOST_TEST(rank(rising[i - 1]) < rank(rising[i]));
  BOOST_TEST(rank(-T(0)) == rank(T(0)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(ranks) { check_rank<float>(), check_rank<double>(); }

BOOST_AUTO_TEST_CASE(single_precision) { check<float>(); }

BOOST_AUTO_TEST_CASE(double_precision) { check<double>(); }

BOOST_AUTO_TEST_CASE(what_arithmetic_makes) {
  const auto [zero, nothing, large] = hidden(std::array{0.0, 0.0, 1e308});
  BOOST_TEST(is_nan(zero / nothing));
  BOOST_TEST(is_inf(large * 10));
  BOOST_TEST(is_inf(-1 / zero));
  BOOST_TEST(is_finite(zero * large));
}
