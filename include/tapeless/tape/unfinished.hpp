// Statements on their way to the recording. The unit of recording is the statement, not the
// operation: s = a * b + c is one entry with three partial derivatives.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/base/several.hpp"
#include "tapeless/tape/number.hpp"
#include "tapeless/tape/units.hpp"

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
  // (Where it has become one. A call of the other would keep all of this in memory.)
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

}  // namespace tapeless
