#include "tapeless/expr/rearranging.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "support/trial.hpp"
#include "tapeless/tapeless.hpp"

namespace tt = tapeless::tests;
using namespace tapeless::names;
using numbers = std::vector<double>;

namespace {

constexpr auto i = axis<"i">;
constexpr auto j = axis<"j">;
constexpr auto x = input<"x">(i);
constexpr auto y = input<"y">(j);
const numbers data{1, 2, 3, 4, 5, 6}, more{7, 8};

template <class Fit>
void check(Fit, const tt::extents_by_name& given) {
  tt::trial<Fit, double>(given, tt::interval{}).check();
  tt::trial<Fit, float>(given, tt::interval{}).check();
}

}  // namespace

BOOST_AUTO_TEST_CASE(flipped) {
  BOOST_TEST((function(flip(x, i))(x = data) == numbers{6, 5, 4, 3, 2, 1}));
  check(gradient(sum(sin(flip(x, i)) * x), wrt(x)), {{"i", 21}});
}

BOOST_AUTO_TEST_CASE(differences) {
  constexpr auto m = axis<"m">(extent(i) - 1_c);
  BOOST_TEST((function(diff(square(x), i, m))(x = data) == numbers{3, 5, 7, 9, 11}));
  check(gradient(sum(sin(diff(square(x), i, m))), wrt(x)), {{"i", 21}});
}

BOOST_AUTO_TEST_CASE(windows) {
  constexpr auto k = axis<"k", 3>;
  constexpr auto t = axis<"t">(extent(i) - extent(k) + 1_c);
  BOOST_TEST((function(sum(window(x, i, t, k), k))(x = data) == numbers{6, 9, 12, 15}));
  BOOST_TEST((function(max(window(x, i, t, k), k))(x = data) == numbers{3, 4, 5, 6}));
  check(gradient(sum(square(sum(window(sin(x), i, t, k), k))), wrt(x)), {{"i", 21}});
}

BOOST_AUTO_TEST_CASE(diagonals) {
  constexpr auto other = twin<"other">(i);
  constexpr auto matrix = input<"matrix">(i, other);
  BOOST_TEST((function(diagonal(matrix, i, other))(matrix = numbers{1, 2, 3, 4}) == numbers{1, 4}));
  check(gradient(sum(square(diagonal(sin(matrix), i, other))), wrt(matrix)), {{"i", 11}});
}

BOOST_AUTO_TEST_CASE(padded_and_rolled) {
  constexpr auto p = axis<"p">(extent(i) + 3_c);
  BOOST_TEST((function(pad(x, i, p, 1_c, 9_c))(x = data) == numbers{9, 1, 2, 3, 4, 5, 6, 9, 9}));
  BOOST_TEST((function(roll(x, i, 2_c))(x = data) == numbers{3, 4, 5, 6, 1, 2}));
  BOOST_TEST((function(roll(x, i, -2_c))(x = data) == numbers{5, 6, 1, 2, 3, 4}));
  BOOST_TEST((function(roll(x, i, 6_c))(x = data) == data));
  BOOST_TEST((function(roll(x, i, -6_c))(x = data) == data));
  check(gradient(sum(sin(pad(square(x), i, p, 2_c, 1_c))), wrt(x)), {{"i", 21}});
  check(gradient(sum(sin(roll(square(x), i, 5_c)) * x), wrt(x)), {{"i", 21}});
  check(gradient(sum(sin(roll(square(x), i, -5_c)) * x), wrt(x)), {{"i", 21}});
}

