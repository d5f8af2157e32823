// Statements on their way to the recording. The unit of recording is the statement, not the
// operation: s = a * b + c is one entry with three partial derivatives.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/base/several.hpp"
#include "tapeless/tape/number.hpp"
#include "tapeless/tape/recording.hpp"

namespace tapeless {

// What operators and functions of active numbers make: a value, and the partial derivatives by the
// numbers it was made of. It becomes one statement when it is assigned to an active number, or when
// it is used under a name of its own: `auto d = x - y;` is a number like any other. Users do not
// write this type.
template <class T, int Count>
class unfinished {
 public:
  using value_type = T;

  T result{};
  base::several<T, Count> partial = {};
  base::several<taped::index, Count> operand = {};

  unfinished() = default;
  unfinished(const T& value, const T& by_operand, taped::index from)
      : result(value), partial{by_operand}, operand{from} {}
  // A passive number, so that `c ? x * y : 0.0` has a type.
  template <class X>
  requires(taped::fits<X, T>&& taped::is_passive<X, T>) unfinished(const X& x)
      : result(static_cast<T>(x)) {}
  // One with fewer operands, so that `c ? x * y : sin(x)` has one.
  template <int Fewer>
  requires(Fewer < Count) unfinished(const unfinished<T, Fewer>& x) : result(x.result) {
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

// Whether all operands were recorded here and are near, and there is room. (The distance to a
// passive number, and to one that was recorded elsewhere, is greater than what was recorded.)
template <class T, int Count>
[[gnu::always_inline]] inline bool is_quick(const pen<T>& pen, const unfinished<T, Count>& s,
                                            index farthest, size_t bytes) {
  for (int k = 0; k < Count; ++k) farthest = std::max(farthest, pen.next - s.operand[k]);
  return farthest <= pen.next - pen.first && is_near<T>(farthest) &&
         static_cast<size_t>(pen.limit - pen.at) >= bytes;
}

template <class T, int Count>
[[gnu::always_inline]] inline uint32_t* write_terms(const pen<T>& pen,
                                                    const unfinished<T, Count>& s) {
  __builtin_prefetch(pen.at + 2048, 1);  // a store that has to wait for memory holds up all
  T* const p = reinterpret_cast<T*>(pen.at);
  for (int k = 0; k < Count; ++k) ::new (p + k) T(s.partial[k]);
  auto* const distance = reinterpret_cast<uint32_t*>(p + Count);
  for (int k = 0; k < Count; ++k) distance[k] = static_cast<uint32_t>(pen.next - s.operand[k]);
  return distance + Count;
}

// The statement that is recorded: 0 when no operand is active, else unread.
template <class T, int Count>
[[gnu::always_inline]] inline index record(const unfinished<T, Count>& s) {
  if (s.is_finished()) return s.statement();
  if constexpr (Count == 1)
    if (is_one(s.partial[0])) return s.operand[0];  // x, or x + 2: the same derivatives
  constexpr size_t bytes = bytes_of<T>(kind::statement, Count);
  pen<T>& pen = *this_thread<T>::writes;
  if (!is_quick(pen, s, 0, bytes)) [[unlikely]]
    return slowly<T, Count>::record(s, std::make_integer_sequence<int, Count>{});
  write_terms(pen, s);
  pen.at += bytes;
  tag_before(pen.at) = make_tag(kind::statement, Count);
  return pen.next++ | unread;
}

// target += s, as part of the target's statement: d(target + s) / d(target) is 1, so the old target
// and the new one share an adjoint. False when the target is out of reach.
template <class T, int Count>
[[gnu::always_inline]] inline bool add(index target, const unfinished<T, Count>& s) {
  constexpr size_t bytes = bytes_of<T>(kind::addition, Count);
  pen<T>& pen = *this_thread<T>::writes;
  if (!is_quick(pen, s, pen.next - target, bytes)) [[unlikely]]
    return slowly<T, Count>::add(target, s, std::make_integer_sequence<int, Count>{});
  *write_terms(pen, s) = static_cast<uint32_t>(pen.next - target);
  pen.at += bytes;
  tag_before(pen.at) = make_tag(kind::addition, Count);
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
