#include "tapeless/optimize/vectors.hpp"

#include "golden.hpp"

using namespace tapeless;
using namespace tapeless::optimizing;
using namespace tapeless::tests;

namespace {

template <class T>
double norm_of(const std::vector<T>& numbers) {
  return optimizing::norm(std::span<const T>(numbers));
}

const auto nearly = boost::test_tools::tolerance(1e-15);

}  // namespace

BOOST_AUTO_TEST_CASE(every_number_counts_once) {
  for (std::size_t size = 0; size < 30; ++size) {
    std::vector<double> ones(size, 1), numbers(size);
    for (std::size_t i = 0; i < size; ++i) numbers[i] = static_cast<double>(i);
    const double count = static_cast<double>(size), total = count * (count - 1) / 2;
    BOOST_TEST(sum(size, [&](std::size_t i) { return numbers[i]; }) == total);
    BOOST_TEST(dot(numbers, ones) == total);
    BOOST_TEST(distance(ones, std::vector<double>(size, 3)) == std::sqrt(4 * count));
  }
}

BOOST_AUTO_TEST_CASE(floats_are_summed_in_double) {
  const std::vector<float> x{1e8f, 1, -1e8f}, ones(3, 1);
  BOOST_TEST(dot(x, ones) == 1);
  BOOST_TEST(dot(std::vector{3e38f}, std::vector{3e38f}) > 8e76);
}

BOOST_AUTO_TEST_CASE(of_any_size) {
  BOOST_TEST(norm_of<double>({}) == 0);
  BOOST_TEST(norm_of<double>({-3}) == 3);
  BOOST_TEST(norm_of<double>({3, 4}) == 5);
  for (const std::size_t size : {7U, 8U, 9U, 1000U})
    BOOST_TEST(norm_of(std::vector<float>(size, 2)) == 2 * std::sqrt(size), nearly);
}

BOOST_AUTO_TEST_CASE(of_several_together) {
  const double two[] = {2, 4};
  const double one[] = {4};
  BOOST_TEST(optimizing::norm(std::span<const double>(two), std::span<const double>(one)) == 6);
}

BOOST_AUTO_TEST_CASE(where_squares_overflow_or_vanish) {
  BOOST_TEST(norm_of<double>({3e200, 4e200}) == 5e200, nearly);
  BOOST_TEST(norm_of<double>({1.7e308}) == 1.7e308, nearly);
  BOOST_TEST(norm_of<double>({3e-200, 4e-200}) == 5e-200, nearly);
  BOOST_TEST(norm_of<double>({5e-324}) == 5e-324);
  BOOST_TEST(norm_of<float>({3e30F, 4e30F}) == 5e30, boost::test_tools::tolerance(1e-7));
  BOOST_TEST(norm_of<double>({0, 0}) == 0);
}

BOOST_AUTO_TEST_CASE(of_what_is_no_number) {
  BOOST_TEST(norm_of<double>({1, INFINITY}) == INFINITY);
  BOOST_TEST(std::isnan(norm_of<double>({1, NAN})));
}
