#include "tapeless/base/view.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using tapeless::base::range_of;
using tapeless::base::row_major;
using tapeless::base::view;

namespace {

template <class T, int Rank>
std::vector<int> all(const view<T, Rank>& v) {
  std::vector<int> numbers;
  v.for_each([&numbers](int x) { numbers.push_back(x); });
  return numbers;
}

int numbers[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};

}  // namespace

BOOST_AUTO_TEST_CASE(walks) {
  using list = std::vector<int>;
  BOOST_TEST(all(view<int, 1>{numbers, {4}, {3}}) == list({0, 3, 6, 9}));
  BOOST_TEST(all(view<int, 1>{numbers + 3, {3}, {-1}}) == list({3, 2, 1}));
  BOOST_TEST(all(view<int, 2>{numbers, {2, 3}, {1, 4}}) == list({0, 4, 8, 1, 5, 9}));
  BOOST_TEST(all(view<int, 3>{numbers, {2, 1, 2}, {6, 100, 2}}) == list({0, 2, 6, 8}));
  BOOST_TEST(all(view<int, 2>{nullptr, {0, 3}, {3, 1}}).empty());
  BOOST_TEST(all(view<int, 2>{nullptr, {3, 0}, {3, 1}}).empty());
}

BOOST_AUTO_TEST_CASE(what_lies_in_a_row) {
  view<int, 2> v{numbers, {3, 4}, {}};
  v.stride = {4, 1};
  BOOST_TEST(v.in_a_row());
  v.stride = {5, 1};
  BOOST_TEST(!v.in_a_row());
  v.stride = {1, 3};
  BOOST_TEST(!v.in_a_row());
  v.extent = {1, 4}, v.stride = {77, 1};  // one row
  BOOST_TEST(v.in_a_row());
  v.extent = {4, 1}, v.stride = {1, 77};  // one column
  BOOST_TEST(v.in_a_row());
  v.extent = {1, 1}, v.stride = {-5, 0};
  BOOST_TEST(v.in_a_row());
  v.extent = {0, 9}, v.stride = {2, 2};
  BOOST_TEST(v.in_a_row());
  BOOST_TEST(!(view<int, 1>{numbers, {3}, {-1}}.in_a_row()));
  BOOST_TEST(!(view<int, 1>{numbers, {3}, {0}}.in_a_row()));
  BOOST_TEST((row_major(numbers, std::array<std::ptrdiff_t, 3>{2, 3, 2}).in_a_row()));
}

BOOST_AUTO_TEST_CASE(repetitions) {
  BOOST_TEST((view<int, 2>{numbers, {3, 4}, {0, 1}}.repeats()));
  BOOST_TEST(!(view<int, 2>{numbers, {1, 4}, {0, 1}}.repeats()));
  BOOST_TEST(!(view<int, 2>{numbers, {3, 0}, {0, 1}}.repeats()));
}

BOOST_AUTO_TEST_CASE(addresses) {
  const auto columns = view<int, 1>{numbers, {3}, {4}}.range();
  BOOST_TEST(columns.meets(range_of(numbers + 8, 1)));
  BOOST_TEST(!columns.meets(range_of(numbers + 9, 3)));
  BOOST_TEST((view<int, 1>{numbers + 5, {3}, {-2}}.range().meets(range_of(numbers, 2))));
  BOOST_TEST(!(view<int, 1>{numbers + 5, {3}, {-2}}.range().meets(range_of(numbers, 1))));
  BOOST_TEST(!range_of(numbers, 0).meets(range_of(numbers, 12)));
}
