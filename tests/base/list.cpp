#include "tapeless/base/list.hpp"

#include <boost/test/unit_test.hpp>

using tapeless::base::list;

namespace {

constexpr int total(const list<int>& items) {
  int sum = 0;
  for (const int item : items) sum += item;
  return sum;
}

constexpr bool grows() {
  list<int> items;
  for (int i = 0; i < 100; ++i) items.push(i);
  return items.size() == 100 && total(items) == 4950 && items.back() == 99 && items[7] == 7;
}
constexpr bool copies_and_moves() {
  list<int> items{1, 2, 3};
  list<int> copy = items;
  copy[0] = 10;
  list<int> moved = std::move(copy);
  copy = items;
  items = moved;
  items = static_cast<const list<int>&>(items);
  return total(items) == 15 && total(copy) == 6 && total(moved) == 15;
}
constexpr bool shrinks() {
  list<int> items(5, 2);
  const int last = items.pop();
  items.push(7);
  const int sum = total(items);
  items.clear();
  return last == 2 && sum == 15 && items.empty() && items.begin() == items.end();
}

constexpr int three[] = {1, 2, 3};
constexpr bool borrows() {
  const list<int> reader = list<int>::borrowed(three, 3);
  list<int> longer = list<int>::borrowed(three, 3);
  longer.push(4);
  longer[0] = 10;
  const list<int> copy = list<int>::borrowed(three, 3);
  list<int> other(2);
  other = reader;
  return reader.data() == three && three[0] == 1 && total(longer) == 19 && total(copy) == 6 &&
         total(other) == 6 && other.data() != three;
}

static_assert(grows());
static_assert(copies_and_moves());
static_assert(shrinks());
static_assert(borrows());
static_assert(total(list<int>(3)) == 0);

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_at_run_time) {
  BOOST_TEST(grows());
  BOOST_TEST(copies_and_moves());
  BOOST_TEST(shrinks());
  BOOST_TEST(borrows());
}
