// The law of sums: however many terms there are, along whatever axes, few digits are lost.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <tapeless/tapeless.hpp>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto few = axis<"few", 3>;
constexpr auto x = input<"x">(n);
constexpr auto m = input<"m">(n, k);
constexpr auto c = input<"c">(n, few);
constexpr auto y = input<"y">(k);
constexpr auto z = input<"z">(n);
constexpr auto w = input<"w">(few);
constexpr auto s = input<"s">;

template <class T>
constexpr double promised = sizeof(T) == 4 ? 1e-6 : 1e-14;

template <class T>
void check(const char* what, T found, double terms, T term) {
  const long double right = static_cast<long double>(terms) * term;
  BOOST_TEST(std::abs(found - right) <= promised<T> * std::abs(right),
             what << ": " << found << " is not " << right);
}

// Numbers that are all the same lose the most: every rounding goes the same way.
template <class T>
void check_all(T term) {
  constexpr std::size_t size = 3'000'000;
  constexpr double total = size, half = size / 2, third = size / 3;
  const std::vector<T> terms(size, term), two(2, T(1));
  BOOST_TEST_CONTEXT(sizeof(T) << " bytes, " << term) {
    check("all", function(sum(x))(x = terms), total, term);
    check("mean", function(mean(x))(x = terms), 1, term);
    check("a product", function(sum(x * s))(x = terms, s = T(2)), 2 * total, term);
    check("columns", function(sum(m, n))(m = terms, n = size / 2, k = 2)[1], half, term);
    check("means of columns", function(mean(m, n))(m = terms, n = size / 2, k = 2)[1], 1, term);
    check("a row", function(sum(m, k))(m = terms, n = 1)[0], total, term);
    check("rows", function(sum(m, k))(m = terms, n = 2)[1], half, term);
    check("many short rows", function(sum(m))(m = terms, k = 2), total, term);
    check("few long rows", function(sum(m))(m = terms, n = 2), total, term);
    check("known columns", function(sum(c, n))(c = terms)[2], third, term);
    check("all of known columns", function(sum(c))(c = terms), total, term);
    check("sums of sums", function(sum(sum(c, few)))(c = terms), total, term);
    check("gradient by a scalar", gradient(sum(s * x), wrt(s))(s = T(1), x = terms)[s], total,
          term);
    check("gradient by columns",
          gradient(sum(y * m), wrt(y))(m = terms, y = two, n = size / 2)[y][1], half, term);
    check("gradient by rows", gradient(sum(z * m), wrt(z))(m = terms, z = two, n = 2)[z][1], half,
          term);
    check("gradient by known columns",
          gradient(sum(w * c), wrt(w))(c = terms, w = std::vector<T>(3, T(1)))[w][1], third, term);
    check("normal equations",
          gauss_newton(s * x - 0_c, wrt(s))(s = T(1), x = std::vector<T>(size, T(1))).matrix[0],
          total, T(1));
  }
}

template <class T>
constexpr T sum_at_compile_time(T term) {
  std::array<T, 5000> terms{};
  for (T& t : terms) t = term;
  return function(sum(x))(x = terms);
}

}  // namespace

BOOST_AUTO_TEST_CASE(in_float) {
  for (const float term : {1.0F, 0.1F, 0.7F, 1e-3F}) check_all(term);
}

BOOST_AUTO_TEST_CASE(in_double) {
  for (const double term : {0.1, 0.7}) check_all(term);
}

BOOST_AUTO_TEST_CASE(in_constant_evaluations) {
  constexpr float found = sum_at_compile_time(0.1F);
  check("constant", found, 5000, 0.1F);
}

// The same bits for any number of threads.
BOOST_AUTO_TEST_CASE(threads_change_nothing) {
  std::vector<float> terms(1'000'000);
  for (std::size_t i = 0; i < terms.size(); ++i) terms[i] = std::sin(static_cast<float>(i));
  const auto fit = gradient(sum(square(y * m)), wrt(y));
  const std::vector<float> at{0.3F, 0.7F};
  const auto one = fit(m = terms, y = at), three = fit(m = terms, y = at, threads(3));
  BOOST_TEST(one.value == three.value);
  BOOST_TEST(one[y] == three[y]);
}

// What is in range term by term is in range in all.
BOOST_AUTO_TEST_CASE(means_of_large_numbers) {
  for (const std::size_t size : {1U, 10U, 1000U, 8000U, 10'000U, 300'000U}) {
    const std::vector<float> large(size, 1e34F);
    BOOST_TEST(std::abs(function(mean(x))(x = large) - 1e34F) <= 1e28F, size);
    const std::vector<double> larger(size, 1e304);
    BOOST_TEST(std::abs(function(mean(x))(x = larger) - 1e304) <= 1e291, size);
  }
}

BOOST_AUTO_TEST_CASE(factors_that_keep_terms_in_range) {
  const std::vector<float> large(1000, 1e35F);
  BOOST_TEST(std::abs(function(sum(s * x))(s = 1e-30F, x = large) - 1e8F) <= 100);
  BOOST_TEST(std::abs(function(sum(x / s))(s = 1e30F, x = large) - 1e8F) <= 100);
  BOOST_TEST(std::abs(function(sum(1e-30_c * x))(x = large) - 1e8F) <= 100);
  const std::vector<float> data(1000, 1e20F);
  const float slope = gradient(sum(square(s * x)), wrt(s))(s = 1e-20F, x = data)[s];
  BOOST_TEST(std::abs(slope - 2e23F) <= 2e18F);
  const auto by_z = gradient(sum(s * (z * x)), wrt(z))(s = 1e-30F, z = data, x = large)[z];
  BOOST_TEST(std::abs(by_z[0] - 1e5F) <= 1);
}
