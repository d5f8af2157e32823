#include <boost/test/unit_test.hpp>

#include "tapeless/tapeless.hpp"

#include "support/grid.hpp"
#include "support/trial.hpp"

// Whatever an input is read at: emitted code, slow evaluation and finite differences agree, on the
// value, the gradient and the Jacobian.

namespace tt = tapeless::tests;
using namespace tapeless::names;
using tapeless::tests::ptrdiff_t;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">(extent(n) - 1_c);
constexpr auto p = axis<"p">(extent(n) - 2_c);
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto w = input<"w">(k);
constexpr auto y = input<"y">(m);

// At every size that tells, but those at which something is read outside.
template <class T, class Fit>
void check_one(Fit, const tt::extents_by_name& given) {
  tt::trial<Fit, T>(given, tt::interval{}).check_threads();
}
template <class T, class Fit>
void check_sizes(Fit fit, ptrdiff_t least) {
  for (const ptrdiff_t size : tt::telling_sizes<T>())
    if (size >= least) check_one<T>(fit, {{"n", size}});
  for (const ptrdiff_t size : {2, 3, 4, 5, 6})
    if (size >= least) check_one<T>(fit, {{"n", size}});
}
template <class Fit>
void check_all(Fit fit, ptrdiff_t least = 0) {
  check_sizes<double>(fit, least);
}
// (A formula of each kind in float, too.)
template <class Fit>
void check_both(Fit fit, ptrdiff_t least = 0) {
  check_sizes<double>(fit, least);
  check_sizes<float>(fit, least);
}

}  // namespace

BOOST_AUTO_TEST_CASE(neighbours) {
  check_all(gradient(sum(square(x(m + 1_c) - x(m))), wrt(x)));
  check_both(gradient(sum(100_c * square(x(m + 1_c) - square(x(m))) + square(1_c - x(m))), wrt(x)));
  check_all(gradient(sum(y * x(m + 1_c) * exp(x(m))), wrt(x, y)));
  check_all(function(x(m + 1_c) - x(m)));
}

BOOST_AUTO_TEST_CASE(three_in_a_row) {
  check_all(gradient(sum(square(x(p) - 2_c * x(p + 1_c) + x(p + 2_c))), wrt(x)));
  check_all(gradient(sum(sin(x(p)) * x(p + 2_c)), wrt(x)));
}

BOOST_AUTO_TEST_CASE(backwards) {
  check_both(gradient(sum(x * x(extent(n) - 1_c - n)), wrt(x)));
  check_all(gradient(sum(sin(x) * exp(x(extent(n) - 1_c - n))), wrt(x)));
  check_all(gradient(sum(y * square(x(extent(n) - 1_c - m))), wrt(x, y)));
}

BOOST_AUTO_TEST_CASE(one_element) {
  check_both(gradient(square(x(0_c)) + sum(x), wrt(x)), 1);
  check_all(gradient(x(extent(n) - 1_c) * sum(square(x)), wrt(x)), 1);
  check_all(gradient(sum(x * x(1_c)), wrt(x)), 2);
}

BOOST_AUTO_TEST_CASE(convolution) {
  constexpr auto t = axis<"t">(extent(n) - 2_c);
  constexpr auto smooth = sum(x(t + k) * w, k);
  check_all(gradient(sum(square(smooth)), wrt(x, w)), 2);
  check_both(gradient(sum(exp(sin(smooth))), wrt(x, w)), 2);
  check_all(function(smooth), 2);
}

BOOST_AUTO_TEST_CASE(strides) {
  constexpr auto h = axis<"h">(extent(n) / 2_c);
  constexpr auto two = axis<"two", 2>;
  check_all(gradient(sum(square(x(2_c * h))), wrt(x)));
  check_all(gradient(sum(sin(x(2_c * h) * x(2_c * h + 1_c))), wrt(x)));
  check_all(gradient(sum(square(sum(x(2_c * h + two), two))), wrt(x)));
  constexpr auto s = axis<"s">((extent(n) - 1_c) / 2_c);
  check_both(gradient(sum(square(sum(x(2_c * s + k) * w, k))), wrt(x, w)), 1);
  constexpr auto third = axis<"third">((extent(n) + 2_c) / 3_c);
  check_all(gradient(sum(exp(x(3_c * third))), wrt(x)));
}

