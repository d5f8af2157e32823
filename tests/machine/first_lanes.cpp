// Some lanes of a pack: those that are meant come and go, and no other memory is touched.
#include "tapeless/machine/first_lanes.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

using namespace tapeless::machine;

namespace {

template <class T>
void check_lanes(const pack<T>& p, std::ptrdiff_t live, int step) {
  for (int i = 0; i < pack<T>::width; ++i) BOOST_TEST(p.v[i] == (i < live ? step * i : 1));
}

template <class T>
void check_apart() {
  constexpr int width = pack<T>::width;
  std::vector<T> from(static_cast<std::size_t>(2 * width));
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<T>(i);
  for (std::ptrdiff_t live = 0; live < width; ++live) {
    const pack<T> p = gather_first(from.data(), 2, live);
    check_lanes(p, live, 2);
    std::vector<T> to(static_cast<std::size_t>(3 * width), T(-1));
    scatter_first(p, to.data(), 3, live);
    for (std::ptrdiff_t i = 0; i < std::ssize(to); ++i)
      BOOST_TEST(to[static_cast<std::size_t>(i)] ==
                 (i % 3 == 0 && i / 3 < live ? T(2) * static_cast<T>(i / 3) : T(-1)));
  }
}

// The numbers before a page that may not be touched.
template <class T>
class last_of_a_page {
 public:
  last_of_a_page()
      : memory_(static_cast<char*>(
            mmap(nullptr, 2 * size_, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0))) {
    BOOST_REQUIRE(mprotect(memory_, size_, PROT_READ | PROT_WRITE) == 0);
  }
  last_of_a_page(const last_of_a_page&) = delete;
  last_of_a_page& operator=(const last_of_a_page&) = delete;
  ~last_of_a_page() { munmap(memory_, 2 * size_); }

  T* end() { return reinterpret_cast<T*>(memory_ + size_); }

 private:
  const std::size_t size_ = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  char* memory_;
};

template <class T>
void check_neighbours() {
  constexpr int width = pack<T>::width;
  last_of_a_page<T> page;
  T* const before = page.end() - width - 1;
  for (std::ptrdiff_t live = 0; live < width; ++live) {
    T* const at = page.end() - live;
    std::fill(before, page.end(), T(-1));
    store_first(pack<T>(T(3)) * pack<T>::steps(), at, live);
    BOOST_TEST(std::count(before, at, T(-1)) == width + 1 - live);
    check_lanes(load_first(at, live), live, 3);
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(apart) { check_apart<double>(), check_apart<float>(); }
BOOST_AUTO_TEST_CASE(neighbours) { check_neighbours<double>(), check_neighbours<float>(); }