BOOST_AUTO_TEST_CASE(split_and_merged) {
  constexpr auto b = axis<"b", 3>;
  constexpr auto a = axis<"a">(extent(i) / extent(b));
  constexpr auto n = axis<"n">(extent(a) * extent(b));
  constexpr auto rows = split(x, i, a, b);
  BOOST_TEST((function(sum(rows, b))(x = data) == numbers{6, 15}));
  BOOST_TEST((function(merge(rows * b, a, b, n))(x = data) == numbers{0, 2, 6, 0, 5, 12}));
  check(gradient(sum(square(sum(sin(rows), b))), wrt(x)), {{"i", 22}});
  check(gradient(sum(exp(sin(merge(rows * b, a, b, n)))), wrt(x)), {{"i", 22}});
}

BOOST_AUTO_TEST_CASE(joined) {
  constexpr auto m = axis<"m">(extent(i) + extent(j));
  constexpr auto s = axis<"s", 2>;
  constexpr auto both = concat(x, i, y, j, m);
  BOOST_TEST((function(both)(x = data, y = more) == numbers{1, 2, 3, 4, 5, 6, 7, 8}));
  BOOST_TEST((function(sum(stack(x, 2_c * x, s), i))(x = data) == std::array<double, 2>{21, 42}));
  check(gradient(sum(sin(both) * m), wrt(x, y)), {{"i", 21}, {"j", 10}});
}

// A result has its axes in the order in which the formula has them first, or as it is told.
BOOST_AUTO_TEST_CASE(in_another_order) {
  constexpr auto product = x * y;
  const auto values = [](auto f) { return f(x = numbers{1, 2}, y = numbers{3, 4, 5}); };
  BOOST_TEST((values(function(product)) == numbers{3, 4, 5, 6, 8, 10}));
  BOOST_TEST((values(function(ordered(product, j, i))) == numbers{3, 6, 4, 8, 5, 10}));
  BOOST_TEST((values(function(ordered(product, i))) == numbers{3, 6, 4, 8, 5, 10}));
  BOOST_TEST((values(function(2_c * ordered(product, j, i))) == numbers{6, 8, 10, 12, 16, 20}));
  check(function(ordered(exp(product), j, i)), {{"i", 9}, {"j", 21}});
  check(gradient(sum(square(ordered(product, j, i))), wrt(x, y)), {{"i", 9}, {"j", 21}});
}

// What is read elsewhere, or chosen, keeps the order of what it is read from.
BOOST_AUTO_TEST_CASE(the_order_of_axes) {
  constexpr auto table = input<"table">(i, j);
  constexpr auto wider = axis<"wider">(extent(j) + 1_c);
  constexpr auto twice = axis<"twice">(extent(j) + extent(j));
  constexpr auto taller = axis<"taller">(extent(i) + extent(i));
  const auto made = [=](auto f) {
    return numbers(tapeless::function(f)(table = data, i = 2, j = 3));
  };
  BOOST_TEST(made(roll(table, j, 1_c)) == (numbers{2, 3, 1, 5, 6, 4}));
  BOOST_TEST(made(roll(table, i, 1_c)) == (numbers{4, 5, 6, 1, 2, 3}));
  BOOST_TEST(made(roll(table, j, 1_c) * table) == (numbers{2, 6, 3, 20, 30, 24}));
  BOOST_TEST(made(pad(table, j, wider, 1_c, 0_c)) == (numbers{0, 1, 2, 3, 0, 4, 5, 6}));
  BOOST_TEST(made(concat(table, j, table, j, twice)) ==
             (numbers{1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6}));
  BOOST_TEST(made(concat(table, i, table, i, taller)) ==
             (numbers{1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6}));
  BOOST_TEST(made(flip(table, j)) == (numbers{3, 2, 1, 6, 5, 4}));
  BOOST_TEST(made(padded(at(2_c * table, j = j - 1_c), 0_c)) == (numbers{0, 2, 4, 0, 8, 10}));
  BOOST_TEST(made(padded(table(i, j - 1_c), 0_c)) == (numbers{0, 1, 2, 0, 4, 5}));
  BOOST_TEST(made(where(j < 1_c, table, 0_c)) == (numbers{1, 0, 0, 4, 0, 0}));
}
