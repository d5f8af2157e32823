#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>
#include <vector>

#include "tapeless/tapeless.hpp"

#include "support/trial.hpp"

// Sums of products in the kernel for contractions: values, gradients and Jacobians as without it.

namespace tt = tapeless::tests;
using namespace tapeless::names;
using tapeless::tests::ptrdiff_t;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto k = axis<"k">;
constexpr auto l = axis<"l">;
constexpr auto a = input<"a">(i, k);
constexpr auto b = input<"b">(k, j);
constexpr auto a_turned = input<"a">(k, i);
constexpr auto b_turned = input<"b">(j, k);
constexpr auto c = input<"c">(j, l);
constexpr auto bias = input<"bias">(j);
constexpr auto weight = input<"weight">(k);
constexpr auto scale = input<"scale">;
constexpr auto product = sum(a * b, k);

// Whether the compiled formula has so many of them.
template <class Fit>
int contractions(Fit) {
  return Fit::program::plan.contractions.size;
}

template <class T, class Fit>
void check(Fit, const tt::extents_by_name& given) {
  tt::trial<Fit, T>(given, tt::interval{}).check_threads();
}
template <class Fit>
void check_sizes(Fit fit) {
  for (const auto& [m, n, o] : std::initializer_list<std::array<ptrdiff_t, 3>>{
           {0, 3, 2}, {3, 0, 2}, {3, 2, 0}, {1, 1, 1}, {2, 3, 1}, {7, 9, 17}, {30, 20, 25}}) {
    check<double>(fit, {{"i", m}, {"j", n}, {"k", o}, {"l", 4}});
    check<float>(fit, {{"i", m}, {"j", n}, {"k", o}, {"l", 4}});
  }
}

}  // namespace

// Any axes of a product may have one step, also the one that is innermost in what is kept of it:
// here n, in whose lanes it is read.
BOOST_AUTO_TEST_CASE(axes_of_one_step) {
  constexpr auto n = axis<"n">;
  constexpr auto r = axis<"r", 4>;
  constexpr auto s = axis<"s", 3>;
  constexpr auto d = axis<"d", 4>;
  constexpr auto p = axis<"p", 2>;
  constexpr auto w = axis<"w", 2>;
  constexpr auto x = input<"x">(n, r, s, k);
  constexpr auto kernel = input<"kernel">(k, d);
  constexpr auto start = input<"start">(d);
  constexpr auto pooled = max(at(sum(x * kernel, k) + start, r = 2_c * p + w), w);
  constexpr auto fit = gradient(sum(square(pooled)), wrt(start));
  for (const ptrdiff_t of_n : {1, 2, 3})
    for (const ptrdiff_t of_k : {1, 8}) {
      const tt::extents_by_name given{{"n", of_n}, {"k", of_k}, {"r", 4}, {"s", 3},
                                      {"d", 4},    {"p", 2},    {"w", 2}};
      check<double>(fit, given);
      check<float>(fit, given);
    }
}

BOOST_AUTO_TEST_CASE(every_layout) {
  constexpr auto of = [](auto x, auto y) {
    return gradient(sum(square(sum(x * y, k))), wrt(x, y));
  };
  check_sizes(of(a, b));
  check_sizes(of(a_turned, b));
  check_sizes(of(a, b_turned));
  check_sizes(of(a_turned, b_turned));
  BOOST_TEST(contractions(of(a, b)) == 3);
}

BOOST_AUTO_TEST_CASE(as_a_function) {
  check_sizes(function(product));
  check_sizes(function(-2_c * product));
  check<double>(function(mean(a * b, k)), {{"i", 30}, {"j", 20}, {"k", 25}});
  check_sizes(function(product + bias));
  BOOST_TEST(contractions(function(product)) == 1);
}

BOOST_AUTO_TEST_CASE(in_a_chain) {
  constexpr auto hidden = tanh(product + bias);
  constexpr auto fit = gradient(sum(square(sum(hidden * c, j))), wrt(a, b, c, bias));
  check_sizes(fit);
  BOOST_TEST(contractions(fit) == 6);
}

// More factors than two, signs and numbers.
BOOST_AUTO_TEST_CASE(other_factors) {
  check_sizes(gradient(sum(sin(sum(weight * a * b, k))), wrt(a, b, weight)));
  check_sizes(gradient(sum(sin(sum(-a * scale * exp(b), k))), wrt(a, b, scale)));
  check_sizes(gradient(sum(sin(scale * sum(a * b, k) / 3_c)), wrt(a, b, scale)));
  check_sizes(gradient(sum(exp(-product) * product), wrt(a, b)));
}

BOOST_AUTO_TEST_CASE(of_itself) {
  constexpr auto i2 = twin<"i2">(i);
  constexpr auto gram = sum(a * a(i2, k), k);
  check_sizes(gradient(sum(square(gram)), wrt(a)));
}

