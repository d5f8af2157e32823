// Constant evaluations, and calls that allocate nothing.
#include "tapeless/tapeless.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <new>
#include <vector>

namespace {

int allocations = 0;

void* counted(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  throw std::bad_alloc();
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto x = input<"x">;
constexpr auto data = input<"data">(n);
constexpr auto weights = input<"weights">(k);
constexpr auto wide = input<"wide">(n, k);

static_assert(gradient(x * x, wrt(x))(x = 3.6)[x] == 7.2);
static_assert(gradient(x * x, wrt(x))(x = 3.0).value == 9);
static_assert(gradient(sum(weights * weights * x),
                       wrt(x, weights))(x = 2, weights = std::array{1., 2., 3.})[x] == 14);
static_assert(gradient(sum(weights * weights * x),
                       wrt(x, weights))(x = 2, weights = std::array{1., 2., 3.})[weights] ==
              std::array{4., 8., 12.});
static_assert(function(weights * x)(x = 2, weights = std::array{1.F, 2.F, 3.F}) ==
              std::array{2.F, 4.F, 6.F});
static_assert(function(sum(data))(data = std::array{1., 2., 3., 4., 5.}) == 15);
static_assert(gradient(max(weights, k), wrt(weights))(weights = std::array{1., 3., 3.})[weights] ==
              std::array{0., .5, .5});

// How often a second call, with the same extents, asks for memory.
template <class Call>
int in_second(Call call) {
  call();
  const int before = allocations;
  call();
  return allocations - before;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  const int before = allocations;
  ::operator delete(::operator new(4));  // a new-expression may be left out by the compiler
  BOOST_TEST(allocations == before + 1);
}

BOOST_AUTO_TEST_CASE(scalar_results_allocate_nothing) {
  constexpr auto fit = gradient(mean(square(x * data)), wrt(x));
  for (const std::size_t size : {0U, 1U, 100U, 100000U}) {
    const std::vector<double> numbers(size, 1);
    BOOST_TEST(in_second([&] { (void)fit(x = 2, data = numbers); }) == 0);
  }
}

BOOST_AUTO_TEST_CASE(memory_given_by_out_is_enough) {
  constexpr auto fit =
      gradient(sum(square(data - mean(data)) * logsumexp(wide * data, k)), wrt(data, wide));
  for (const std::size_t size : {1U, 100U, 20000U}) {
    const std::vector<double> numbers(size, 1), many(3 * size, 2);
    std::vector<double> d_data(size), d_wide(3 * size);
    const auto call = [&] {
      (void)fit(data = numbers, wide = many, out(data) = d_data, out(wide) = d_wide);
    };
    BOOST_TEST(in_second(call) == 0);
  }
}

BOOST_AUTO_TEST_CASE(memory_given_to_a_function_is_enough) {
  constexpr auto f = function(data / sum(exp(data)));
  const std::vector<double> numbers(5000, 1);
  std::vector<double> result(5000);
  BOOST_TEST(in_second([&] { (void)f(data = numbers, out = result); }) == 0);
}

// As std::mdspan shows itself.
struct every_second {
  using reference = const double&;
  static constexpr std::size_t rank() { return 1; }
  static constexpr bool is_always_strided() { return true; }
  std::size_t extent(std::size_t) const { return numbers.size() / 2; }
  std::size_t stride(std::size_t) const { return 2; }
  const double* data_handle() const { return numbers.data(); }

  std::vector<double> numbers;
};

BOOST_AUTO_TEST_CASE(copies_of_strided_data_allocate_nothing) {
  constexpr auto f = function(sum(square(data - mean(data)) * logsumexp(wide * data, k)));
  for (const std::size_t size : {1U, 100U, 20000U}) {
    const every_second numbers{std::vector<double>(2 * size, 1)};
    const std::vector<double> many(3 * size, 2);
    BOOST_TEST(in_second([&] { (void)f(data = numbers, wide = many); }) == 0);
  }
}

BOOST_AUTO_TEST_CASE(results_over_inputs_allocate_nothing) {
  constexpr auto f = function(data / sum(exp(data)));
  std::vector<double> numbers(5000, 1);
  BOOST_TEST(in_second([&] { (void)f(data = numbers, out = numbers); }) == 0);
}

BOOST_AUTO_TEST_CASE(static_extents_allocate_nothing_at_all) {
  constexpr auto fit = gradient(sum(square(weights)), wrt(weights));
  const int before = allocations;
  (void)fit(weights = std::array{1., 2., 3.});
  BOOST_TEST(allocations == before);
}

BOOST_AUTO_TEST_CASE(what_is_constant_is_the_same_at_run_time) {
  constexpr auto fit = gradient(sum(weights * weights * x), wrt(x, weights));
  constexpr auto early = fit(x = 2, weights = std::array{1., 2., 3.});
  const auto late = fit(x = 2, weights = std::array{1., 2., 3.});
  BOOST_TEST(early.value == late.value);
  BOOST_TEST(early[x] == late[x]);
  BOOST_TEST(early[weights] == late[weights]);
}
