// Compiled with -ffast-math, which promises the compiler that there are neither NaNs nor
// infinities. There are: what docs/numerics.md says of them must hold all the same. Nothing here
// asks the compiler itself, whose answer would be that there are none.
#include "tapeless/tapeless.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <utility>
#include <vector>

#include "tapeless/base/finite.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using base::is_nan;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto t = input<"t">(n);
constexpr auto u = input<"u">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto s = input<"s">;
constexpr auto r = input<"r">;

template <class T>
T nan() {
  if constexpr (sizeof(T) == 8) return std::bit_cast<T>(std::uint64_t{0x7ff8} << 48);
  else return std::bit_cast<T>(std::uint32_t{0x7fc0} << 16);
}
template <class T>
T infinity() {
  return std::bit_cast<T>(base::bits_of_infinity<T>);
}

// 40 numbers with one NaN, at each place in turn.
template <class T>
void with_one_nan(const auto& use) {
  for (std::size_t at = 0; at < 40; ++at) {
    std::vector<T> numbers(40, T(-2));
    numbers[at] = nan<T>();
    use(numbers, at);
  }
}

template <class T>
bool is_nan_only_at(const std::vector<T>& numbers, std::size_t place) {
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (is_nan(numbers[i]) != (i == place)) return false;
  return true;
}

template <class T>
void check_reductions() {
  with_one_nan<T>([](const std::vector<T>& data, std::size_t) {
    BOOST_TEST(is_nan(function(max(t))(t = data)));
    BOOST_TEST(is_nan(function(min(t))(t = data)));
    BOOST_TEST(is_nan(function(sum(t))(t = data)));
    BOOST_TEST(is_nan(function(logsumexp(t))(t = data)));
  });
}

// In many chunks, whose results are combined in wider numbers.
template <class T>
void check_long_reductions() {
  for (const std::size_t at : {0U, 77'777U, 99'999U}) {
    std::vector<T> data(100'000, T(-2));
    data[at] = nan<T>();
    BOOST_TEST(is_nan(function(max(t))(t = data)));
    BOOST_TEST(is_nan(function(min(t))(t = data)));
    BOOST_TEST(is_nan(function(sum(t))(t = data)));
  }
}

template <class T>
void check_choices() {
  const std::vector<T> ones(40, T(1));
  with_one_nan<T>([&](const std::vector<T>& data, std::size_t at) {
    BOOST_TEST(is_nan_only_at(function(max(t, u))(t = data, u = ones), at));
    BOOST_TEST(is_nan_only_at(function(max(u, t))(t = data, u = ones), at));
    BOOST_TEST(is_nan_only_at(function(min(t, u))(t = data, u = ones), at));
    BOOST_TEST(is_nan_only_at(function(min(u, t))(t = data, u = ones), at));
    BOOST_TEST(is_nan_only_at(function(relu(t))(t = data), at));
    BOOST_TEST(is_nan_only_at(function(sign(t))(t = data), at));
  });
}

// Every comparison with a NaN is false, but for !=.
template <class T>
void check_comparisons() {
  const std::vector<T> ones(40, T(1));
  const auto taken = [&](auto condition, const std::vector<T>& data, std::size_t at) {
    return function(where(condition, 1_c, 0_c) * u)(t = data, u = ones)[at] == 1;
  };
  with_one_nan<T>([&](const std::vector<T>& data, std::size_t at) {
    BOOST_TEST(!taken(t < u, data, at));
    BOOST_TEST(!taken(t <= u, data, at));
    BOOST_TEST(!taken(t > u, data, at));
    BOOST_TEST(!taken(t >= u, data, at));
    BOOST_TEST(!taken(t == u, data, at));
    BOOST_TEST(!taken(t == t, data, at));
    BOOST_TEST(taken(t != u, data, at));
    BOOST_TEST(taken(t != t, data, at));
    BOOST_TEST(taken(t == t, data, (at + 1) % 40));
  });
}

template <class T>
void check_scalars() {
  const T none = nan<T>();
  BOOST_TEST(is_nan(function(max(s, r))(s = none, r = T(1))));
  BOOST_TEST(is_nan(function(max(s, r))(s = T(1), r = none)));
  BOOST_TEST(is_nan(function(min(s, r))(s = none, r = T(1))));
  BOOST_TEST(is_nan(function(min(s, r))(s = T(1), r = none)));
  BOOST_TEST(is_nan(function(relu(s))(s = none)));
  BOOST_TEST(function(where(s == s, 1_c, 2_c) * r)(s = none, r = T(1)) == 2);
}

template <class T>
void check_infinities() {
  const T inf = infinity<T>();
  BOOST_TEST(base::is_inf(function(logsumexp(t))(t = std::vector{T(1), inf, T(2)})));
  BOOST_TEST(base::is_inf(function(logsumexp(t))(t = std::vector{-inf, -inf})));
  BOOST_TEST(function(logsumexp(t))(t = std::vector{T(0), -inf}) == 0);
  BOOST_TEST(function(max(t))(t = std::vector{-inf, T(1)}) == 1);
  BOOST_TEST(base::is_inf(function(max(t))(t = std::vector<T>())));
  const T large = T(0.75) * std::numeric_limits<T>::max();
  BOOST_TEST(function(mean(t))(t = std::vector{large, large}) == large);
}

}  // namespace

BOOST_AUTO_TEST_CASE(reductions) { check_reductions<float>(), check_reductions<double>(); }

BOOST_AUTO_TEST_CASE(long_reductions) {
  check_long_reductions<float>(), check_long_reductions<double>();
}

BOOST_AUTO_TEST_CASE(choices) { check_choices<float>(), check_choices<double>(); }

BOOST_AUTO_TEST_CASE(comparisons) { check_comparisons<float>(), check_comparisons<double>(); }

BOOST_AUTO_TEST_CASE(scalars) { check_scalars<float>(), check_scalars<double>(); }

BOOST_AUTO_TEST_CASE(infinities) { check_infinities<float>(), check_infinities<double>(); }

// What is not taken does not matter: 0 times infinity is never formed.
BOOST_AUTO_TEST_CASE(derivatives_of_what_is_not_taken) {
  const auto g = gradient(sum(where(t > 0_c, sqrt(t), 0_c)), wrt(t))(t = std::vector{0., -1., 4.});
  BOOST_TEST((g[t] == std::vector{0., 0., 0.25}));
  const auto h = gradient(sum(max(log(t), -100_c)), wrt(t))(t = std::vector{0., 1.});
  BOOST_TEST((h[t] == std::vector{0., 1.}));
}

BOOST_AUTO_TEST_CASE(rows_of_a_matrix) {
  std::vector<double> data(30, 1.0);
  data[7] = nan<double>();
  const auto greatest = function(max(m, k))(m = data);
  BOOST_TEST(is_nan_only_at(greatest, 2));
  const auto least = function(min(m, n))(m = data);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(is_nan(least[i]) == (i == 1));
}
