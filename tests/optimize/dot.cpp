#define BOOST_TEST_MODULE optimize_dot
#include "tapeless/optimize/dot.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using namespace tapeless::optimizing;

BOOST_AUTO_TEST_CASE(every_number_counts_once) {
  for (std::size_t size = 0; size < 30; ++size) {
    std::vector<double> ones(size, 1), numbers(size);
    for (std::size_t i = 0; i < size; ++i) numbers[i] = static_cast<double>(i);
    const double n = static_cast<double>(size);
    BOOST_TEST(sum(size, [&](std::size_t i) { return numbers[i]; }) == n * (n - 1) / 2);
    BOOST_TEST(dot(numbers, ones) == n * (n - 1) / 2);
    BOOST_TEST(distance(ones, std::vector<double>(size, 3)) == std::sqrt(4 * n));
  }
}

BOOST_AUTO_TEST_CASE(floats_are_summed_in_double) {
  const std::vector<float> x{1e8f, 1, -1e8f}, ones(3, 1);
  BOOST_TEST(dot(x, ones) == 1);
  BOOST_TEST(dot(std::vector{3e38f}, std::vector{3e38f}) > 8e76);
}