// Beside extents and other steps: where h is solved for, these stay what they are.
BOOST_AUTO_TEST_CASE(strides_beside_others) {
  constexpr auto h = axis<"h">(extent(n) / 2_c);
  constexpr auto both = axis<"both">(extent(n) + extent(h));
  constexpr auto behind = axis<"behind">(extent(m) + extent(h));
  constexpr auto v = input<"v">(both);
  check_all(gradient(sum(square(x(2_c * h)) * v(h + extent(n))), wrt(x, v)));
  check_all(gradient(sum(sin(x(2_c * h)) * v(h + k + 1_c) * w), wrt(x, v)), 3);
  check_all(gradient(sum(square(concat(y, m, x(2_c * h), h, behind))), wrt(x, y)), 1);
}

// (What is added up in rows is read again where h is inside, and n / 2 is it though n is not.)
BOOST_AUTO_TEST_CASE(strides_of_rows) {
  constexpr auto h = axis<"h">(extent(n) / 2_c);
  constexpr auto rows = input<"rows">(n, k);
  check_all(gradient(sum(square(sum(sin(rows(2_c * h + 1_c, k) * x), n))), wrt(rows)));
}

// t m + p with p < t: what is read is read once. (Its windows may be shorter than their distance,
// and an edge be left over.)
BOOST_AUTO_TEST_CASE(windows_side_by_side) {
  constexpr auto third = axis<"third">(extent(n) / 3_c);
  constexpr auto pair = axis<"pair", 2>;
  constexpr auto v = input<"v">(third);
  constexpr auto u = input<"u">(pair);
  constexpr auto wide = x(3_c * third + k);
  constexpr auto narrow = x(3_c * third + pair + 1_c);
  check_both(gradient(sum(max(wide, k) * v), wrt(x, v)), 3);
  check_all(gradient(sum(square(wide) * w * v), wrt(x, w)));
  check_all(gradient(sum(narrow * u * exp(v)), wrt(x, u)));
  check_all(gradient(sum(max(at(sin(x), n = 3_c * third + pair), pair) * v), wrt(x)), 3);
  check_all(function(at(exp(x), n = 3_c * third + k) * v));
}
BOOST_AUTO_TEST_CASE(windows_in_a_plane) {
  constexpr auto a = axis<"a", 5>;
  constexpr auto c = axis<"c", 3>;
  constexpr auto pa = axis<"pa", 2>;
  constexpr auto pb = axis<"pb">(extent(n) / 2_c);
  constexpr auto qa = axis<"qa", 2>;
  constexpr auto qb = axis<"qb", 2>;
  constexpr auto plane = input<"plane">(a, n, c);
  constexpr auto scale = input<"scale">(c);
  constexpr auto value = relu(plane * scale - 0.1_c);
  constexpr auto pool = max(at(value, a = 2_c * pa + qa, n = 2_c * pb + qb), qa, qb);
  check_both(gradient(sum(square(pool)), wrt(plane, scale)), 2);
}

BOOST_AUTO_TEST_CASE(parts_of_an_axis) {
  check_all(gradient(sum(w * x(k)) + sum(x), wrt(x, w)), 3);
  check_all(gradient(sum(square(x(m)) * y), wrt(x, y)));
  check_all(gradient(sum(sin(x(p)) * x(p)) * sum(x), wrt(x)));
}

BOOST_AUTO_TEST_CASE(jacobians) {
  check_all(jacobian(square(x(m + 1_c)) - x(m), wrt(x)));
  check_all(jacobian(sum(x(p + k) * w, k), wrt(w)), 2);
}

BOOST_AUTO_TEST_CASE(formulas_elsewhere) {
  constexpr auto f = exp(sin(x));
  check_both(gradient(sum(square(at(f, n = m + 1_c) - at(f, n = m))), wrt(x)));
  check_all(gradient(sum(y * at(square(x) * f, n = extent(n) - 1_c - m)), wrt(x, y)));
  constexpr auto smooth = sum(at(x * x, n = p + k) * w, k);
  check_all(gradient(sum(sin(smooth)), wrt(x, w)), 2);
  check_all(gradient(sum(square(at(smooth, p = 0_c)) + x), wrt(x, w)), 3);
  check_all(jacobian(at(f, n = m + 1_c) * y, wrt(x)));
}

