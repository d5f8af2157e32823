// Forward mode: numbers that carry their derivatives along. For few inputs and long programs: no
// tape, no memory.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstring>
#include <string>
#include <utility>

#include "tapeless/base/error.hpp"
#include "tapeless/base/several.hpp"
#include "tapeless/tape/functions.hpp"

namespace tapeless {

namespace taped {

// Derivatives by `Count` inputs. (The compiler's vector, because it does not always see one in a
// loop.)
template <class T, int Count>
struct gradient_vector {
  static constexpr int size = static_cast<int>(std::bit_ceil(static_cast<unsigned>(Count)));
  using type [[gnu::vector_size(size * sizeof(T))]] = T;
};

// A place among the inputs of a dual.
inline int checked_place(int place, int count) {
  if (place < 0 || count <= place) [[unlikely]]
    base::fail("dual: there is no place " + std::to_string(place) + " among " +
               std::to_string(count) + " inputs; places begin at 0");
  return place;
}

}  // namespace taped

// What operators and functions of duals make: a value, and what its derivatives are a combination
// of. The vectors are added up once for a statement, not once for each operation. Users do not
// write this type, and `auto d = x - y;` is a number like any other.
template <class T, int Count, int Terms>
class combination {
 public:
  using value_type = T;
  using derivatives = typename taped::gradient_vector<T, Count>::type;

  combination() : combination(T(0)) {}
  combination(const T& value, const T& factor, const derivatives& of)
      : value_(value), factor_{factor}, of_{of} {}
  // A passive number, so that `c ? x * y : 0.0` has a type. (Factors of 1: they do no harm.)
  template <class X>
  requires(taped::fits<X, T>&& taped::is_passive<X, T>) combination(const X& x)
      : value_(static_cast<T>(x)) {
    std::fill_n(factor_, Terms, T(1));
  }
  // One with fewer terms, so that `c ? x * y : sin(x)` has one.
  template <int Fewer>
  requires(Fewer < Terms) combination(const combination<T, Count, Fewer>& x) : value_(x.value_) {
    std::copy_n(x.factor_, Fewer, factor_);
    std::copy_n(x.of_, Fewer, of_);
    std::fill_n(factor_ + Fewer, Terms - Fewer, T(1));
  }

  // A value with the derivative g by x; or g by x and h by y.
  template <class X>
  [[gnu::always_inline]] combination(const T& value, const X& x, const T& g) : value_(value) {
    take(x, g, 0);
  }
  template <class X, class Y>
  [[gnu::always_inline]] combination(const T& value, const X& x, const T& g, const Y& y, const T& h)
      : value_(value) {
    take(x, g, 0);
    take(y, h, X::terms);
  }

  const T& value() const { return value_; }

  // (Not returned: how vectors are returned depends on the processor.)
  [[gnu::always_inline]] void add_up(derivatives& sum) const {
    sum = factor_[0] * of_[0];
    for (int k = 1; k < Terms; ++k) sum = factor_[k] * of_[k] + sum;
    T all = factor_[0];
    for (int k = 1; k < Terms; ++k) all *= factor_[k];
    if (!taped::is_harmless(all)) [[unlikely]] {
      const combination copy(*this);  // so that this one need not be in memory
      derivatives with_care;
      add_up_with_care(copy, with_care);
      sum = with_care;
    }
  }

  template <taped::fits<T> X>
  combination& operator+=(const X& x) {
    return become(*this + x);
  }
  template <taped::fits<T> X>
  combination& operator-=(const X& x) {
    return become(*this - x);
  }
  template <taped::fits<T> X>
  combination& operator*=(const X& x) {
    return become(*this * x);
  }
  template <taped::fits<T> X>
  combination& operator/=(const X& x) {
    return become(*this / x);
  }
  template <taped::fits<T> X>
  combination& operator=(const X& x) {
    return become(x);
  }

  // static_cast<int>(x * y): the derivatives end here.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  explicit operator Number() const { return static_cast<Number>(value_); }

