// The number type of the tape.
#pragma once

#include "tapeless/tape/apply.hpp"

namespace tapeless {

// A number that behaves like a T and is recorded by the tape<T> of this thread. Until something is
// computed from the inputs of a tape it is passive: nothing depends on it, nothing is recorded.
template <class T>
class active {
 public:
  using value_type = T;

  active() = default;
  template <class X>
  requires(taped::fits<X, T>&& taped::is_passive<X, T>) active(const X& x)
      : value_(static_cast<T>(x)) {}
  template <int Count>
  active(const unfinished<T, Count>& s) : value_(s.value()), statement_(s.statement()) {}
  template <int Count>
  [[gnu::always_inline]] active(unfinished<T, Count>&& s)
      : value_(s.value()), statement_(taped::record(s)) {}
  active(const T& value, taped::index statement) : value_(value), statement_(statement) {}

  // Two numbers of one statement: neither may be added to in place.
  active(const active& x) : value_(x.value_), statement_(x.statement()) {}
  active& operator=(const active& x) {
    statement_ = x.statement();
    value_ = x.value_;
    return *this;
  }
  template <int Count>
  [[gnu::always_inline]] active& operator=(unfinished<T, Count>&& s) {
    statement_ = taped::record(s);
    value_ = s.value();
    return *this;
  }

  const T& value() const { return value_; }

  // The statement that made it; 0 when it is passive. Whoever asks, shares it.
  taped::index statement() const {
    if ((statement_ & taped::unread) != 0) statement_ &= ~taped::unread;
    return statement_;
  }
  bool is_passive() const { return statement_ == 0; }

  // The statements of several numbers; returns all their bits together.
  static taped::index statements(const active* x, std::size_t count, taped::index* to) {
    taped::index any = 0;
    for (std::size_t i = 0; i < count; ++i) any |= to[i] = x[i].statement_;
    if ((any & taped::unread) != 0)
      for (std::size_t i = 0; i < count; ++i) to[i] = x[i].statement();
    return any;
  }

  template <taped::fits<T> X>
  [[gnu::always_inline]] active& operator+=(X&& x) {
    if constexpr (taped::is_passive<X, T>) value_ = value_ + static_cast<T>(x);
    else add(taped::term<T>(std::forward<X>(x)));
    return *this;
  }
  template <taped::fits<T> X>
  [[gnu::always_inline]] active& operator-=(X&& x) {
    if constexpr (taped::is_passive<X, T>) value_ = value_ - static_cast<T>(x);
    else add(-taped::term<T>(std::forward<X>(x)));
    return *this;
  }
  template <taped::fits<T> X>
  [[gnu::always_inline]] active& operator*=(X&& x) {
    return *this = *this * std::forward<X>(x);
  }
  template <taped::fits<T> X>
  [[gnu::always_inline]] active& operator/=(X&& x) {
    return *this = *this / std::forward<X>(x);
  }

  active& operator++() { return *this += T(1); }
  active& operator--() { return *this -= T(1); }
  active operator++(int) { return std::exchange(*this, *this + T(1)); }
  active operator--(int) { return std::exchange(*this, *this - T(1)); }

  // static_cast<int>(x), for indices: the derivative ends here.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  explicit operator Number() const { return static_cast<Number>(value_); }

 private:
  // In place, as long as nobody has read this number. (The operands were read before, and this
  // number may be one of them.) To a passive one as if it were not there.
  template <int Count>
  [[gnu::always_inline]] void add(const unfinished<T, Count>& s) {
    const bool alone = (statement_ & taped::unread) != 0;
    if (alone && taped::add(statement_ & ~taped::unread, s)) [[likely]] {
      value_ = value_ + s.value();
    } else if (is_passive()) [[unlikely]] {
      statement_ = taped::record(s);
      value_ = value_ + s.value();
    } else {
      *this = taped::apply<op::add>(taped::term<T>(*this), s);
    }
  }

  T value_{};
  mutable taped::index statement_ = 0;
};

}  // namespace tapeless
