// Statements on their way to the recording. The unit of recording is the statement, not the
// operation: s = a * b + c is one entry with three partial derivatives.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/tape/number.hpp"
#include "tapeless/tape/recording.hpp"

namespace tapeless {

namespace taped {

// Which operands of a statement have a derivative that can only be 1 or -1, a bit for each: it need
// not be stored. (Not of the type, so that `c ? x * y : x - y` has one; the compiler knows anyway.)
using unit_set = uint32_t;
inline constexpr unit_set all_units = (unit_set{1} << most_units) - 1;
constexpr bool is_in(unit_set s, int k) {
  return k < static_cast<int>(most_units) && (s >> k & 1) != 0;
}
constexpr unit_set moved(unit_set s, int by) {
  return by < static_cast<int>(most_units) ? s << by & all_units : 0;
}

}  // namespace taped

// What operators and functions of active numbers make: a value, and the partial derivatives by the
// numbers it was made of. It becomes one statement when it is assigned to an active number, or when
// it is used under a name of its own: `auto d = x - y;` is a number like any other. Users do not
// write this type.
template <class T, int Count>
class unfinished {
 public:
  using value_type = T;

  T result{};
  T partial[Count] = {};
  taped::index operand[Count] = {};
  taped::unit_set units = 0;

  unfinished() = default;
  // A number that is a statement already.
  unfinished(const T& value, taped::index from)
      : result(value), partial{T(1)}, operand{from}, units(1) {}
  // A passive number, so that `c ? x * y : 0.0` has a type.
  template <class X>
  requires(taped::fits<X, T>&& taped::is_passive<X, T>) unfinished(const X& x)
      : result(static_cast<T>(x)) {}
  // One with fewer operands, so that `c ? x * y : sin(x)` has one.
  template <int Fewer>
  requires(Fewer < Count) unfinished(const unfinished<T, Fewer>& x)
      : result(x.result), units(x.units) {
    if (x.is_finished()) {
      partial[0] = T(1);
      operand[0] = x.statement();
      return;
    }
    std::copy_n(x.partial, Fewer, partial);
    std::copy_n(x.operand, Fewer, operand);
  }
  unfinished(const unfinished&) = default;
  unfinished& operator=(const unfinished&) = default;

  const T& value() const& { return result; }
  T value() && { return result; }

  // The statement that this has become, and is from now on.
  taped::index statement() const;
  bool is_finished() const { return is_finished_; }
  taped::index finished_statement() const { return statement_; }

  template <taped::fits<T> X>
  unfinished& operator=(X&& x) {
    return become(std::forward<X>(x));
  }
  template <taped::fits<T> X>
  unfinished& operator+=(X&& x) {
    return become(*this + std::forward<X>(x));
  }
  template <taped::fits<T> X>
  unfinished& operator-=(X&& x) {
    return become(*this - std::forward<X>(x));
  }
  template <taped::fits<T> X>
  unfinished& operator*=(X&& x) {
    return become(*this * std::forward<X>(x));
  }
  template <taped::fits<T> X>
  unfinished& operator/=(X&& x) {
    return become(*this / std::forward<X>(x));
  }

  // static_cast<int>(x * y): the derivative ends here.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  explicit operator Number() const { return static_cast<Number>(result); }

 private:
  unfinished& become(const active<T>& x) {
    result = x.value();
    statement_ = x.statement();
    is_finished_ = true;
    return *this;
  }

  mutable taped::index statement_ = 0;
  mutable bool is_finished_ = false;
};

namespace taped {

// Where speed does not matter: some operands are passive or far, or the memory is full. (One
// parameter for each number: an array would have to be in memory also where speed matters.)
template <class T, int Count>
struct slowly {
  template <int... K>
  struct with {
    template <class X, int>
    using each = X;

    [[gnu::cold, gnu::noinline]] static index record(each<T, K>... partial,
                                                     each<index, K>... operand) {
      if ((operand | ...) == 0) return 0;
      T partials[] = {partial...};
      index operands[] = {operand...};
      const index made = writing<T>().statement({partials, operands, Count});
      return made == 0 ? 0 : made | unread;
    }
    [[gnu::cold, gnu::noinline]] static bool add(index target, each<T, K>... partial,
                                                 each<index, K>... operand) {
      T partials[] = {partial...};
      index operands[] = {operand...};
      return writing<T>().addition(target, {partials, operands, Count});
    }
  };

