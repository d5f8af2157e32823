// Memory that a thread keeps between calls, so that the second call allocates nothing.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace tapeless::machine {

inline constexpr std::size_t alignment = 64;

constexpr std::ptrdiff_t rounded_up(std::ptrdiff_t size, std::ptrdiff_t unit) {
  return (size + unit - 1) / unit * unit;
}

// Bytes, aligned for packs: a few on the stack, more from memory that the thread keeps. They belong
// to one evaluation until it ends; a second one on the same thread, inside the first, gets its own.
// Two are kept, for a call that copies its data has two.
class workspace {
 public:
  explicit workspace(std::size_t bytes) {
    if (bytes > sizeof near_) far_ = taken(bytes);
  }
  workspace(const workspace&) = delete;
  workspace& operator=(const workspace&) = delete;
  ~workspace() {
    if (far_.size > 0) give_back(std::move(far_));
  }

  std::byte* begin() {
    if (far_.size == 0) return near_;
    const auto address = reinterpret_cast<std::uintptr_t>(far_.bytes);
    return far_.bytes + (alignment - address % alignment) % alignment;
  }

 private:
  // (No std::unique_ptr: base/owner.hpp says why.)
  struct memory {
    memory() = default;
    explicit memory(std::size_t needed) : bytes(new std::byte[needed + alignment]), size(needed) {}
    memory(memory&& other) noexcept { *this = std::move(other); }
    memory& operator=(memory&& other) noexcept {
      std::swap(bytes, other.bytes);
      std::swap(size, other.size);
      return *this;
    }
    ~memory() { delete[] bytes; }

    std::byte* bytes = nullptr;
    std::size_t size = 0;
  };
  struct memories : std::array<memory, 2> {  // the smaller one first
    ~memories() { ended = true; }
  };
  static memories& kept() {
    thread_local memories m;
    return m;
  }
  // Whether the thread has given back what it kept: destructors of static objects run after that,
  // and evaluations in them keep nothing.
  static inline thread_local constinit bool ended = false;

  // These two are static so that no address of an evaluation escapes, and all of it can stay in
  // registers.
  [[gnu::noinline]] static memory taken(std::size_t bytes) {
    if (ended) return memory(bytes);
    memories& all = kept();
    memory m = std::move(bytes <= all[0].size ? all[0] : all[1]);
    if (bytes <= m.size) return m;
    m = {};  // first, so that both are never there
    return memory(bytes);
  }
  [[gnu::noinline]] static void give_back(memory m) {
    if (ended) return;
    memories& all = kept();
    if (m.size > all[0].size) all[0] = std::move(m);
    if (all[0].size > all[1].size) std::swap(all[0], all[1]);
  }

  alignas(alignment) std::byte near_[1600];
  memory far_;
};

}  // namespace tapeless::machine
