// Sums, inner products and lengths of long ranges, and of very large and very small numbers.
#include "tapeless/tape/long_sum.hpp"

#include <numeric>

#include "support/taped.hpp"

using namespace tapeless;

namespace {

template <class T>
void check_long(std::size_t size, T each, long double tolerance) {
  const std::vector<active<T>> x(size, each);
  const long double wanted = static_cast<long double>(each) * static_cast<long double>(size);
  const T total = sum(x).value(), product = dot(x, x).value(), length = norm(x).value();
  BOOST_TEST(tests::near(total, wanted, tolerance, wanted));
  BOOST_TEST(tests::near(product, wanted * each, tolerance, wanted * each));
  BOOST_TEST(tests::near(length, std::sqrt(wanted * each), tolerance));
}

template <class T>
void check_length(T scale) {
  tape<T> t;
  const auto x = t.inputs(std::vector<T>{3 * scale, 0, -4 * scale});
  const active<T> length = norm(x);
  const long double tolerance = 4 * std::numeric_limits<T>::epsilon();
  BOOST_TEST(tests::near(length.value() / scale, 5, tolerance), "by " << scale);
  const std::vector<T> g = t.gradient(length);
  BOOST_TEST(tests::near(g[0], 0.6L, tolerance), "by " << scale);
  BOOST_TEST(g[1] == 0);
  BOOST_TEST(tests::near(g[2], -0.8L, tolerance), "by " << scale);
}

}  // namespace

BOOST_AUTO_TEST_CASE(long_ranges) {
  check_long<float>(30'000'000, 0.1F, 1e-6L);
  check_long<float>(20'000'001, 1, 1e-6L);
  check_long<double>(3'000'000, 0.1, 1e-14L);
}

BOOST_AUTO_TEST_CASE(all_lengths_of_ranges) {
  std::vector<active<double>> x;
  for (std::size_t n = 0; n < 700; ++n) {
    BOOST_TEST(sum(x).value() == static_cast<double>(n * (n + 1) / 2));
    x.push_back(static_cast<double>(n + 1));
  }
}

BOOST_AUTO_TEST_CASE(large_and_small_lengths) {
  for (const float scale : {1.F, 1e19F, 5e37F, 1e-19F, 1e-24F, 1e-37F}) check_length(scale);
  for (const double scale : {1., 1e155, 2e307, 1e-155, 1e-200, 1e-307}) check_length(scale);
}

BOOST_AUTO_TEST_CASE(lengths_of_what_is_no_length) {
  const double inf = std::numeric_limits<double>::infinity();
  BOOST_TEST(norm(std::vector<active<double>>{1, -inf}).value() == inf);
  BOOST_TEST(isnan(norm(std::vector<active<double>>{1, inf - inf})));
  BOOST_TEST(norm(std::vector<active<double>>{}).value() == 0);
  tape<double> t;
  const auto x = t.inputs(std::vector{0.0, 0.0});
  BOOST_TEST(t.gradient(norm(x)) == (std::vector{0.0, 0.0}));
}

BOOST_AUTO_TEST_CASE(second_derivatives_of_large_lengths) {
  tape<double> outer;
  const auto a = outer.inputs(std::vector{3e200, 4e200});
  tape<active<double>> inner;
  const auto g = inner.gradient(active<active<double>>(norm(inner.inputs(a))));
  const std::vector<double> h = outer.gradient(g[0]);  // (1 - 0.6^2) / 5e200, -0.6 0.8 / 5e200
  BOOST_TEST(tests::near(h[0] * 5e200, 0.64L, 1e-14L));
  BOOST_TEST(tests::near(h[1] * 5e200, -0.48L, 1e-14L));
}
