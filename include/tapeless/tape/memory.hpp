// The memory of a recording: chunks that grow, and are kept for the next recording.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "tapeless/machine/large_pages.hpp"
#include "tapeless/tape/entry.hpp"

namespace tapeless::taped {

class memory {
 public:
  struct chunk {
    explicit chunk(size_t needed) : bytes(pages().allocate(needed)), size(needed) {}
    chunk(chunk&& other) noexcept
        : bytes(std::exchange(other.bytes, nullptr)), size(other.size), used(other.used) {}
    chunk& operator=(chunk&& other) noexcept {
      std::swap(bytes, other.bytes);
      std::swap(size, other.size);
      std::swap(used, other.used);
      return *this;
    }
    ~chunk() {
      if (bytes != nullptr) pages().deallocate(bytes, size);
    }

    std::byte* begin() const { return bytes; }
    std::byte* end() const { return bytes + used; }

    using pages = machine::large_pages<std::byte>;
    std::byte* bytes;
    size_t size;
    size_t used = 0;
  };

  // The chunk that is being written, with room for at least `needed` bytes behind `used`. When
  // memory runs out it throws std::bad_alloc and nothing has changed.
  chunk& with_room(size_t needed) {
    size_t next = in_use_;
    while (next < chunks_.size() && chunks_[next].size < needed) ++next;
    if (next == chunks_.size()) add(needed);
    if (next != in_use_) std::swap(chunks_[next], chunks_[in_use_]);
    ++in_use_;
    return current();
  }

  // Forgets what is written and keeps the memory.
  void rewind() {
    for (chunk& c : chunks_) c.used = 0;
    in_use_ = 0;
  }

  chunk& current() { return chunks_[in_use_ - 1]; }
  size_t in_use() const { return in_use_; }
  const chunk& operator[](size_t i) const { return chunks_[i]; }

  size_t used() const {
    size_t bytes = 0;
    for (size_t i = 0; i < in_use_; ++i) bytes += chunks_[i].used;
    return bytes;
  }
  size_t size() const {
    size_t bytes = 0;
    for (const chunk& c : chunks_) bytes += c.size;
    return bytes;
  }

  // Makes room for so many bytes in all, in memory that is really there: the system brings a page
  // when it is written for the first time.
  void reserve(size_t bytes) {
    if (bytes <= size()) return;
    add(bytes - size());
    const chunk& made = chunks_.back();
    std::fill_n(made.begin(), made.size, std::byte{0});
  }

 private:
  // (A tape may be one of thousands, and tiny. The more it has, the more it gets.)
  void add(size_t needed) {
    constexpr size_t smallest = size_t{1} << 15, largest = 2 * machine::large_page;
    size_t size = std::max(needed, std::clamp(this->size(), smallest, largest));
    if (size > machine::large_page)
      size = (size + machine::large_page - 1) / machine::large_page * machine::large_page;
    chunks_.reserve(chunks_.size() + 1);
    chunks_.emplace_back(size);
  }

  std::vector<chunk> chunks_;
  size_t in_use_ = 0;  // the first few; those behind wait
};

}  // namespace tapeless::taped
