// Counts what a test program allocates, and lets memory run out. It replaces operator new, so only
// the one file of a program includes it.
#pragma once

#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <new>

namespace tapeless::tests {

struct allocations {
  static inline std::atomic<long> count = 0;  // how often memory was asked for
  static inline std::atomic<std::size_t> live = 0, peak = 0, total = 0;  // in bytes
  static inline std::atomic<std::size_t> most = std::numeric_limits<std::size_t>::max();

  static void* take(std::size_t size, std::size_t alignment) {
    ++count;
    size = std::max(size, std::size_t{1});
    void* memory = nullptr;
    if (live + size > most ||
        posix_memalign(&memory, std::max(alignment, sizeof memory), size) != 0)
      throw std::bad_alloc();
    live += malloc_usable_size(memory);
    total += size;
    peak = std::max(peak.load(), live.load());
    return memory;
  }
  static void give_back(void* memory) {
    live -= malloc_usable_size(memory);
    std::free(memory);
  }

  // How often f asks for memory.
  template <class F>
  static long in(const F& f) {
    const long before = count;
    f();
    return count - before;
  }
  // How many bytes f asks for, whether or not it gives them back.
  template <class F>
  static std::size_t bytes_in(const F& f) {
    const std::size_t before = total;
    f();
    return total - before;
  }
  // The most bytes that f has at a time.
  template <class F>
  static std::size_t peak_in(const F& f) {
    const std::size_t before = live;
    peak = before;
    f();
    return peak - before;
  }
};

// While it lives, no more than `bytes` can be allocated.
struct scarce_memory {
  explicit scarce_memory(std::size_t bytes) { allocations::most = allocations::live + bytes; }
  scarce_memory(const scarce_memory&) = delete;
  scarce_memory& operator=(const scarce_memory&) = delete;
  ~scarce_memory() { allocations::most = std::numeric_limits<std::size_t>::max(); }
};

}  // namespace tapeless::tests

inline constexpr std::size_t usual_alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

void* operator new(std::size_t size) {
  return tapeless::tests::allocations::take(size, usual_alignment);
}
void* operator new[](std::size_t size) {
  return tapeless::tests::allocations::take(size, usual_alignment);
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return tapeless::tests::allocations::take(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return tapeless::tests::allocations::take(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { tapeless::tests::allocations::give_back(memory); }
void operator delete[](void* memory) noexcept { tapeless::tests::allocations::give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { operator delete[](memory); }
void operator delete(void* memory, std::align_val_t) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { operator delete[](memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  operator delete(memory);
}
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
  operator delete[](memory);
}