BOOST_AUTO_TEST_CASE(in_batches) {
  constexpr auto x = input<"x">(l, i, k);
  constexpr auto y = input<"y">(l, k, j);
  check_sizes(gradient(sum(square(sum(x * y, k))), wrt(x, y)));
  check_sizes(gradient(sum(square(sum(x * b, k))), wrt(x, b)));
}

BOOST_AUTO_TEST_CASE(several_reduced_axes) {
  constexpr auto x = input<"x">(i, k, l);
  constexpr auto y = input<"y">(l, k, j);
  check_sizes(gradient(sum(square(sum(x * y, k, l))), wrt(x, y)));
}

// Nothing that is much larger than the data is kept for one.
BOOST_AUTO_TEST_CASE(what_stays_in_loops) {
  constexpr auto d = axis<"d", 3>;
  constexpr auto p = input<"p">(i, d);
  constexpr auto q = input<"q">(j, d);
  constexpr auto u = input<"u">(i);
  constexpr auto v = input<"v">(k);
  BOOST_TEST(contractions(gradient(sum(exp(sum(p * q, d))), wrt(p))) == 0);
  BOOST_TEST(contractions(function(sum(exp(u * v) * b, k))) == 0);
  constexpr auto small = axis<"small", 10>;
  constexpr auto other = axis<"other", 10>;
  constexpr auto x = input<"x">(i, small);
  constexpr auto w = input<"w">(small, other);
  BOOST_TEST(contractions(gradient(sum(exp(sum(x * w, small))), wrt(w))) == 0);
}

BOOST_AUTO_TEST_CASE(a_convolution) {
  constexpr auto y = axis<"y">(extent(i) - 2_c);
  constexpr auto x = axis<"x">(extent(j) - 1_c);
  constexpr auto dy = axis<"dy", 3>;
  constexpr auto dx = axis<"dx", 2>;
  constexpr auto channel = axis<"channel", 3>;
  constexpr auto filter = axis<"filter", 40>;
  constexpr auto image = input<"image">(i, j, channel);
  constexpr auto filters = input<"filters">(dy, dx, channel, filter);
  constexpr auto forward = sum(image(y + dy, x + dx, channel) * filters, dy, dx, channel);
  BOOST_TEST(contractions(function(forward)) == 1);
  check<double>(function(forward), {{"i", 9}, {"j", 12}});
  check<float>(function(forward), {{"i", 3}, {"j", 2}});
  check<double>(gradient(sum(square(forward)), wrt(image, filters)), {{"i", 5}, {"j", 4}});
}

// By its image, a convolution's gradient is one as well: of what flows back, with a margin of
// zeros.
template <class T, class Image, class Filters, class Weights>
void check_convolution(Image image, Filters filters, Weights weights, auto forward,
                       const tt::extents_by_name& given) {
  const auto fit = gradient(sum(weights * sin(forward)), wrt(image, filters));
  static_assert(decltype(fit)::program::plan.contractions.size == 3);
  tt::trial<std::remove_const_t<decltype(fit)>, T>(given, tt::interval{}).check_threads();
}
BOOST_AUTO_TEST_CASE(convolutions_by_their_image) {
  constexpr auto y = axis<"y">(extent(i) - 2_c);
  constexpr auto x = axis<"x">(extent(j) - 1_c);
  constexpr auto dy = axis<"dy", 3>;
  constexpr auto dx = axis<"dx", 2>;
  constexpr auto channel = axis<"channel", 5>;
  constexpr auto filter = axis<"filter", 9>;
  constexpr auto image = input<"image">(i, j, channel);
  constexpr auto images = input<"image">(l, i, j, channel);
  constexpr auto filters = input<"filters">(dy, dx, channel, filter);
  constexpr auto weights = input<"weights">(y, x, filter);
  constexpr auto one = sum(image(y + dy, x + dx, channel) * filters, dy, dx, channel);
  constexpr auto turned = sum(image(y + 2_c - dy, x + dx, channel) * filters, dy, dx, channel);
  constexpr auto all = sum(images(l, y + dy, x + dx, channel) * filters, dy, dx, channel);
  check_convolution<double>(image, filters, weights, one, {{"i", 7}, {"j", 6}});
  check_convolution<float>(image, filters, weights, one, {{"i", 3}, {"j", 2}});
  check_convolution<double>(image, filters, weights, turned, {{"i", 5}, {"j", 4}});
  check_convolution<double>(images, filters, weights, all, {{"i", 5}, {"j", 4}, {"l", 3}});
}

// All known to the compiler: no table is made.
template <int Rows, int Terms, int Columns>
void check_fixed() {
  constexpr auto r = axis<"r", Rows>;
  constexpr auto s = axis<"s", Terms>;
  constexpr auto t = axis<"t", Columns>;
  constexpr auto x = input<"x">(r, s);
  constexpr auto y = input<"y">(s, t);
  constexpr auto y_turned = input<"y">(t, s);
  constexpr auto fit = gradient(sum(square(sum(x * y, s))), wrt(x, y));
  constexpr auto turned = gradient(sum(square(sum(x * y_turned, s))), wrt(x, y_turned));
  BOOST_TEST(contractions(fit) == 3);
  check<double>(fit, {});
  check<float>(fit, {});
  check<double>(turned, {});
  check<float>(turned, {});
}
BOOST_AUTO_TEST_CASE(fixed_extents) {
  check_fixed<33, 29, 37>();
  check_fixed<8, 8, 8>();
  check_fixed<5, 40, 17>();
}

