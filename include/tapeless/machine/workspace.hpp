// Memory that a thread keeps between calls, so that the second call allocates nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace tapeless::machine {

inline constexpr std::size_t alignment = 64;

constexpr std::ptrdiff_t rounded_up(std::ptrdiff_t size, std::ptrdiff_t unit) { return (size + unit - 1) / unit * unit; }

// Bytes, aligned for packs. They belong to one evaluation until it ends; a second one on the same thread, inside the first,
// gets its own.
class workspace {
 public:
  explicit workspace(std::size_t bytes) : kept_(keep()) {
    if (bytes > kept_.size) {
      kept_.bytes.reset(new std::byte[bytes + alignment]);
      kept_.size = bytes;
    }
    mine_.swap(kept_.bytes);
    size_ = kept_.size;
    kept_.size = 0;
  }
  workspace(const workspace&) = delete;
  workspace& operator=(const workspace&) = delete;
  ~workspace() {
    if (size_ <= kept_.size) return;
    kept_.bytes.swap(mine_);
    kept_.size = size_;
  }

  std::byte* begin() const {
    const auto address = reinterpret_cast<std::uintptr_t>(mine_.get());
    return mine_.get() + (alignment - address % alignment) % alignment;
  }

 private:
  struct memory {
    std::unique_ptr<std::byte[]> bytes;
    std::size_t size = 0;
  };
  static memory& keep() {
    thread_local memory kept;
    return kept;
  }

  memory& kept_;
  std::unique_ptr<std::byte[]> mine_;
  std::size_t size_ = 0;
};

}  // namespace tapeless::machine
