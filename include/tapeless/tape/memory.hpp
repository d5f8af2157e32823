// The memory of a recording: chunks that grow, and are kept for the next recording.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "tapeless/machine/large_pages.hpp"
#include "tapeless/tape/entry.hpp"

namespace tapeless::taped {

class memory {
 public:
  struct give_back {
    size_t size = 0;
    void operator()(std::byte* bytes) const {
      machine::large_pages<std::byte>().deallocate(bytes, size);
    }
  };
  struct chunk {
    std::unique_ptr<std::byte[], give_back> bytes;
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
    std::byte* const bytes = machine::large_pages<std::byte>().allocate(size);
    chunks_.push_back({{bytes, give_back{size}}, size, 0});
  }

  std::vector<chunk> chunks_;
  size_t in_use_ = 0;  // the first few; those behind wait
};

}  // namespace tapeless::taped
