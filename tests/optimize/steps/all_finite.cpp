// Every place of a tensor is looked at, with any number of threads. Once more with -ffast-math:
// optimize.all_finite_fast.
#include "tapeless/optimize/steps/all_finite.hpp"

#include <boost/test/unit_test.hpp>
#include <initializer_list>
#include <limits>
#include <vector>

using tapeless::optimizing::all_finite;

namespace {

template <class T>
bool is_all_finite(const std::vector<T>& numbers, int threads) {
  return all_finite(std::span<const T>(numbers), threads);
}

// Everything finite that has a bit in common with what is not.
template <class T>
std::vector<T> finite(std::size_t size) {
  using limits = std::numeric_limits<T>;
  const T some[] = {0, -T(0), 1, -2, limits::max(), limits::lowest(), limits::denorm_min()};
  std::vector<T> numbers;
  for (std::size_t i = 0; i < size; ++i) numbers.push_back(some[i % std::size(some)]);
  return numbers;
}

template <class T>
void check(std::size_t size, std::size_t stride, int threads) {
  using limits = std::numeric_limits<T>;
  auto numbers = finite<T>(size);
  BOOST_TEST(is_all_finite(numbers, threads));
  for (std::size_t i = 0; i < size; i += stride) {
    const T before = numbers[i];
    for (const T bad : {limits::infinity(), -limits::infinity(), limits::quiet_NaN(),
                        -limits::quiet_NaN(), limits::signaling_NaN()}) {
      numbers[i] = bad;
      BOOST_TEST(!is_all_finite(numbers, threads));
    }
    numbers[i] = before;
  }
  BOOST_TEST(is_all_finite(numbers, threads));
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_place_of_small_tensors) {
  for (std::size_t size = 0; size < 40; ++size) {
    check<float>(size, 1, 1);
    check<double>(size, 1, 1);
  }
}

BOOST_AUTO_TEST_CASE(several_chunks_and_threads) {
  for (const int threads : {1, 3}) {
    check<float>(150'001, 14'999, threads);
    check<double>(150'001, 14'999, threads);
  }
}
