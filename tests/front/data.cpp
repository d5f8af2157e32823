// Data of other kinds than one range of numbers.
#include "tapeless/tapeless.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <deque>
#include <forward_list>
#include <list>
#include <valarray>
#include <vector>
#if !defined(__clang__) || __clang_major__ > 15  // (clang 14 does not compile the ranges of g++ 12)
#include <ranges>
#endif

#include "../support/sentence.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::sentence;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto two = axis<"two", 2>;
constexpr auto three = axis<"three", 3>;
constexpr auto v = input<"v">(n);
constexpr auto u = input<"u">(three);
constexpr auto X = input<"X">(n, m);
constexpr auto fixed = input<"fixed">(two, three);

constexpr auto weighed = function(sum((10_c * n + m + 1_c) * X));
constexpr auto expected = 1. * 1 + 2 * 2 + 3 * 3 + 11 * 4 + 12 * 5 + 13 * 6;

// As std::mdspan shows itself.
template <class T, std::size_t Rank>
struct span_of_axes {
  using element_type = T;
  using reference = T&;
  static constexpr std::size_t rank() { return Rank; }
  static constexpr bool is_always_strided() { return true; }
  constexpr std::size_t extent(std::size_t d) const { return extents[d]; }
  constexpr std::size_t stride(std::size_t d) const { return strides[d]; }
  constexpr T* data_handle() const { return first; }

  T* first;
  std::array<std::size_t, Rank> extents, strides;
};

constexpr double array_2_3[2][3] = {{1, 2, 3}, {4, 5, 6}};
constexpr double columns[] = {1, 4, 2, 5, 3, 6};
constexpr span_of_axes<const double, 2> transposed{columns, {2, 3}, {1, 2}};

static_assert(weighed(X = array_2_3) == expected);
static_assert(weighed(X = transposed) == expected);
static_assert(function(sum(fixed * (10_c * two + three + 1_c)))(fixed = array_2_3) == expected);
static_assert([] {
  double numbers[] = {1, 2, 3, 4, 5, 6};
  const span_of_axes<double, 1> every_second{numbers, {3}, {2}};
  (void)function(u * 2_c)(u = every_second, out = every_second);
  return std::to_array(numbers) == std::array{2., 2., 6., 4., 10., 6.};
}());

}  // namespace

BOOST_AUTO_TEST_CASE(ranges_in_ranges) {
  BOOST_TEST(weighed(X = array_2_3) == expected);
  BOOST_TEST((weighed(X = std::vector<std::array<double, 3>>{{1, 2, 3}, {4, 5, 6}}) == expected));
  BOOST_TEST(
      (weighed(X = std::array<std::array<double, 3>, 2>{{{1, 2, 3}, {4, 5, 6}}}) == expected));
  BOOST_TEST((weighed(X = std::vector<std::vector<double>>{{1, 2, 3}, {4, 5, 6}}) == expected));
  BOOST_TEST((weighed(X = std::vector<std::vector<double>>(2)) == 0));
  const double cube[2][1][3] = {{{1, 2, 3}}, {{4, 5, 6}}};
  constexpr auto one = axis<"one">;
  constexpr auto C = input<"C">(n, one, m);
  BOOST_TEST(function(sum((10_c * n + m + 1_c) * C))(C = cube) == expected);
}

BOOST_AUTO_TEST_CASE(spans_of_axes) {
  BOOST_TEST(weighed(X = transposed) == expected);
  double numbers[12] = {};
  const span_of_axes<double, 2> inside{numbers + 1, {2, 3}, {5, 1}};
  const auto r = gradient(sum(X * X), wrt(X))(X = transposed, out(X) = inside);
  BOOST_TEST(r[X] == std::vector<double>({2, 4, 6, 8, 10, 12}));
  BOOST_TEST(std::to_array(numbers) ==
             (std::array<double, 12>{0, 2, 4, 6, 0, 0, 8, 10, 12, 0, 0, 0}));
}

BOOST_AUTO_TEST_CASE(results_in_arrays_of_arrays) {
  double into[2][3] = {};
  (void)gradient(sum(X * X), wrt(X))(X = array_2_3, out(X) = into);
  BOOST_TEST(into[1][0] == 8);
  BOOST_TEST(into[1][2] == 12);
}

BOOST_AUTO_TEST_CASE(sentences) {
  BOOST_TEST(sentence([] {
               weighed(X = std::vector<std::vector<double>>{{1, 2}, {3}});
             }) == "tapeless: the data for \"X\" has 1 values in row 1, but 2 in row 0");
  BOOST_TEST(sentence([] { weighed(X = array_2_3, n = 3); }) ==
             "tapeless: input \"X\" has 2 along axis \"n\", which is 3 (as given in the call)");
  BOOST_TEST(sentence([] { function(sum(v))(v = array_2_3); }) ==
             "tapeless: input \"v\" has 1 axis, but its data is 2 x 3");
  BOOST_TEST(sentence([] {
               function(sum(fixed))(fixed = std::vector<std::array<double, 3>>(4));
             }) == "tapeless: input \"fixed\" has 4 along axis \"two\", which is 2 (as declared)");
}