// A value that is computed before it is known at run time.
BOOST_AUTO_TEST_CASE(constant_evaluation) {
  constexpr auto r = axis<"r", 9>;
  constexpr auto s = axis<"s", 8>;
  constexpr auto t = axis<"t", 10>;
  constexpr auto x = input<"x">(r, s);
  constexpr auto y = input<"y">(s, t);
  constexpr auto fit = gradient(sum(square(sum(x * y, s))), wrt(x));
  BOOST_TEST(contractions(fit) == 2);
  static constexpr std::array<double, 72> xs{1, 2, 3};
  static constexpr std::array<double, 80> ys{4, 5, 6};
  constexpr double value = fit(x = xs, y = ys).value;
  BOOST_TEST(value == fit(x = xs, y = ys).value);
}

// Weights as whole numbers of 8 bits and a scale.
BOOST_AUTO_TEST_CASE(scaled_whole_numbers) {
  constexpr auto q = input<"q", whole>(k, j);
  constexpr auto fit = gradient(sum(square(sum(a * (scale * q), k))), wrt(a));
  constexpr auto as_numbers = gradient(sum(square(sum(a * (scale * b), k))), wrt(a));
  static_assert(decltype(fit)::program::plan.contractions.size == 2);
  std::vector<std::int8_t> whole_numbers(40 * 30);
  for (std::size_t x = 0; x < whole_numbers.size(); ++x)
    whole_numbers[x] = static_cast<std::int8_t>(x * 37 % 256);
  const std::vector<double> numbers(whole_numbers.begin(), whole_numbers.end()), rows(20 * 40, 0.5);
  const auto r = fit(a = rows, q = whole_numbers, scale = 0.25, j = 30);
  const auto expected = as_numbers(a = rows, b = numbers, scale = 0.25, j = 30);
  BOOST_TEST(std::fabs(r.value - expected.value) <= 1e-12 * std::fabs(expected.value));
  for (std::size_t x = 0; x < rows.size(); ++x)
    BOOST_TEST(std::fabs(r[a][x] - expected[a][x]) <= 1e-9 * (1 + std::fabs(expected[a][x])));
}

// What flows back through where() and roots is 0 where a factor of it is, also beside infinity
// (docs/numerics.md).
BOOST_AUTO_TEST_CASE(masked) {
  constexpr auto mask = input<"mask">(i, j);
  constexpr auto fit = gradient(sum(where(mask > 0.5_c, sin(product), 1_c)), wrt(a, b));
  BOOST_TEST(contractions(fit) == 3);
  check_sizes(fit);
  constexpr auto root = gradient(sum(sqrt(2_c + sin(product))), wrt(a, b));
  BOOST_TEST(contractions(root) == 3);
  check_sizes(root);
}

template <class X, class Y, class Over, class... Extents>
void check_zeros(X x, Y y, Over over, std::size_t size, Extents... extents) {
  // Row 1 of x is 0: all roots in it have infinite slopes.
  std::vector<double> xs(size * size, 1), ys(size * size, 1);
  for (std::size_t column = 0; column < size; ++column) xs[size + column] = 0;
  ys[3 * size + 2] = 0;
  const auto r = gradient(sum(sqrt(sum(x * y, over))), wrt(x, y))(x = xs, y = ys, extents...);
  const double others = static_cast<double>(size - 1), slope = 0.5 / std::sqrt(others + 1),
               slope_of_column_2 = 0.5 / std::sqrt(others);
  for (std::size_t row = 0; row < size; ++row)
    for (std::size_t column = 0; column < size; ++column) {
      const double by_x = slope * others + (column == 3 ? 0 : slope_of_column_2),
                   by_y = others * (column == 2 ? slope_of_column_2 : slope);
      BOOST_TEST(std::fabs(r[y][row * size + column] - by_y) < 1e-12 * by_y);
      if (row == 1)
        BOOST_TEST(r[x][row * size + column] == std::numeric_limits<double>::infinity());
      else BOOST_TEST(std::fabs(r[x][row * size + column] - by_x) < 1e-12 * by_x);
    }
}
BOOST_AUTO_TEST_CASE(zeros_beside_infinity) {
  check_zeros(a, b, k, 9, i = 9);
  check_zeros(a, b, k, 70, i = 70);
  constexpr auto r = axis<"r", 9>;
  constexpr auto s = axis<"s", 9>;
  constexpr auto t = axis<"t", 9>;
  check_zeros(input<"x">(r, s), input<"y">(s, t), s, 9);
}
