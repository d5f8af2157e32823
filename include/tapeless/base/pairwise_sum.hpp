// Sums of many that lose nothing: sums of blocks are added two by two, so that what is added is
// about as large as what it is added to. (Compensation would not survive -ffast-math.)
#pragma once

#include <cstddef>

namespace tapeless::base {

// Adds block after block, and keeps one sum for each power of two of blocks, as the digits of a
// binary counter.
template <class T>
class pairwise_sum {
 public:
  void add(T block) {
    std::size_t level = 0;
    for (; (blocks_ >> level & 1) != 0; ++level) block = T(sums_[level] + block);
    sums_[level] = block;
    ++blocks_;
  }
  T total() const {
    T sum(0);
    for (std::size_t level = 0; blocks_ >> level != 0; ++level)
      if ((blocks_ >> level & 1) != 0) sum = T(sums_[level] + sum);
    return sum;
  }

 private:
  T sums_[sizeof(std::size_t) * 8] = {};
  std::size_t blocks_ = 0;
};

}  // namespace tapeless::base