  template <int... K>
  [[gnu::always_inline]] static index record(const unfinished<T, Count>& s,
                                             std::integer_sequence<int, K...>) {
    return with<K...>::record(s.partial[K]..., s.operand[K]...);
  }
  template <int... K>
  [[gnu::always_inline]] static bool add(index target, const unfinished<T, Count>& s,
                                         std::integer_sequence<int, K...>) {
    return with<K...>::add(target, s.partial[K]..., s.operand[K]...);
  }
};

// Where the operands of a statement are, seen from it: negative numbers. (Taken once: the compiler
// would do it again behind each store, which may have changed what it was taken from.)
template <int Count>
struct offsets {
  index next;
  index of[Count];

  template <class T>
  [[gnu::always_inline]] offsets(const pen<T>& pen, const unfinished<T, Count>& s)
      : next(pen.next) {
    for (int k = 0; k < Count; ++k) of[k] = s.operand[k] - next;
  }
};

// Whether all operands were recorded here and are near, and there is room. (Taken without a sign,
// the offsets of passive numbers, and of those that were recorded elsewhere, are less than that of
// `before`.)
template <class T, int Count>
[[gnu::always_inline]] inline bool is_quick(const pen<T>& pen, const offsets<Count>& offsets,
                                            index farthest, size_t bytes) {
  constexpr index reach = index{1} << reach_bits<T>;
  for (int k = 0; k < Count; ++k) farthest = std::min(farthest, offsets.of[k]);
  return farthest > pen.before - offsets.next && farthest > 0 - reach &&
         pen.at + bytes <= pen.limit;
}

// How many there are of each kind; the first `most_units` units of each sign.
template <class T, int Count>
[[gnu::always_inline]] inline operand_counts counts_of(const unfinished<T, Count>& s) {
  operand_counts n{0, 0, 0};
  for (int k = 0; k < Count; ++k) {
    if (!is_in(s.units, k)) ++n.stored;
    else if (s.partial[k] > T(0)) ++n.plus;
    else ++n.minus;
  }
  return n;
}

template <class T, int Count>
[[gnu::always_inline]] inline std::byte* write_terms(std::byte* to, const unfinished<T, Count>& s,
                                                     const offsets<Count>& offsets) {
  __builtin_prefetch(to + 2048, 1);  // a store that has to wait for memory holds up all
  const auto store_offset = [&](int k) { to = store(to, static_cast<offset>(offsets.of[k])); };
  for (int k = 0; k < Count; ++k)
    if (!is_in(s.units, k)) to = store(to, s.partial[k]);
  for (int k = 0; k < Count; ++k)
    if (!is_in(s.units, k)) store_offset(k);
  for (int k = 0; k < Count; ++k)
    if (is_in(s.units, k) && s.partial[k] > T(0)) store_offset(k);
  for (int k = 0; k < Count; ++k)
    if (is_in(s.units, k) && !(s.partial[k] > T(0))) store_offset(k);
  return to;
}

// Two neighbours may be one number, as in x * x: then they are one operand. (Not looked for in long
// statements, where it would cost more than it saves.)
template <int Count>
inline constexpr bool may_have_twins = Count == 2 || Count == 3;
template <class T, int Count>
[[gnu::always_inline]] inline int first_twin(const unfinished<T, Count>& s) {
  for (int k = 0; k + 1 < Count; ++k)
    if (s.operand[k] == s.operand[k + 1] && !is_in(s.units, k) && !is_in(s.units, k + 1)) return k;
  return -1;
}
template <class T, int Count>
[[gnu::always_inline]] inline unfinished<T, Count - 1> merged(const unfinished<T, Count>& s,
                                                              int twin) {
  unfinished<T, Count - 1> z;
  for (int k = 0; k < Count - 1; ++k) {
    const int from = k <= twin ? k : k + 1;
    z.partial[k] = k == twin ? T(s.partial[k] + s.partial[k + 1]) : s.partial[from];
    z.operand[k] = s.operand[from];
    z.units |= moved(is_in(s.units, from), k);
  }
  return z;
}

// The statement that is recorded: 0 when no operand is active, else unread.
template <class T, int Count>
[[gnu::always_inline]] inline index record(const unfinished<T, Count>& s) {
  if (s.is_finished()) return s.finished_statement();
  if constexpr (Count == 1)
    if (is_constant(s.partial[0], 1)) return s.operand[0];  // x, or x + 2: the same derivatives
  if constexpr (may_have_twins<Count>)
    if (const int twin = first_twin(s); twin >= 0) return record(merged(s, twin));
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
  if constexpr (may_have_twins<Count>)
    if (const int twin = first_twin(s); twin >= 0) return add(target, merged(s, twin));
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
