// Statements with many operands: sums, products of vectors, compiled formulas. Operands that were
// recorded one after another are stored as a run, and take no more than their derivatives.
#pragma once

#include <cstring>
#include <vector>

#include "tapeless/tape/recording.hpp"

namespace tapeless::taped {

// Operands whose statements follow each other. A distance of 0: passive numbers, which get nothing.
struct run {
  uint32_t distance = 0;
  uint32_t length = 0;
};

// The entry: the partial derivatives, the runs, how many derivatives there are, the tag.
template <class T>
constexpr size_t bytes_of_spread(size_t operands, size_t runs) {
  return rounded_to_unit<T>(operands * sizeof(T) + (runs + 1) * sizeof(run) + sizeof(tag));
}

template <class T>
class spread_entry {
 public:
  spread_entry(const std::byte* end, size_t runs) {
    run operands;  // as one number: low half, high half
    std::memcpy(&operands, end - sizeof(tag) - sizeof(run), sizeof(run));
    count_ = size_t{operands.length} << 32 | operands.distance;
    begin_ = end - bytes_of_spread<T>(count_, runs);
  }
  const std::byte* begin() const { return begin_; }
  size_t count() const { return count_; }
  const T* partials() const { return reinterpret_cast<const T*>(begin_); }
  const run* runs() const { return reinterpret_cast<const run*>(partials() + count_); }

 private:
  const std::byte* begin_;
  size_t count_;
};

// How many operands from k on belong to the run that begins there. (Eight at a time, because that
// is one comparison of vectors.)
template <class Operand>
[[gnu::always_inline]] inline size_t run_length(size_t k, size_t count, const Operand& operand) {
  constexpr size_t longest = ~uint32_t{0}, step = 8;
  count = std::min(count - k, longest);
  const index first = operand(k);
  const index one = first == 0 ? 0 : 1;
  size_t length = 1;
  for (bool all = true; all && length + step <= count; length += all ? step : 0)
    for (size_t i = length; i < length + step; ++i) all &= operand(k + i) == first + one * i;
  while (length < count && operand(k + length) == first + one * length) ++length;
  return length;
}

// Calls f(first statement, length) for each run of operands.
template <class Operand, class F>
[[gnu::always_inline]] inline void each_run(size_t count, const Operand& operand, const F& f) {
  for (size_t k = 0, length = 0; k < count; k += length)
    f(operand(k), length = run_length(k, count, operand));
}

// @pre all operands are near
template <class T, class Operand, class Fill>
index write_spread(recording<T>& to, size_t count, size_t runs, const Operand& operand,
                   const Fill& fill) {
  if (runs > most_in_a_tag) base::fail("a statement has more than 536870911 separate operands");
  const size_t bytes = bytes_of_spread<T>(count, runs);
  T* const partials = reinterpret_cast<T*>(to.aligned_room_for(bytes));
  fill(partials);
  run* next = reinterpret_cast<run*>(partials + count);
  each_run(count, operand, [&](index first, size_t length) {
    *next++ = {first == 0 ? 0 : static_cast<uint32_t>(to.next - first),
               static_cast<uint32_t>(length)};
  });
  const run total{static_cast<uint32_t>(count), static_cast<uint32_t>(count >> 32)};
  std::memcpy(to.at + bytes - sizeof(tag) - sizeof(run), &total, sizeof(run));
  to.written(bytes, make_tag(kind::spread, runs), 1);
  return to.next - 1;
}

// A statement with `count` operands: operand(k) is the statement of one, 0 if it is passive;
// fill(partials) writes the derivatives. What fill throws leaves the recording as it was.
template <class T, class Operand, class Fill>
index record_spread(recording<T>& to, size_t count, const Operand& operand, const Fill& fill) {
  index far = 0;
  size_t runs = 0;
  each_run(count, operand, [&](index first, size_t length) {
    ++runs;
    if (first == 0) return;
    to.check(first);
    far |= (to.next - first) | (to.next - (first + length - 1));
  });
  if (is_near<T>(far)) return write_spread<T>(to, count, runs, operand, fill);
  std::vector<index> near(count);
  for (size_t k = 0; k < count; ++k) near[k] = to.brought_near(operand(k), count);
  const auto brought_near = [&near](size_t k) { return near[k]; };
  runs = 0;
  each_run(count, brought_near, [&runs](index, size_t) { ++runs; });
  return write_spread<T>(to, count, runs, brought_near, fill);
}

}  // namespace tapeless::taped
