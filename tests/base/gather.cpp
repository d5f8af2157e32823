#include "tapeless/base/gather.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "../support/sentence.hpp"

using namespace tapeless::base;
using tapeless::tests::sentence;

namespace {

std::vector<double> all(const auto& data) {
  std::vector<double> numbers;
  for_each_number(data, [&numbers](double x) { numbers.push_back(x); });
  return numbers;
}

const std::vector<double> four{1, 2, 3, 4};

}  // namespace

BOOST_AUTO_TEST_CASE(numbers_in_order) {
  const double array[2][2] = {{1, 2}, {3, 4}};
  const std::vector<std::vector<double>> rows{{1, 2}, {3, 4}};
  const std::vector<std::vector<std::array<double, 1>>> deep{{{1}, {2}}, {{3}, {4}}};
  BOOST_TEST(all(four) == four);
  BOOST_TEST(all(array) == four);
  BOOST_TEST(all(rows) == four);
  BOOST_TEST(all(deep) == four);
  BOOST_TEST(extents_of(deep, "deep") == (extent_list<3>{2, 2, 1}));
  BOOST_TEST(lies_in_a_row(array));
  BOOST_TEST(first_of(array) == &array[0][0]);
  BOOST_TEST(!lies_in_a_row(rows));
  const view<const double, 2> turned{four.data(), {2, 2}, {1, 2}};
  BOOST_TEST(all(turned) == std::vector<double>({1, 3, 2, 4}));
  BOOST_TEST(!lies_in_a_row(turned));
}

BOOST_AUTO_TEST_CASE(rows_of_several_lengths) {
  const std::vector<std::vector<double>> rows{{1, 2}, {3, 4}, {5}};
  BOOST_TEST(sentence([&] { extents_of(rows, "x"); }) ==
             "tapeless: the data for \"x\" has 1 values in row 2, but 2 in row 0");
  const std::vector<std::vector<double>> none, empty(3);
  BOOST_TEST(extents_of(none, "x") == (extent_list<2>{0, 0}));
  BOOST_TEST(extents_of(empty, "x") == (extent_list<2>{3, 0}));
}
