#include "tapeless/base/hash.hpp"

#include <boost/test/unit_test.hpp>
#include <set>
#include <string>

using tapeless::base::hash_of;

BOOST_AUTO_TEST_CASE(order_and_number_of_values_matter) {
  static_assert(hash_of(1, 2) != hash_of(2, 1));
  static_assert(hash_of(1) != hash_of(1, 0));
  static_assert(hash_of("n") != hash_of("m"));
  static_assert(hash_of(std::string_view("a\0", 2)) != hash_of("a"));
}

BOOST_AUTO_TEST_CASE(many_names_have_many_hashes) {
  std::set<std::uint64_t> names, pairs;
  for (int i = 0; i < 10000; ++i) {
    names.insert(hash_of(std::to_string(i)));
    pairs.insert(hash_of(static_cast<std::uint64_t>(i / 100), i % 100));
  }
  BOOST_TEST(names.size() == 10000U);
  BOOST_TEST(pairs.size() == 10000U);
}
