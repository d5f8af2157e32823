// Memory that lies in large pages where the system has them: then the processor has fewer of them
// to look up, and the system fewer to bring.
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>

#if __has_include(<sys/mman.h>)
#include <sys/mman.h>
#endif

namespace tapeless::machine {

inline constexpr std::size_t large_page = std::size_t{1} << 21;

// An allocator for the standard's containers. What fills large pages begins with one; what is
// smaller lies where a T may.
template <class T>
struct large_pages {
  using value_type = T;

  large_pages() = default;
  template <class Other>
  large_pages(const large_pages<Other>&) {}

  T* allocate(std::size_t count) {
    const std::size_t bytes = count * sizeof(T);
    void* const p = ::operator new(bytes, alignment_of(bytes));
#ifdef MADV_HUGEPAGE
    if (bytes >= large_page) static_cast<void>(madvise(p, bytes, MADV_HUGEPAGE));
#endif
    return static_cast<T*>(p);
  }
  void deallocate(T* p, std::size_t count) {
    ::operator delete(p, alignment_of(count * sizeof(T)));
  }
  bool operator==(const large_pages&) const { return true; }

 private:
  static constexpr std::align_val_t alignment_of(std::size_t bytes) {
    constexpr std::size_t small = std::max<std::size_t>(alignof(T), alignof(std::max_align_t));
    return std::align_val_t{bytes < large_page ? small : large_page};
  }
};

}  // namespace tapeless::machine
