// The memory of a recording: it grows in blocks, and its entries lie across no border.
#include "tapeless/tape/memory.hpp"

#include <cstdint>
#include <memory>

#include "support/taped.hpp"

using namespace tapeless;

namespace {

std::uintptr_t address_of(const taped::memory::chunk& c) {
  return reinterpret_cast<std::uintptr_t>(c.begin());
}

template <class T>
active<T> with_entries_of_all_sizes(const std::vector<active<T>>& x, int steps) {
  active<T> y = x[0], s = x[1];
  for (int i = 0; i < steps; ++i) {
    y = -y;
    y = y * x[1] * T(0.5) - x[0];
    s += y * y;
    if (i % 7 == 0) s = sum(x) - s;
    if (i % 11 == 0) y += dot(x, x) * T(1e-3);
    s = s * T(0.5) + y;
  }
  return s + y;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_tiny_tape_has_little_memory) {
  std::vector<std::unique_ptr<tape<double>>> tapes;
  for (int i = 0; i < 100; ++i) {
    tapes.push_back(std::make_unique<tape<double>>());
    const active<double> y = tapes.back()->input(3) * 2;
    BOOST_TEST(tapes.back()->gradient(y)[0] == 2);
    BOOST_TEST(tapes.back()->ledger().memory().size() <= std::size_t{1} << 15);
  }
}

BOOST_AUTO_TEST_CASE(blocks_grow_and_large_ones_fill_large_pages) {
  taped::memory m;
  std::size_t last = 0;
  for (int i = 0; i < 16; ++i) {
    const taped::memory::chunk& c = m.with_room(100);
    BOOST_TEST(c.size >= last);
    BOOST_TEST(c.size <= 2 * machine::large_page);
    if (c.size >= machine::large_page) {
      BOOST_TEST(c.size % machine::large_page == 0U);
      BOOST_TEST(address_of(c) % machine::large_page == 0U);
    }
    last = c.size;
  }
  BOOST_TEST(last == 2 * machine::large_page);
}

BOOST_AUTO_TEST_CASE(an_entry_that_is_larger_than_any_block) {
  taped::memory m;
  BOOST_TEST(m.with_room(10000000).size >= 10000000U);
  m.rewind();
  BOOST_TEST(m.with_room(9000000).size >= 10000000U);
}

BOOST_AUTO_TEST_CASE(reserved_memory_can_be_written) {
  taped::memory m;
  m.reserve(5000000);
  BOOST_TEST(m.size() >= 5000000U);
  const std::size_t size = m.size();
  m.reserve(1000);
  BOOST_TEST(m.size() == size);
  const taped::memory::chunk& c = m.with_room(5000000);
  BOOST_TEST(static_cast<int>(c.begin()[c.size - 1]) == 0);
}

BOOST_AUTO_TEST_CASE(gradients_over_many_blocks) {
  const auto slopes = []<class T>(T, int steps) {
    tape<T> t;
    const active<T> y = with_entries_of_all_sizes(t.inputs(std::vector<T>{T(0.3), T(0.5)}), steps);
    const std::vector<T> g = t.gradient(y);
    BOOST_TEST(t.jacobian(std::vector{y, y, y})[2] == g[0]);
    return g;
  };
  const auto wanted = [](int steps) {
    return tests::slopes_by_tape<long double>(
        [steps](const auto& x) { return with_entries_of_all_sizes(x, steps); }, {0.3, 0.5});
  };
  for (const int steps : {1, 10, 300, 3000, 100000}) {
    const std::vector<long double> right = wanted(steps);
    const std::vector<double> g = slopes(1.0, steps);
    const std::vector<float> f = slopes(1.0F, steps);
    for (std::size_t k = 0; k < 2; ++k) {
      BOOST_TEST(tests::near(g[k], right[k], 1e-11L));
      BOOST_TEST(tests::near(f[k], right[k], 1e-3L));
    }
  }
}

// (The inner tape's numbers are not plain: their entries lie where they may.)
BOOST_AUTO_TEST_CASE(entries_of_active_numbers) {
  tape<double> outer;
  const auto x = outer.inputs(std::vector{0.3, 0.5});
  tape<active<double>> inner;
  const auto z = inner.inputs(x);
  const active<active<double>> y = with_entries_of_all_sizes<active<double>>(z, 2000);
  const std::vector<active<double>> g = inner.gradient(y);
  const auto wanted = tests::slopes_by_tape<double>(
      [](const auto& at) { return with_entries_of_all_sizes(at, 2000); }, {0.3, 0.5});
  BOOST_TEST(tests::near(g[0].value(), wanted[0], 1e-13L));
  BOOST_TEST(tests::near(g[1].value(), wanted[1], 1e-13L));
}
