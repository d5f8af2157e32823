#include <boost/test/unit_test.hpp>
#include <string>

#include "tapeless/describe.hpp"
#include "tapeless/tapeless.hpp"

#include "support/grid.hpp"
#include "support/trial.hpp"

// What is read at steps before: the outermost loop keeps the last rows of it. Each chunk makes
// those that it reads and others have made; at the borders nothing is read that was never made.

namespace tt = tapeless::tests;
using namespace tapeless::names;
using tapeless::tests::ptrdiff_t;

namespace {

using tt::grid::c;
using tt::grid::i;
using tt::grid::j;
using tt::grid::u;
constexpr auto w = input<"w">(j);

bool keeps_rows(auto fit) {
  return tapeless::describe(fit).find(" more step") != std::string::npos;
}

// Of one chunk and of several. (Their first steps are the 32nd, the 64th, ...)
template <class T, class Fit>
void check(Fit, ptrdiff_t rows, ptrdiff_t columns) {
  tt::trial<Fit, T>({{"i", rows}, {"j", columns}}, tt::interval{}).check_threads();
}
template <class Fit>
void check_sizes(Fit fit, ptrdiff_t least = 0) {
  for (const ptrdiff_t rows : {0, 1, 2, 3, 4, 5, 6, 31, 33, 34, 35, 70})
    for (const ptrdiff_t columns : {0, 1, 2, 3, 4, 5, 9})
      if (rows >= least && columns >= least && rows * columns < 300)
        check<double>(fit, rows, columns);
  check<double>(fit, 67, 17);
}
template <class Fit>
void check_all(Fit fit, ptrdiff_t least = 0) {
  BOOST_TEST(keeps_rows(fit));
  check_sizes(fit, least);
}

}  // namespace

// The residual of five points, at whose four neighbours it adds to the gradient.
BOOST_AUTO_TEST_CASE(a_stencil) {
  constexpr auto fit = gradient(sum(square(tt::grid::residual)), wrt(u, c));
  check_all(fit, 2);
  check<float>(fit, 66, 19);
}

// With values outside, and along the axis itself: half of it is read at later steps.
BOOST_AUTO_TEST_CASE(a_stencil_with_borders) {
  constexpr auto next = [](auto x) {
    return padded(at(x, i = i - 1_c), 0_c) + padded(at(x, i = i + 1_c), 0_c) +
           padded(at(x, j = j - 1_c), 0_c) + padded(at(x, j = j + 1_c), 0_c) - 4_c * x;
  };
  constexpr auto flow = next(u) * (1_c + square(u)) * (c + square(c) * u) + next(c) * square(u);
  check_all(gradient(sum(square(flow)), wrt(u, c)));
}

// Rows of what is dear, at up to three steps before. (What flows back to them is read at later
// ones.)
BOOST_AUTO_TEST_CASE(dear_rows) {
  constexpr auto dear = exp(sin(u) * w);
  constexpr auto before = [=](auto steps) { return padded(at(dear, i = i - steps), 1_c); };
  check_sizes(gradient(sum(c * before(1_c) * before(3_c) + square(dear)), wrt(u, c, w)));
  check_all(function(before(2_c) - dear));
  check_all(function(padded(at(dear, i = i - 1_c, j = j + 1_c), c) * before(1_c)));
}

// Rows that rest on rows.
BOOST_AUTO_TEST_CASE(rows_of_rows) {
  constexpr auto first = exp(u * c);
  constexpr auto second = sin(padded(at(first, i = i - 1_c), 0_c) + first * w);
  constexpr auto third = exp(padded(at(second, i = i - 2_c, j = j - 1_c), c) * 0.3_c);
  constexpr auto all = function(third * padded(at(third, i = i - 1_c), 0_c) + second);
  check_all(all);
  check<float>(all, 66, 19);
  check_all(gradient(sum(third * padded(at(third, i = i - 1_c), 0_c)), wrt(u, w)));
}

// Sums are rows, too; and what is summed along a row is no row.
BOOST_AUTO_TEST_CASE(sums) {
  constexpr auto k = axis<"k", 3>;
  constexpr auto kernel = input<"kernel">(k);
  constexpr auto smooth = sum(padded(u(i, j + k - 1_c), 0_c) * kernel, k);
  check_all(function(smooth - padded(at(smooth, i = i - 1_c), 0_c)));
  constexpr auto scaled = exp(u) / sum(exp(u) + 1_c, j);
  check_all(function(scaled - padded(at(scaled, i = i - 1_c), 0_c)));
  check_all(function(sum(c * padded(at(scaled, i = i - 2_c), 1_c), j)));
  check_sizes(gradient(sum(square(scaled - padded(at(scaled, i = i - 1_c), 0_c))), wrt(u)));
}

// What else is kept is kept whole, by the chunk whose steps it is of.
BOOST_AUTO_TEST_CASE(beside_what_is_whole) {
  constexpr auto shifted = [=](auto x, auto steps) { return padded(at(x, i = i - steps), 0_c); };
  constexpr auto divided = [=](auto x) { return x / sum(square(x) + 1_c, j); };
  constexpr auto first = sin(exp(u) - shifted(exp(u), 3_c));
  constexpr auto second = divided(first);
  check_all(function(second * shifted(second, 1_c)));
  constexpr auto scaled = divided(divided(sin(exp(u) - shifted(exp(u), 1_c))));
  check_all(function(scaled - shifted(scaled, 1_c)));
  constexpr auto by_all = sin(first + shifted(first, 2_c)) / (1_c + sum(square(first)));
  check_all(function(by_all * shifted(by_all, 1_c)));
}

// A third axis: what is kept of a step is a plane.
BOOST_AUTO_TEST_CASE(planes) {
  constexpr auto k = axis<"k", 4>;
  constexpr auto x = input<"x">(i, j, k);
  constexpr auto dear = exp(sin(x) * w);
  constexpr auto at_once = padded(at(dear, i = i - 1_c, j = j - 1_c), 0_c) +
                           padded(at(dear, i = i - 2_c, k = k + 1_c), 1_c);
  check_all(function(at_once));
  check_sizes(gradient(sum(square(at_once) * u), wrt(x)));
}

// Who reads at later steps as well reads the whole of it.
BOOST_AUTO_TEST_CASE(not_rows) {
  constexpr auto dear = exp(sin(u) * w);
  constexpr auto before = padded(at(dear, i = i - 1_c), 0_c);
  constexpr auto later = padded(at(dear, i = i + 1_c), 0_c);
  constexpr auto last = at(dear, i = extent(i) - 1_c);
  const auto whole = [](auto fit) {
    BOOST_TEST(!keeps_rows(fit));
    check<double>(fit, 5, 3);
    check<double>(fit, 70, 5);
  };
  whole(function(before + later));
  whole(function(before * last));
  whole(function(padded(at(dear, i = i - 4_c), 0_c)));
}
