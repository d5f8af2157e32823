// A call taken apart, and put together again over numbers of which nothing depends on the tape.
#pragma once

#include <span>
#include <tuple>

#include "tapeless/bridge/arguments.hpp"
#include "tapeless/machine/workspace.hpp"
#include "tapeless/tape/operators.hpp"

namespace tapeless::bridge {

// Numbers for an input, with the extents that its data had; if they are values of active numbers,
// where the gradient by it is found among the others.
template <class Input, class T, bool Active, int Rank>
struct unpacked {
  base::view<const T, Rank> values;
  size_t first = 0;

  auto given() const {
    if constexpr (Input::info.axes.size == 0) return expr::binding<Input, const T&>{*values.first};
    else return expr::binding<Input, const base::view<const T, Rank>&>{values};
  }
  // With memory for the gradient by it, if Call computes that.
  template <class Call>
  auto with_gradient(auto* gradient) const {
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

// Takes what is given to a call apart: values and statements of what is active, one behind another.
// Other data is copied when `All`, else it stays where it is.
template <class T, bool All>
class unpacking {
 public:
  template <class... Given>
  explicit unpacking(const Given&... given)
      : active_count((size_t{0} + ... + (part<Given>::is_active ? part<Given>::size(given) : 0))),
        plain_count((size_t{0} + ... + (is_copied<Given> ? part<Given>::size(given) : 0))),
        memory_(active_count * (sizeof(index) + sizeof(T)) + plain_count * sizeof(plain_of<T>)),
        statement(reinterpret_cast<index*>(memory_.begin())),
        value(reinterpret_cast<T*>(statement + active_count)),
        plain(reinterpret_cast<plain_of<T>*>(value + active_count)) {}

  template <class Given>
  auto take(const Given& given) {
    if constexpr (part<Given>::is_active) return take_active(given);
    else if constexpr (is_copied<Given>) return take_plain(given);
    else return as_given<const Given&>{given};
  }

  // Whether something depends on what was taken.
  bool any() const { return any_ != 0; }

  const size_t active_count, plain_count;

 private:
  template <class Given>
  static constexpr bool is_copied = All&& part<Given>::is_data && !part<Given>::is_active;

  template <class Input, class Data>
  auto take_active(const expr::binding<Input, Data>& b) {
    using of = part<expr::binding<Input, Data>>;
    const auto extents = of::extents(b);
    const size_t first = active_taken_;
    of::for_each(b, [&](const auto& x) { ::new (value + active_taken_++) T(tapeless::value(x)); });
    any_ |= of::template statements<T>(b, active_taken_ - first, statement + first);
    return unpacked<Input, T, true, of::rank>{base::row_major<const T>(value + first, extents),
                                              first};
  }
  template <class Input, class Data>
  auto take_plain(const expr::binding<Input, Data>& b) {
    using of = part<expr::binding<Input, Data>>;
    using number = copied_as<Input, plain_of<T>>;
    const auto extents = of::extents(b);
    number* const first = reinterpret_cast<number*>(plain + plain_taken_);
    number* next = first;
    const auto visit = [&b](const auto& use) { of::for_each(b, use); };
    if constexpr (Input::info.is_whole) next = front::narrow(Input::info.name, visit, next);
    else visit([&next](const auto& x) { *next++ = static_cast<number>(x); });
    plain_taken_ += static_cast<size_t>(next - first);
    return unpacked<Input, number, false, of::rank>{base::row_major<const number>(first, extents)};
  }

  machine::workspace memory_;
  size_t active_taken_ = 0, plain_taken_ = 0;
  index any_ = 0;

 public:
  index* const statement;
  T* const value;
  plain_of<T>* const plain;
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
