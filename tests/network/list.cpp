#include "tapeless/network/list.hpp"

#include <boost/test/unit_test.hpp>
#include <type_traits>

using namespace tapeless::network;

namespace {

template <class List, class Expected>
constexpr bool is(List, Expected) {
  return std::is_same_v<List, Expected>;
}
constexpr list<int, char, long> three{};

}  // namespace

BOOST_AUTO_TEST_CASE(pieces) {
  static_assert(size_of<list<>> == 0 && size_of<list<int, char>> == 2);
  static_assert(is(after<1>(three), list<char, long>{}) && is(after<3>(three), list<>{}));
  static_assert(is(before<2>(three), list<int, char>{}) && is(before<0>(three), list<>{}));
  static_assert(std::is_same_v<item<2, list<int, char, long>>, long>);
}

BOOST_AUTO_TEST_CASE(sums) {
  static_assert(is(list<int>{} + list<int, char>{}, list<int, int, char>{}));
  static_assert(is(together(list<int>{}, list<char, int, char>{}), list<int, char>{}));
  static_assert(is(together(list<>{}, list<>{}), list<>{}));
}
