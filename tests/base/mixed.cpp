#include "tapeless/base/mixed.hpp"

#include <bit>
#include <boost/test/unit_test.hpp>

using namespace tapeless::base;

// One bit of the key or of the counter changes half of the bits, on average.
BOOST_AUTO_TEST_CASE(each_bit_matters) {
  int changed = 0, cases = 0;
  for (std::uint32_t key = 1; key < 200; key += 13)
    for (std::uint32_t counter = 0; counter < 1000; counter += 37)
      for (int bit = 0; bit < 24; ++bit, cases += 2) {
        const std::uint32_t flip = std::uint32_t{1} << bit, all = mixed(key, counter);
        changed += std::popcount(all ^ mixed(key, counter ^ flip));
        changed += std::popcount(all ^ mixed(key ^ flip, counter));
      }
  BOOST_TEST(changed > 15.9 * cases);
  BOOST_TEST(changed < 16.1 * cases);
}

BOOST_AUTO_TEST_CASE(never_1) {
  static_assert(uniform(1.0, 2.0) == uniform(1.0, 2.0) && uniform(1.0, 2.0) != uniform(2.0, 1.0));
  for (int i = 0; i < 100000; ++i) {
    BOOST_TEST(uniform(3.0F, static_cast<float>(i)) < 1);
    BOOST_TEST(uniform(3.0, static_cast<double>(i)) < 1);
  }
}