  // What tape/apply.hpp needs: a number as an operand, and the chain rule.
  [[gnu::always_inline]] friend combination<T, Count, 1> term(const combination& x) {
    dual<T, Count> finished = x;
    return term(finished);
  }
  [[gnu::always_inline]] friend combination&& term(combination&& x) { return std::move(x); }
  [[gnu::always_inline]] friend combination chained(auto, const T& value, const combination& x,
                                                    const T& g) {
    return {value, x, g};
  }
  template <int Others>
  [[gnu::always_inline]] friend combination<T, Count, Terms + Others> chained(
      auto, const T& value, const combination& x, const T& g,
      const combination<T, Count, Others>& y, const T& h) {
    return {value, x, g, y, h};
  }

 private:
  template <class, int, int>
  friend class combination;
  static constexpr int terms = Terms;

  template <int Others>
  [[gnu::always_inline]] void take(const combination<T, Count, Others>& x, const T& g, int first) {
    for (int k = 0; k < Others; ++k) {
      factor_[first + k] = taped::chain_product(x.factor_[k], g);
      of_[first + k] = x.of_[k];
    }
  }
  // (Of a copy, so that this one can stay in registers. Lane by lane, because g++ 12 stops with an
  // internal error at a choice between vectors: tests/tape/chain.cpp.)
  [[gnu::cold, gnu::noinline]] static void add_up_with_care(const combination& x,
                                                            derivatives& sum) {
    sum = derivatives{};
    for (int k = 0; k < Terms; ++k)
      for (int i = 0; i < Count; ++i) sum[i] += taped::chain_product(x.factor_[k], T(x.of_[k][i]));
  }
  combination& become(const dual<T, Count>& x) { return *this = combination(term(x)); }

  T value_;
  base::several<T, Terms> factor_ = {};
  base::several<derivatives, Terms> of_ = {};
};

// A number that behaves like a T (float or double), with its derivatives by `Count` inputs.
template <class T, int Count>
class dual {
  static_assert(std::is_floating_point_v<T>, "tapeless: dual<T, Count> is for T = float or double");
  using gradient = taped::gradient_vector<T, Count>;
  using vector = typename gradient::type;

 public:
  using value_type = T;

  dual() = default;
  template <class X>
  requires(taped::fits<X, T>&& taped::is_passive<X, T>) dual(const X& x)
      : value_(static_cast<T>(x)) {}
  template <int Terms>
  [[gnu::always_inline]] dual(const combination<T, Count, Terms>& x) : value_(x.value()) {
    vector sum;
    x.add_up(sum);
    std::memcpy(derivatives_, &sum, sizeof sum);
  }

  // The input with this place, from 0 to Count - 1: its derivative by itself is 1.
  dual(T value, int place) : value_(value) {
    derivatives_[taped::checked_place(place, Count)] = T(1);
  }

  const T& value() const { return value_; }
  T derivative(int input) const { return derivatives_[taped::checked_place(input, Count)]; }

  template <taped::fits<T> X>
  [[gnu::always_inline]] dual& operator+=(const X& x) {
    return *this = *this + x;
  }
  template <taped::fits<T> X>
  [[gnu::always_inline]] dual& operator-=(const X& x) {
    return *this = *this - x;
  }
  template <taped::fits<T> X>
  [[gnu::always_inline]] dual& operator*=(const X& x) {
    return *this = *this * x;
  }
  template <taped::fits<T> X>
  [[gnu::always_inline]] dual& operator/=(const X& x) {
    return *this = *this / x;
  }

  dual& operator++() { return *this += T(1); }
  dual& operator--() { return *this -= T(1); }
  dual operator++(int) { return std::exchange(*this, *this + T(1)); }
  dual operator--(int) { return std::exchange(*this, *this - T(1)); }

  // static_cast<int>(x), for indices: the derivatives end here.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  explicit operator Number() const { return static_cast<Number>(value_); }

  // What tape/apply.hpp needs: a number as an operand.
  [[gnu::always_inline]] friend combination<T, Count, 1> term(const dual& x) {
    vector of;
    std::memcpy(&of, x.derivatives_, sizeof of);
    return {x.value_, T(1), of};
  }

 private:
  // (Not a vector: of parameters that are aligned as one, g++ notes in a user's build that its ABI
  // has changed.)
  T value_{};
  base::several<T, gradient::size> derivatives_{};
};

}  // namespace tapeless
