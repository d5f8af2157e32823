// Memory in large pages: aligned where it is large, and the same where the system has none.
#include "tapeless/machine/large_pages.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <vector>

#if __has_include(<sys/prctl.h>)
#include <sys/prctl.h>
#endif

using namespace tapeless::machine;

namespace {

void check_memory() {
  for (const std::size_t count : {1U, 1000U, 262143U, 262144U, 262145U, 3000000U}) {
    std::vector<double, large_pages<double>> x(count, 2.0);
    if (count * sizeof(double) >= large_page)
      BOOST_TEST(reinterpret_cast<std::uintptr_t>(x.data()) % large_page == 0U);
    x[count - 1] = 3;
    const std::vector<double, large_pages<double>> copy = x;
    BOOST_TEST(copy.front() == (count == 1 ? 3 : 2));
    BOOST_TEST(copy.back() == 3);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(large_memory_begins_with_a_page) { check_memory(); }

BOOST_AUTO_TEST_CASE(small_memory_lies_where_its_type_may) {
  struct alignas(64) wide {
    double number[8];
  };
  for (const std::size_t count : {1U, 2U, 3U, 1000U}) {
    const std::vector<wide, large_pages<wide>> first(count), second(count);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(first.data()) % 64 == 0U);
    BOOST_TEST(reinterpret_cast<std::uintptr_t>(second.data()) % 64 == 0U);
  }
}

#ifdef PR_SET_THP_DISABLE
BOOST_AUTO_TEST_CASE(a_system_that_has_no_large_pages) {
  BOOST_TEST_REQUIRE(prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0) == 0);
  check_memory();
}
#endif
