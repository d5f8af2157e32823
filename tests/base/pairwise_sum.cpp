#include "tapeless/base/pairwise_sum.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using tapeless::base::pairwise_sum;

BOOST_AUTO_TEST_CASE(any_number_of_blocks) {
  pairwise_sum<int> sum;
  BOOST_TEST(sum.total() == 0);
  for (int i = 1; i < 300; ++i) {
    sum.add(i);
    BOOST_TEST(sum.total() == i * (i + 1) / 2);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_lost) {
  pairwise_sum<float> sum;
  for (int i = 0; i < 40'000'000; ++i) sum.add(0.1F);
  BOOST_TEST(std::abs(sum.total() / 4e6F - 1) < 1e-6F);
}
