#include "tapeless/machine/workspace.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>

using tapeless::machine::alignment;
using tapeless::machine::rounded_up;
using tapeless::machine::workspace;

namespace {

bool aligned(const void* memory) {
  return reinterpret_cast<std::uintptr_t>(memory) % alignment == 0;
}

// Not inlined: g++ would take the small memory for all there is.
[[gnu::noinline]] void fill(workspace& w, int value, std::size_t bytes) {
  std::memset(w.begin(), value, bytes);
}

}  // namespace

BOOST_AUTO_TEST_CASE(sizes) {
  static_assert(rounded_up(0, 8) == 0);
  static_assert(rounded_up(1, 8) == 8);
  static_assert(rounded_up(8, 8) == 8);
  static_assert(rounded_up(9, 8) == 16);
}

BOOST_AUTO_TEST_CASE(all_of_it_can_be_written) {
  for (const std::size_t bytes : {0U, 1U, 4096U, 4097U, 1000000U, 5000U}) {
    workspace w(bytes);
    BOOST_TEST(aligned(w.begin()));
    fill(w, 1, bytes);
  }
}

BOOST_AUTO_TEST_CASE(a_second_call_has_the_same_memory) {
  std::byte* first = nullptr;
  {
    workspace w(100000);
    first = w.begin();
  }
  workspace w(90000);
  BOOST_TEST(w.begin() == first);
}

BOOST_AUTO_TEST_CASE(one_inside_another_has_its_own) {
  workspace outer(100000);
  fill(outer, 1, 100000);
  {
    workspace inner(100000);
    BOOST_TEST(inner.begin() != outer.begin());
    fill(inner, 2, 100000);
  }
  workspace again(200000);
  fill(again, 3, 200000);
  BOOST_TEST(static_cast<int>(outer.begin()[99999]) == 1);
}

BOOST_AUTO_TEST_CASE(two_are_kept) {
  std::byte *small = nullptr, *large = nullptr;
  const auto both = [&](std::size_t outer_bytes, std::size_t inner_bytes) {
    workspace outer(outer_bytes);
    workspace inner(inner_bytes);
    small = outer_bytes < inner_bytes ? outer.begin() : inner.begin();
    large = outer_bytes < inner_bytes ? inner.begin() : outer.begin();
  };
  for (const bool small_first : {true, false}) {
    const auto call = [&] { small_first ? both(4000000, 7000000) : both(7000000, 4000000); };
    call();
    const std::byte *const first_small = small, *const first_large = large;
    call();
    BOOST_TEST(small == first_small);
    BOOST_TEST(large == first_large);
  }
}
