// Every sentence of a run-time error; and what the caller owns stays as it was.
#include "tapeless/tapeless.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "../support/sentence.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::sentence;

namespace {

constexpr auto n = axis<"n">;
constexpr auto m = axis<"m">;
constexpr auto k = axis<"k", 3>;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto table = input<"table">(n, k);
constexpr auto grid = input<"grid">(n, m);
constexpr auto slope = input<"slope">;

constexpr auto fit = gradient(mean(square(slope * height - weight)), wrt(slope, height));

std::vector<double> numbers(std::size_t size) { return std::vector<double>(size, 1); }

}  // namespace

BOOST_AUTO_TEST_CASE(reads_outside) {
  constexpr auto shorter = axis<"m">(extent(n) - 1_c);
  constexpr auto y = input<"y">(shorter);
  const auto three = numbers(3), four = numbers(4);
  constexpr auto two_on = gradient(sum(height(shorter + 2_c) * y), wrt(height));
  std::vector<double> result(4, 7);
  BOOST_TEST(sentence([&] { two_on(height = four, y = three, out(height) = result); }) ==
             "tapeless: input \"height\" is read at 4 along axis \"n\", which is 4 (from input "
             "\"height\")");
  BOOST_TEST(result == std::vector<double>(4, 7));
  constexpr auto back = function(sum(at(exp(height), n = n - 1_c)));
  BOOST_TEST(sentence([&] { back(height = four); }) ==
             "tapeless: a formula is read at -1 along axis \"n\", which is 4 (from input "
             "\"height\")");
  BOOST_TEST(sentence([&] { two_on(height = four, y = four); }) ==
             "tapeless: axis \"m\" is 4 (from input \"y\"), but its length makes 3");
}

BOOST_AUTO_TEST_CASE(whole_numbers_that_lead_outside) {
  constexpr auto row = axis<"row">;
  constexpr auto which = input<"which", whole>(n);
  constexpr auto list = input<"list">(row);
  constexpr auto f = gradient(sum(square(list(which))), wrt(list));
  const auto five = numbers(5);
  std::vector<double> result(5, 7);
  const auto said = [&](const auto& places) {
    return sentence([&] { f(list = five, which = places, out(list) = result); });
  };
  BOOST_TEST(
      said(std::vector<int>{0, 4, 5}) ==
      "tapeless: input \"list\" is read at 5 along axis \"row\" (which[2]), which is 5 (from "
      "input \"list\")");
  BOOST_TEST(
      said(std::array<signed char, 2>{3, -1}) ==
      "tapeless: input \"list\" is read at -1 along axis \"row\" (which[1]), which is 5 (from "
      "input \"list\")");
  BOOST_TEST(said(std::vector<std::uint64_t>{1ULL << 63}) ==
             "tapeless: input \"which\" has at [0] a whole number beyond 32 bits");
  BOOST_TEST(said(std::vector<std::int64_t>{0, -(std::int64_t{1} << 31) - 1}) ==
             "tapeless: input \"which\" has at [1] a whole number beyond 32 bits");
  BOOST_TEST(result == std::vector<double>(5, 7));
  BOOST_TEST(said(std::vector<std::uint8_t>{4, 4}) == "nothing was thrown");
  BOOST_TEST(result == (std::vector<double>{0, 0, 0, 0, 4}));

  constexpr auto batch = input<"batch", whole>(axis<"b">);
  constexpr auto nested = function(sum(list(which(batch))));
  BOOST_TEST(
      sentence([&] {
        nested(list = five, which = std::vector<int>{0, 5}, batch = std::vector<int>{0, 1});
      }) ==
      "tapeless: input \"list\" is read at 5 along axis \"row\" (which[1]), which is 5 (from "
      "input \"list\")");
  BOOST_TEST(sentence([&] {
               nested(list = five, which = std::vector<int>{0, 4}, batch = std::vector<int>{0, 2});
             }) ==
             "tapeless: input \"which\" is read at 2 along axis \"n\" (batch[1]), which is 2 (from "
             "input \"which\")");

  constexpr auto pairs = function(sum(list((n * n + n) / 2_c) * which));
  BOOST_TEST(sentence([&] {
               pairs(list = five, which = std::vector<int>{1, 1, 1});
             }) == "nothing was thrown");
  BOOST_TEST(sentence([&] {
               pairs(list = five, which = std::vector<int>{1, 1, 1, 1});
             }) ==
             "tapeless: input \"list\" is read at 6 along axis \"row\", which is 5 (from input "
             "\"list\")");
  BOOST_TEST(f(list = five, which = std::vector<int>{1}, unchecked).value == 1);
}

