// The names of statements: in a whole program no two statements have one name, whatever their
// tapes, their types of number and their threads are, and whichever library recorded them.
#pragma once

#include <ios>
#include <mutex>
#include <utility>

#include "tapeless/base/error.hpp"
#include "tapeless/tape/entry.hpp"

namespace tapeless::taped {

// Names are handed out in stretches of 2^40. A tape takes the names of its stretch one after the
// other, each once. (At 10^8 statements a second a stretch lasts for three hours.)
inline constexpr int stretch_bits = 40;

// The stretches that nobody uses now, each with the first name in it that was never given. A
// plug-in may bring a copy of this list along, and then neither knows of the other; the numbers of
// new stretches come from the standard library, which all of them share.
class [[gnu::visibility("default")]] spare_stretches {
 public:
  struct stretch {
    index next;
    stretch* other;
  };

  stretch* take() {
    {
      const std::lock_guard lock(mutex_);
      if (first_ != nullptr) return std::exchange(first_, first_->other);
    }
    return new stretch{first_of_new(), nullptr};
  }
  void give_back(stretch * s) noexcept {
    const std::lock_guard lock(mutex_);
    s->other = std::exchange(first_, s);
  }

  static index first_of_new() {
    const index number = static_cast<index>(std::ios_base::xalloc()) + 1;
    if (number >= unread >> stretch_bits) base::fail("there are no names left for more tapes");
    return number << stretch_bits;
  }

 private:
  std::mutex mutex_;
  stretch* first_ = nullptr;  // (never deleted: tapes may live longer than any object here)
};

[[gnu::visibility("default")]] inline constinit spare_stretches spare;

// The stretch of one tape, while it lives.
class names {
 public:
  names() : stretch_(spare.take()), oldest_(stretch_->next) {}
  names(const names&) = delete;
  names& operator=(const names&) = delete;
  ~names() { spare.give_back(stretch_); }

  // The first name of a new recording. All before `used` have been given.
  index after(index used) {
    constexpr index half = index{1} << (stretch_bits - 1);
    stretch_->next = used;
    if ((used & (2 * half - 1)) >= half) oldest_ = stretch_->next = spare_stretches::first_of_new();
    return stretch_->next;
  }
  index first() const { return stretch_->next; }

  // Whether an earlier recording of this tape gave this name.
  bool has_given(index name, index before) const { return oldest_ <= name && name < before; }

 private:
  spare_stretches::stretch* stretch_;
  index oldest_;
};

}  // namespace tapeless::taped
