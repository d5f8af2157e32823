// A statement becomes an entry.
#pragma once

#include "tapeless/tape/slowly.hpp"
#include "tapeless/tape/twins.hpp"

namespace tapeless {

namespace taped {

// (Here loops over operands are unrolled also at -O2, so that what is known of each is a constant.)

// Where the operands of a statement are, seen from it: negative numbers. (Taken once: the compiler
// would do it again behind each store, which may have changed what it was taken from.)
template <int Count>
struct offsets {
  index next;
  base::several<index, Count> of;

  template <class T>
  [[gnu::always_inline]] offsets(const pen<T>& pen, const unfinished<T, Count>& s)
      : next(pen.next) {
#pragma GCC unroll 16
    for (int k = 0; k < Count; ++k) of[k] = s.operand[k] - next;
  }
};

// Whether all operands were recorded here, and there is room. (Taken without a sign, the offsets of
// passive numbers, and of those that were recorded elsewhere, are less than that of `before`. Where
// some may be out of reach there is no room: recording::set_limit.)
template <class T, int Count>
[[gnu::always_inline]] inline bool is_quick(const pen<T>& pen, const offsets<Count>& offsets,
                                            index farthest, size_t bytes) {
#pragma GCC unroll 16
  for (int k = 0; k < Count; ++k) farthest = std::min(farthest, offsets.of[k]);
  return farthest > pen.before - offsets.next && reinterpret_cast<std::uintptr_t>(pen.at) + bytes <=
                                                     reinterpret_cast<std::uintptr_t>(pen.limit);
}

// How many there are of each kind. (The compiler knows.)
template <class T, int Count>
[[gnu::always_inline]] inline operand_counts counts_of(const unfinished<T, Count>& s) {
  operand_counts n{0, 0, 0};
#pragma GCC unroll 16
  for (int k = 0; k < Count; ++k) {
    if (!is_in(s.units, k)) ++n.stored;
    else if (s.partial[k] > T(0)) ++n.plus;
    else ++n.minus;
  }
  return n;
}

// The offsets of the operands that are no units, or of the units with one sign.
template <class T, int Count>
[[gnu::always_inline]] inline std::byte* store_offsets(std::byte* to, const unfinished<T, Count>& s,
                                                       const offsets<Count>& offsets, bool units,
                                                       bool plus = true) {
#pragma GCC unroll 16
  for (int k = 0; k < Count; ++k)
    if (is_in(s.units, k) == units && (!units || (s.partial[k] > T(0)) == plus))
      to = store_alone(to, static_cast<offset>(offsets.of[k]));
  return to;
}
template <class T, int Count>
[[gnu::always_inline]] inline std::byte* write_terms(std::byte* to, const unfinished<T, Count>& s,
                                                     const offsets<Count>& offsets) {
  __builtin_prefetch(to + 2048, 1);  // a store that has to wait for memory holds up all
#pragma GCC unroll 16
  for (int k = 0; k < Count; ++k)
    if (!is_in(s.units, k)) to = store_alone(to, s.partial[k]);
  to = store_offsets(to, s, offsets, false);
  to = store_offsets(to, s, offsets, true, true);
  return store_offsets(to, s, offsets, true, false);
}

// The statement that is recorded: 0 when no operand is active, else unread.
template <class T, int Count>
[[gnu::always_inline]] inline index record(const unfinished<T, Count>& s) {
  if (s.is_finished()) return s.finished_statement();
  if constexpr (Count == 1)
    if (is_constant(s.partial[0], 1)) return s.operand[0];  // x, or x + 2: the same derivatives
  if constexpr (may_be_twins<Count, 0>)
    if (are_twins(s, 0)) return record(merged<0>(s));
  if constexpr (may_be_twins<Count, 1>)
    if (are_twins(s, 1)) return record(merged<1>(s));
  const operand_counts counts = counts_of(s);
  const size_t bytes = bytes_of<T>(kind::statement, counts);
  pen<T>& pen = *this_thread<T>::writes;
  const offsets offsets(pen, s);
  if (!is_quick(pen, offsets, ~index{0}, bytes)) [[unlikely]]
    return slowly<T, Count>::record(s, std::make_integer_sequence<int, Count>{});
  std::byte* const begin = std::exchange(pen.at, pen.at + bytes);
  pen.next = offsets.next + 1;
  write_terms(begin, s, offsets);
  store(begin + bytes - sizeof(tag), make_tag(kind::statement, counts));
  return offsets.next | unread;
}

// target += s, as part of the target's statement: d(target + s) / d(target) is 1, so the old target
// and the new one share an adjoint. False when the target is out of reach.
template <class T, int Count>
[[gnu::always_inline]] inline bool add(index target, const unfinished<T, Count>& s) {
  if constexpr (may_be_twins<Count, 0>)
    if (are_twins(s, 0)) return add(target, merged<0>(s));
  if constexpr (may_be_twins<Count, 1>)
    if (are_twins(s, 1)) return add(target, merged<1>(s));
  const operand_counts counts = counts_of(s);
  const size_t bytes = bytes_of<T>(kind::addition, counts);
  pen<T>& pen = *this_thread<T>::writes;
  const offsets offsets(pen, s);
  const index of_target = target - offsets.next;
  if (!is_quick(pen, offsets, of_target, bytes)) [[unlikely]]
    return slowly<T, Count>::add(target, s, std::make_integer_sequence<int, Count>{});
  std::byte* const begin = std::exchange(pen.at, pen.at + bytes);
  store(write_terms(begin, s, offsets), static_cast<offset>(of_target));
  store(begin + bytes - sizeof(tag), make_tag(kind::addition, counts));
  return true;
}

}  // namespace taped

template <class T, int Count>
taped::index unfinished<T, Count>::statement() const {
  if (!is_finished_) {
    statement_ = taped::record(*this) & ~taped::unread;
    is_finished_ = true;
  }
  return statement_;
}

}  // namespace tapeless