BOOST_AUTO_TEST_CASE(sizes_that_differ) {
  BOOST_TEST(
      sentence([] { fit(slope = 1, height = numbers(150), weight = numbers(149)); }) ==
      "tapeless: input \"weight\" has 149 values, but axis \"n\" is 150 (from input \"height\")");
  BOOST_TEST(
      sentence([] { fit(slope = 1, weight = numbers(149), height = numbers(150)); }) ==
      "tapeless: input \"weight\" has 149 values, but axis \"n\" is 150 (from input \"height\")");
  BOOST_TEST(
      sentence([] { fit(slope = 1, height = numbers(0), weight = numbers(1)); }) ==
      "tapeless: input \"weight\" has 1 values, but axis \"n\" is 0 (from input \"height\")");
}

BOOST_AUTO_TEST_CASE(a_declared_extent) {
  constexpr auto w = input<"w">(k);
  BOOST_TEST(sentence([&] { function(sum(w))(w = numbers(4)); }) ==
             "tapeless: input \"w\" has 4 values, but axis \"k\" is 3 (as declared)");
  BOOST_TEST(sentence([&] { function(sum(w))(w = numbers(3), k = 4); }) ==
             "tapeless: axis \"k\" is given as 4, but it is 3 (as declared)");
}

BOOST_AUTO_TEST_CASE(two_axes) {
  constexpr auto f = function(sum(table * height));
  BOOST_TEST(sentence([&] { f(table = numbers(10), height = numbers(3)); }) ==
             "tapeless: input \"table\" has 10 values, but its axes need a multiple of 3");
  BOOST_TEST(
      sentence([&] { f(table = numbers(10), height = numbers(3), n = 3); }) ==
      "tapeless: input \"table\" has 10 values, but axis \"n\" of 3 times axis \"k\" of 3 makes 9");
  BOOST_TEST(sentence([&] { f(table = numbers(9), height = numbers(4)); }) ==
             "tapeless: input \"height\" has 4 values, but axis \"n\" is 3 (from input \"table\")");
}

BOOST_AUTO_TEST_CASE(extents_that_do_not_follow) {
  constexpr auto f = function(sum(grid));
  BOOST_TEST(sentence([&] { f(grid = numbers(12)); }) ==
             "tapeless: the extent of axis \"n\" does not follow from the data; give it in the "
             "call: n = ...");
  BOOST_TEST(sentence([&] { f(grid = numbers(12), n = 5); }) ==
             "tapeless: input \"grid\" has 12 values, but its axes need a multiple of 5");
  BOOST_TEST(sentence([&] { f(grid = numbers(12), n = 0); }) ==
             "tapeless: input \"grid\" has 12 values, but its axes need a multiple of 0");
  BOOST_TEST(f(grid = numbers(12), n = 4) == 12);
  BOOST_TEST(f(grid = numbers(12), m = 4) == 12);
  BOOST_TEST(sentence([] { function(sum(+n))(); }) ==
             "tapeless: the extent of axis \"n\" does not follow from the data; give it in the "
             "call: n = ...");
}

BOOST_AUTO_TEST_CASE(given_extents) {
  BOOST_TEST(sentence([] { fit(slope = 1, height = numbers(3), weight = numbers(3), n = 4); }) ==
             "tapeless: input \"height\" has 3 values, but axis \"n\" is 4 (as given in the call)");
  BOOST_TEST(sentence([] { function(sum(+n))(n = -1); }) ==
             "tapeless: axis \"n\" is given as -1; an extent is 0 or more");
  BOOST_TEST(sentence([] { function(sum(+n))(n = 3, n = 4); }) ==
             "tapeless: axis \"n\" is given as 4, but it is 3 (as given in the call)");
}

