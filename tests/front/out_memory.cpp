// Results written over inputs, and over each other.
#include "tapeless/tapeless.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <span>
#include <vector>

#include "../support/near.hpp"
#include "../support/random.hpp"
#include "../support/sentence.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::sentence;

namespace {

constexpr auto n = axis<"n">;
constexpr auto other = twin<"other">(n);
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto table = input<"table">(n, k);
constexpr auto weights = input<"weights">(k);

const std::size_t sizes[] = {1, 2, 7, 8, 9, 40, 1000, 5000};

std::vector<double> numbers(std::size_t size) {
  tests::random_numbers random;
  return random.tensor<double>(size);
}

}  // namespace

BOOST_AUTO_TEST_CASE(over_an_input_read_once) {
  for (const std::size_t size : sizes) {
    const auto data = numbers(size);
    auto same = data;
    (void)function(3_c * x + 1_c)(x = same, out = same);
    BOOST_TEST(same == function(3_c * x + 1_c)(x = data));
  }
}

BOOST_AUTO_TEST_CASE(over_an_input_read_along_a_twin) {
  constexpr auto f = gradient(sum(square(x * x(other) - y)), wrt(x));
  for (const std::size_t size : {1U, 2U, 9U, 40U, 300U}) {
    const auto data = numbers(size);
    auto same = data, target = numbers(size + 1);
    target.pop_back();
    const auto expected = f(x = data, y = target)[x];
    (void)f(x = same, y = target, out(x) = same);
    BOOST_TEST(same == expected);
  }
}

BOOST_AUTO_TEST_CASE(over_an_input_that_is_read_again) {
  constexpr auto centre = function(x - mean(x));
  constexpr auto rows = function(table / sum(table * weights, k));
  constexpr auto both = gradient(square(sum(x * y)), wrt(x, y));
  for (const std::size_t size : sizes) {
    const auto data = numbers(size);
    auto same = data;
    (void)centre(x = same, out = same);
    BOOST_TEST(same == centre(x = data));

    const auto wide = numbers(3 * size), three = numbers(3);
    auto over = wide;
    (void)rows(table = over, weights = three, out = over);
    BOOST_TEST(over == rows(table = wide, weights = three));

    auto a = data, b = numbers(2 * size);
    b.resize(size);
    const auto expected = both(x = a, y = b);
    const auto r = both(x = a, y = b, out(x) = b, out(y) = a);
    BOOST_TEST(b == expected[x]);
    BOOST_TEST(a == expected[y]);
    BOOST_TEST(r[x].data() == b.data());
  }
}

BOOST_AUTO_TEST_CASE(over_a_part_of_an_input) {
  constexpr auto f = gradient(sum(x * x * x), wrt(x));
  for (const std::size_t size : sizes)
    for (const std::size_t shift : {1U, 3U}) {
      auto memory = numbers(size + shift);
      const std::span<double> all(memory);
      const std::vector<double> first(all.first(size).begin(), all.first(size).end()),
          last(all.last(size).begin(), all.last(size).end());
      (void)f(x = all.first(size), out(x) = all.last(size));
      BOOST_TEST(std::vector<double>(all.last(size).begin(), all.last(size).end()) ==
                 f(x = first)[x]);
      std::ranges::copy(last, all.last(size).begin());
      (void)f(x = all.last(size), out(x) = all.first(size));
      BOOST_TEST(std::vector<double>(all.first(size).begin(), all.first(size).end()) ==
                 f(x = last)[x]);
    }
}

BOOST_AUTO_TEST_CASE(a_second_call_computes_with_what_the_first_wrote) {
  constexpr auto f = function(x + 1_c);
  std::vector<double> same(5000, 0);
  for (int i = 0; i < 3; ++i) (void)f(x = same, out = same);
  BOOST_TEST(same == std::vector<double>(5000, 3));
}

BOOST_AUTO_TEST_CASE(results_over_each_other) {
  constexpr auto f = gradient(sum(x * y), wrt(x, y));
  const auto a = numbers(4), b = numbers(4);
  std::vector<double> memory(7, -1);
  const std::span<double> all(memory);
  const char* const expected =
      "tapeless: the memory given to out() for the gradient by \"x\" and for the gradient by \"y\" "
      "overlaps";
  BOOST_TEST(sentence([&] {
               (void)f(x = a, y = b, out(x) = all.first(4), out(y) = all.last(4));
             }) == expected);
  BOOST_TEST(sentence([&] {
               (void)f(x = a, y = b, out(y) = all.first(4), out(x) = all.first(4));
             }) == expected);
  BOOST_TEST(memory == std::vector<double>(7, -1));
  memory.resize(8);
  (void)f(x = a, y = b, out(x) = std::span(memory).first(4), out(y) = std::span(memory).last(4));
  BOOST_TEST(memory[0] == b[0]);
  BOOST_TEST(memory[7] == a[3]);
}
