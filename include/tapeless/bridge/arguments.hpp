// bridge/: where a compiled formula becomes a statement of the tape.
// What is given to such a call: data for an input, active or not, or something else.
#pragma once

#include <type_traits>

#include "tapeless/gradient.hpp"
#include "tapeless/tape/active.hpp"

namespace tapeless::bridge {

using std::size_t;
using taped::index;

template <class Given>
struct part {
  static constexpr bool is_data = false;
  static constexpr bool is_active = false;
  static size_t size(const Given&) { return 0; }
};
template <class Input, class Data>
struct part<expr::binding<Input, Data>> {
  static constexpr bool is_data = true;
  static constexpr bool is_active = front::is_active<expr::binding<Input, Data>>;
  static constexpr bool is_scalar = Input::info.axes.size == 0;
  using input = Input;
  using element = base::number_in<Data>;
  static constexpr int rank = is_scalar ? 1 : base::shape_of<Data>::rank;

  static auto extents(const expr::binding<Input, Data>& b) {
    if constexpr (is_scalar) return base::extent_list<1>{1};
    else return base::extents_of(b.data, Input::info.name);
  }
  static size_t size(const expr::binding<Input, Data>& b) {
    return static_cast<size_t>(base::product(extents(b)));
  }
  static void for_each(const expr::binding<Input, Data>& b, const auto& use) {
    if constexpr (is_scalar) use(b.data);
    else base::for_each_number(b.data, use);
  }

  // Their statements; returns all bits together.
  template <class T>
  static index statements(const expr::binding<Input, Data>& b, size_t size, index* to) {
    if constexpr (!is_scalar)
      if (base::lies_in_a_row(b.data))
        return active<T>::statements(base::first_of(b.data), size, to);
    index any = 0;
    for_each(b, [&](const active<T>& x) {
      *to = x.statement();
      any |= *to++;
    });
    return any;
  }
};
template <class Input, class T, class Memory>
struct part<expr::out_binding<Input, T, Memory>> {
  static constexpr bool is_data = false;
  static constexpr bool is_active = false;
};

// What active numbers are made of in the end: float or double.
template <class T>
struct plain {
  using type = T;
};
template <class T>
struct plain<active<T>> : plain<T> {};
template <class T>
using plain_of = typename plain<T>::type;

// What the data for an input is copied to, in the place of a number.
template <class Input, class Number>
using copied_as = std::conditional_t<Input::info.is_whole, std::int32_t, Number>;

// The inputs that get active numbers, and the T of these active<T>.
template <class... Given>
struct active_parts;
template <>
struct active_parts<> {
  using inputs = hana::tuple<>;
};
template <class First, class... Others>
struct active_parts<First, Others...> : active_parts<Others...> {};
template <class First, class... Others>
requires(part<First>::is_active) struct active_parts<First, Others...> {
  template <class... Inputs>
  static hana::tuple<typename part<First>::input, Inputs...> before(hana::tuple<Inputs...>);

  using inputs = decltype(before(typename active_parts<Others...>::inputs{}));
  using number = taped::value_type_of<typename part<First>::element>;
};

// The formula with its gradient by some inputs.
template <class Formula, class Inputs>
struct derivative_by;
template <class Formula, class... Inputs>
struct derivative_by<Formula, hana::tuple<Inputs...>> {
  using type = compiled<Formula, Inputs...>;
};

}  // namespace tapeless::bridge