BOOST_AUTO_TEST_CASE(large_results_are_not_on_the_stack) {
  constexpr auto i = axis<"i", 1000>;
  constexpr auto j = axis<"j", 1100>;
  constexpr auto W = input<"W">(i, j);
  const std::vector<double> w(1100000, 1.5);
  const auto r = gradient(sum(square(W)), wrt(W))(W = w);
  static_assert(std::is_same_v<std::remove_cvref_t<decltype(r[W])>, std::vector<double>>);
  BOOST_TEST(r[W].size() == w.size());
  BOOST_TEST(r[W].back() == 3);
}

BOOST_AUTO_TEST_CASE(numbers_in_braces) {
  BOOST_TEST(weighed(X = {{1.0, 2.0, 3.0}, {4.0, 5.0, 6.0}}) == expected);
  BOOST_TEST(function(sum(square(v)))(v = {3.0, 4.0}) == 25);
  BOOST_TEST(function(sum(square(v)))(v = {3.0f, 4.0f}) == 25.0f);
  const auto kept = (v = {3.0, 4.0});
  BOOST_TEST(function(sum(square(v)))(kept) == 25);
  BOOST_TEST(sentence([] {
               weighed(X = {{1.0, 2.0}, {3.0}});
             }) == "tapeless: the data for \"X\" has 1 values in row 1, but 2 in row 0");
}

BOOST_AUTO_TEST_CASE(ranges_that_do_not_lie_in_a_row_are_copied) {
  const auto check = [](const auto& data) {
    const auto r = gradient(sum(v * square(v)), wrt(v))(v = data);
    BOOST_TEST(r.value == 1 + 8 + 27);
    BOOST_TEST((r[v] == std::vector<double>{3, 12, 27}));
  };
  check(std::list<double>{1, 2, 3});
  check(std::forward_list<double>{1, 2, 3});
  check(std::deque<double>{1, 2, 3});
  check(std::valarray<double>{1, 2, 3});
#if !defined(__clang__) || __clang_major__ > 15
  const std::vector<double> half{0.5, 1, 1.5};
  check(half | std::views::transform([](double z) { return 2 * z; }));
#endif
  BOOST_TEST(sentence([] {
               function(sum(u))(u = std::list<double>{1, 2});
             }) == "tapeless: input \"u\" has 2 values, but axis \"three\" is 3 (as declared)");
}

BOOST_AUTO_TEST_CASE(whole_numbers_become_numbers) {
  constexpr auto f = gradient(sum(square(v)), wrt(v));
  const auto r = f(v = std::vector<int>{1, 2, 3});
  BOOST_TEST(r.value == 14);
  BOOST_TEST((r[v] == std::vector<double>{2, 4, 6}));
  BOOST_TEST(f(v = std::list<unsigned char>{1, 2, 3}).value == 14);
  static_assert(function(sum(square(u)))(u = std::array{1, 2, 3}) == 14);

  constexpr auto a = input<"a">;
  const auto beside_floats = function(sum(a * v))(a = std::vector{0.5f}[0], v = std::vector{2, 4});
  static_assert(std::is_same_v<decltype(beside_floats), const float>);
  BOOST_TEST(beside_floats == 3.0f);
}

// NAN and INFINITY are floats.
BOOST_AUTO_TEST_CASE(a_float_among_doubles_is_a_double) {
  constexpr auto a = input<"a">;
  constexpr auto b = input<"b">;
  const std::vector<double> data{1, 2};
  BOOST_TEST(std::isnan(function(sum(a * v))(a = NAN, v = data)));
  BOOST_TEST(function(sum(a * v))(a = -INFINITY, v = data) == -INFINITY);
  static_assert(function(a * b)(a = 0.5f, b = 3.0) == 1.5);
  static_assert(std::is_same_v<decltype(function(a * b)(a = 0.5f, b = 3.0)), double>);
}

BOOST_AUTO_TEST_CASE(active_numbers_in_a_list) {
  tape<double> t;
  const auto x = t.inputs(std::vector{1.0, 2.0, 3.0});
  const std::list<active<double>> list(x.begin(), x.end());
  const active<double> y = function(sum(v * square(v)))(v = list);
  BOOST_TEST(y.value() == 36);
  BOOST_TEST((t.gradient(y) == std::vector<double>{3, 12, 27}));
}
