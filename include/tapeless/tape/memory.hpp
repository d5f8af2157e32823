// The memory of a recording: chunks that grow, and are kept for the next recording.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "tapeless/tape/entry.hpp"

namespace tapeless::taped {

class memory {
 public:
  struct chunk {
    std::unique_ptr<std::byte[]> bytes;
    size_t size = 0;
    size_t used = 0;

    std::byte* begin() const { return bytes.get(); }
    std::byte* end() const { return bytes.get() + used; }
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

  // Makes room for so many bytes in all.
  void reserve(size_t bytes) {
    if (bytes > size()) add(bytes - size());
  }

 private:
  void add(size_t needed) {
    constexpr size_t smallest = size_t{1} << 15, largest = size_t{1} << 22;
    const size_t size = std::max(needed, std::clamp(this->size(), smallest, largest));
    chunks_.reserve(chunks_.size() + 1);
    chunks_.push_back({std::unique_ptr<std::byte[]>(new std::byte[size]), size, 0});
  }

  std::vector<chunk> chunks_;
  size_t in_use_ = 0;  // the first few; those behind wait
};

}  // namespace tapeless::taped
