// A call taken apart, and put together again over plain numbers.
#pragma once

#include <span>
#include <tuple>

#include "tapeless/bridge/arguments.hpp"
#include "tapeless/machine/workspace.hpp"
#include "tapeless/tape/operators.hpp"

namespace tapeless::bridge {

// Plain numbers for an input, with the extents that its data had, and where the gradient by it is
// found among the others.
template <class Input, class T, bool Active, int Rank>
struct plain_numbers {
  base::view<const T, Rank> values;
  size_t first = 0;

  auto given() const {
    if constexpr (Input::info.axes.size == 0) return expr::binding<Input, const T&>{*values.first};
    else return expr::binding<Input, const base::view<const T, Rank>&>{values};
  }
  template <class Call>
  auto with_gradient(T* gradient) const {
    if constexpr (!Active || Call::program::compilation::template output_of<Input>() < 0)
      return std::tuple(given());
    else
      return std::tuple(given(), expr::out_binding<Input, T>{std::span<T>(
                                     gradient + first, static_cast<size_t>(values.count()))});
  }
};

// Anything else, as it was given.
template <class Given>
struct as_given {
  Given it;

  const auto& given() const { return it; }
  template <class Call>
  auto with_gradient(auto*) const {
    return std::tuple<decltype(given())>(it);
  }
};

// Takes what is given to a call apart: values one behind another, and the statements of those that
// are active. Other data is copied when `All`, else it stays where it is.
template <class T, bool All>
class unpacking {
 public:
  template <class... Given>
  explicit unpacking(const Given&... given)
      : active_count((size_t{0} + ... + size_of<true>(given))),
        count((size_t{0} + ... + size_of<!All>(given))),
        memory_(active_count * sizeof(index) + count * sizeof(T)),
        statement(reinterpret_cast<index*>(memory_.begin())),
        value(reinterpret_cast<T*>(statement + active_count)) {}

  template <class Given>
  auto take(const Given& given) {
    return as_given<const Given&>{given};
  }
  template <class Input, class Data>
  requires(All || part<expr::binding<Input, Data>>::is_active) auto take(
      const expr::binding<Input, Data>& b) {
    using of = part<expr::binding<Input, Data>>;
    const auto extents = of::extents(b);
    const auto size = static_cast<size_t>(base::product(extents));
    T* const first = value + taken_;
    const plain_numbers<Input, T, of::is_active, of::rank> numbers{
        base::row_major<const T>(first, extents), active_taken_};
    T* to_value = first;
    of::for_each(b,
                 [&](const auto& x) { ::new (to_value++) T(static_cast<T>(taped::value_of(x))); });
    taken_ += size;
    if constexpr (of::is_active) {
      any_ |= of::template statements<T>(b, size, statement + active_taken_);
      active_taken_ += size;
    }
    return numbers;
  }

  // Whether something depends on what was taken.
  bool any() const { return any_ != 0; }

  const size_t active_count, count;

 private:
  template <bool OnlyActive, class Given>
  static size_t size_of(const Given& given) {
    return part<Given>::is_active || !OnlyActive ? part<Given>::size(given) : 0;
  }

  machine::workspace memory_;
  size_t taken_ = 0, active_taken_ = 0;
  index any_ = 0;

 public:
  index* const statement;
  T* const value;
};

template <class Call, class... Parts, class... More>
auto call_with(const std::tuple<Parts...>& parts, const More&... more) {
  return std::apply([&](const Parts&... p) { return Call{}(p.given()..., more...); }, parts);
}
template <class Call, class T, class... Parts, class... More>
auto call_with_gradient(const std::tuple<Parts...>& parts, T* gradient, const More&... more) {
  return std::apply(
      [&](const Parts&... p) {
        return std::apply(Call{}, std::tuple_cat(p.template with_gradient<Call>(gradient)...,
                                                 std::tuple<const More&...>(more...)));
      },
      parts);
}

}  // namespace tapeless::bridge