BOOST_AUTO_TEST_CASE(padding) {
  constexpr auto left = padded(x(n - 1_c), 0_c);
  constexpr auto right = padded(x(n + 1_c), x);
  check_all(gradient(sum(square(left - 2_c * x + right)), wrt(x)));
  check_all(gradient(sum(square(padded(at(exp(x), n = n - 2_c), 1_c) - x)), wrt(x)));
  check_both(gradient(sum(square(sum(padded(x(n + k - 1_c), 0_c) * w, k))), wrt(x, w)));
  check_all(function(left + right));
}

// What lies between neighbours, along an axis that is shorter by one: some have it on one side.
BOOST_AUTO_TEST_CASE(padding_along_a_longer_axis) {
  constexpr auto flow = y * (x(m + 1_c) - x(m));
  constexpr auto gain = padded(at(flow, m = n), 0_c) - padded(at(flow, m = n - 1_c), 0_c);
  check_all(gradient(sum(sin(x + gain)), wrt(x, y)));
  check_all(gradient(sum(square(padded(y(n + 0_c), 1_c) * x)), wrt(x, y)));
  check_all(function(x + gain));
}

BOOST_AUTO_TEST_CASE(a_border_that_is_read_at_quotients) {
  constexpr auto half = axis<"half">(extent(n) / 2_c);
  check_all(
      gradient(sum(padded(x(extent(n) - 3_c - 2_c * half), 2_c) * sin(x(2_c * half))), wrt(x)));
  check_all(gradient(sum(padded(x(extent(n) - 3_c - half), 2_c) * x(2_c * half)), wrt(x)));
}

BOOST_AUTO_TEST_CASE(planes) {
  using namespace tt::grid;
  constexpr auto fit = gradient(sum(square(residual)), wrt(u, c));
  constexpr auto padded_fit =
      gradient(sum(square(padded(u(i - 1_c, j), 0_c) + padded(u(i, j + 1_c), 0_c) * c)), wrt(u, c));
  constexpr auto turned = gradient(sum(sin(u(b, a + 1_c)) * c(a, b)), wrt(u, c));
  for (const ptrdiff_t rows : {2, 3, 5, 9, 20})
    for (const ptrdiff_t columns : {2, 3, 7, 8, 9, 10, 11, 18, 40}) {
      tt::trial<std::remove_cvref_t<decltype(fit)>, double>({{"i", rows}, {"j", columns}}, {})
          .check();
      tt::trial<std::remove_cvref_t<decltype(padded_fit)>, double>({{"i", rows}, {"j", columns}},
                                                                   {})
          .check();
    }
  tt::trial<std::remove_cvref_t<decltype(turned)>, double>({{"i", 12}, {"j", 12}}, {}).check();
}

BOOST_AUTO_TEST_CASE(known_extents) {
  const auto check = []<std::int64_t Size>(std::integral_constant<std::int64_t, Size>) {
    constexpr auto s = axis<"s", Size>;
    constexpr auto short_by_one = axis<"short by one">(extent(s) - 1_c);
    constexpr auto half = axis<"half">(extent(s) / 2_c);
    constexpr auto v = input<"v">(s);
    static_assert(decltype(short_by_one)::info.extent == Size - 1);
    check_one<double>(
        gradient(sum(square(v(short_by_one + 1_c) - square(v(short_by_one)))), wrt(v)), {});
    check_one<double>(gradient(sum(sin(v(2_c * half + 1_c)) * v(extent(s) - 1_c - half)), wrt(v)),
                      {});
    check_one<double>(gradient(sum(square(padded(v(s - 2_c), 1_c) - v)), wrt(v)), {});
  };
  check(std::integral_constant<std::int64_t, 3>{});
  check(std::integral_constant<std::int64_t, 8>{});
  check(std::integral_constant<std::int64_t, 41>{});
}
