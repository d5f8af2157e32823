// front/: what is said in a call, checked and brought into order.
// The things that can be given in a call, and what the compiler can know of them.
#pragma once

#include <tuple>
#include <type_traits>

#include "tapeless/base/gather.hpp"
#include "tapeless/front/options.hpp"
#include "tapeless/pipeline.hpp"

namespace tapeless::front {

// A whole number, which letters are not.
template <class Number>
inline constexpr bool is_whole_number =
    std::is_integral_v<Number> && !std::is_same_v<Number, char> &&
    !std::is_same_v<Number, wchar_t> && !std::is_same_v<Number, char8_t> &&
    !std::is_same_v<Number, char16_t> && !std::is_same_v<Number, char32_t>;

// An active number (tape/active.hpp). A call with active numbers is a statement of their tape.
template <class Number>
concept recorded = requires(const Number& x) {
  x.statement();
};

// What numbers are made of in the end, and on how many tapes one inside the other they are.
template <class Number>
struct made_of {
  using type = Number;
  static constexpr int tapes = 0;
};
template <recorded Number>
struct made_of<Number> {
  using inner = made_of<typename Number::value_type>;
  using type = typename inner::type;
  static constexpr int tapes = 1 + inner::tapes;
};

// float, double, or neither (whole numbers).
template <class Data>
inline constexpr bool is_float =
    std::is_same_v<typename made_of<base::number_in<Data>>::type, float>;
template <class Data>
inline constexpr bool is_double =
    std::is_same_v<typename made_of<base::number_in<Data>>::type, double>;

template <class Given>
struct facts {
  static constexpr bool known = std::is_same_v<Given, expr::thread_option>;
  using data = int;
};
template <>
struct facts<expr::unchecked_option> {
  static constexpr bool known = true;
  using data = int;
};
template <class Input, class Data>
struct facts<expr::binding<Input, Data>> {
  static constexpr bool known = true;
  using data = std::conditional_t<Input::info.is_whole, int, Data>;
};
template <class Axis>
struct facts<expr::extent_binding<Axis>> {
  static constexpr bool known = true;
  using data = int;
};
template <class Input, class T, class Memory>
struct facts<expr::out_binding<Input, T, Memory>> {
  static constexpr bool known = true;
  using data = T;
};

template <class Given>
inline constexpr bool is_given = facts<Given>::known;

template <class Given>
inline constexpr int tapes_of = made_of<base::number_in<typename facts<Given>::data>>::tapes;
template <class Given>
inline constexpr bool is_active = tapes_of<Given> > 0;

// Several bindings given as one object (optimize/parameters.hpp has one).
template <class Given>
concept bundle = requires(const Given& g) {
  g.bindings();
};

// What was given, with matrices that are yet to be computed (2 * m) computed.
template <class Given>
inline constexpr bool unsettled =
    base::matrix_formula<std::remove_cvref_t<typename facts<Given>::data>>;

template <class Given>
struct settled_given {
  const Given& it;
  constexpr const Given& given() const { return it; }
};
template <class Input, class Data>
requires unsettled<expr::binding<Input, Data>>
struct settled_given<expr::binding<Input, Data>> {
  std::remove_cvref_t<decltype(base::settled(std::declval<const Data&>()))> data;

  constexpr explicit settled_given(const expr::binding<Input, Data>& b)
      : data(base::settled(b.data)) {}
  constexpr auto given() const { return expr::binding<Input, const decltype(data)&>{data}; }
};

// A plain number for a scalar input: it may be a float among doubles, as NAN and INFINITY are.
template <class Given>
inline constexpr bool is_lone_number = false;
template <class Input, class Data>
inline constexpr bool is_lone_number<expr::binding<Input, Data>> =
    std::is_arithmetic_v<std::remove_cvref_t<Data>>;

// float or double, as the data has it.
template <class... Given>
struct number {
  static constexpr bool doubles = (is_double<typename facts<Given>::data> || ...);
  static constexpr bool floats = (is_float<typename facts<Given>::data> || ...);
  static constexpr bool mixed =
      doubles && ((is_float<typename facts<Given>::data> && !is_lone_number<Given>) || ...);
  using type = std::conditional_t<floats && !doubles, float, double>;
};

// The place of an input, or of an axis, in a program's table; -1 if it is not there.
template <class P, class Input>
constexpr int slot_of() {
  for (int i = 0; i < P::graph.input_count; ++i)
    if (P::graph.inputs[i].name == Input::info.name) return i;
  return -1;
}
template <class P, class Axis>
constexpr int axis_of() {
  for (int a = 0; a < P::graph.axis_count; ++a)
    if (P::graph.axes[a].name == Axis::info.name) return a;
  return -1;
}

// What is given as one object, as several; of a bundle only what the program has, so that several
// losses can share one.
template <class P, class Input, class Data>
constexpr auto if_there(const expr::binding<Input, Data>& b) {
  if constexpr (slot_of<P, Input>() >= 0) return std::tuple(b);
  else return std::tuple();
}
template <class P, class Given>
constexpr auto unbundled(const Given& given) {
  if constexpr (bundle<Given>)
    return std::apply([](const auto&... each) { return std::tuple_cat(if_there<P>(each)...); },
                      given.bindings());
  else return std::tuple<const Given&>(given);
}

// The input that is bound here, if one is.
template <class P, class Given>
struct bound_slot {
  static constexpr int slot = -1;
};
template <class P, class Input, class Data>
struct bound_slot<P, expr::binding<Input, Data>> {
  static constexpr int slot = slot_of<P, Input>();
};
template <class P, class Given>
consteval int given_slot() {
  return bound_slot<P, Given>::slot;
}

// The output whose memory is given here, if it is.
template <class P, class Given>
inline constexpr int given_output = -1;
template <class P, class Input, class T, class Memory>
inline constexpr int given_output<P, expr::out_binding<Input, T, Memory>> =
    P::compilation::template output_of<Input>();

// Whether the memory lies in a row: then the result is written where it belongs at once.
template <class Given>
inline constexpr bool is_out = false;
template <class Input, class T, class Memory>
inline constexpr bool is_out<expr::out_binding<Input, T, Memory>> = true;
template <class Given>
inline constexpr bool is_out_in_a_row = false;
template <class Input, class T, class Memory>
inline constexpr bool is_out_in_a_row<expr::out_binding<Input, T, Memory>> =
    std::is_base_of_v<std::span<T>, Memory>;

// Whether data may lie so that it has to be copied for the call. (Whole numbers always are.)
template <class Given>
inline constexpr bool is_scattered = false;
template <class Input, class Data>
inline constexpr bool is_scattered<expr::binding<Input, Data>> =
    base::shape_of<Data>::rank > 0 &&
    (!base::shape_of<Data>::flat || std::is_integral_v<base::number_in<Data>>);

// The axis whose extent an axis has: itself, or what it is a twin of.
template <class P>
constexpr int original_of(int axis) {
  return ir::original_of(P::graph, axis);
}

}  // namespace tapeless::front