BOOST_AUTO_TEST_CASE(squares) {
  constexpr auto j = twin<"j">(n);
  constexpr auto square_table = input<"square">(n, j);
  constexpr auto f = function(sum(square_table));
  BOOST_TEST(f(square_table = numbers(9)) == 9);
  BOOST_TEST(f(square_table = numbers(0)) == 0);
  BOOST_TEST(sentence([&] { f(square_table = numbers(8)); }) ==
             "tapeless: input \"square\" has 8 values, but its axes need a square");
}

BOOST_AUTO_TEST_CASE(memory_of_another_size) {
  std::vector<double> memory(2, -1);
  BOOST_TEST(
      sentence([&] {
        fit(slope = 1, height = numbers(3), weight = numbers(3), out(height) = memory);
      }) ==
      "tapeless: the memory given to out() has 2 values, but the gradient by \"height\" has 3");
  BOOST_TEST(memory == std::vector<double>({-1, -1}));
  BOOST_TEST(sentence([&] { function(height * height)(height = numbers(3), out = memory); }) ==
             "tapeless: the memory given to out() has 2 values, but the value has 3");
  BOOST_TEST(memory == std::vector<double>({-1, -1}));
  BOOST_TEST(
      sentence(
          [&] { fit(slope = 1, height = numbers(3), weight = numbers(3), out(slope) = memory); }) ==
      "tapeless: the memory given to out() has 2 values, but the gradient by \"slope\" has 1");
}

BOOST_AUTO_TEST_CASE(too_few_threads) {
  BOOST_TEST(sentence([] {
               fit(slope = 1, height = numbers(3), weight = numbers(3), threads(0));
             }) == "tapeless: threads(0): at least 1 thread is needed");
  BOOST_TEST(sentence([] {
               fit(slope = 1, height = numbers(3), weight = numbers(3), threads(-2));
             }) == "tapeless: threads(-2): at least 1 thread is needed");
}

BOOST_AUTO_TEST_CASE(nothing_is_written_when_thrown) {
  std::vector<double> d_height(3, -1);
  std::array<double, 1> d_slope{-1};
  BOOST_CHECK_THROW(fit(slope = 1, height = numbers(3), weight = numbers(4), out(height) = d_height,
                        out(slope) = d_slope),
                    error);
  BOOST_CHECK_THROW(fit(slope = 1, height = numbers(3), weight = numbers(3), out(height) = d_height,
                        out(slope) = d_slope, threads(0)),
                    error);
  BOOST_TEST(d_height == std::vector<double>({-1, -1, -1}));
  BOOST_TEST(d_slope[0] == -1);
}

// What is empty says nothing about its other axis, whatever the order of the inputs.
BOOST_AUTO_TEST_CASE(empty_tensors) {
  constexpr auto across = axis<"across">;
  constexpr auto along = axis<"along">;
  constexpr auto top = input<"top">(across);
  constexpr auto plane = input<"plane">(across, along);
  constexpr auto side = input<"side">(along);
  constexpr auto f = function(sum(top) + sum(plane) + sum(side));
  BOOST_TEST(f(top = numbers(0), plane = numbers(0), side = numbers(5)) == 5);
}

BOOST_AUTO_TEST_CASE(more_than_memory_can_hold) {
  const std::int64_t large = std::int64_t{1} << 32;
  BOOST_TEST(
      sentence([&] { function(sum(grid))(grid = numbers(0), n = large, m = large); }) ==
      "tapeless: axis \"n\" of 4294967296 times axis \"m\" of 4294967296 makes more elements "
      "than memory can hold");
  BOOST_TEST(
      sentence([&] { function(0_c * n + m)(n = large, m = large); }) ==
      "tapeless: axis \"n\" of 4294967296 times axis \"m\" of 4294967296 makes more elements "
      "than memory can hold");
  BOOST_TEST(sentence([&] { function(sum(+n))(n = large << 30); }) ==
             "tapeless: axis \"n\" is given as 4611686018427387904, more elements than memory can "
             "hold");
  BOOST_TEST(sentence([&] { function(sum(grid))(grid = numbers(7), n = large); }) ==
             "tapeless: input \"grid\" has 7 values, but its axes need a multiple of 4294967296");
}
