// One item of the plan as code. Its registers are given by reference: items of all programs that do
// the same share their code.
#pragma once

#include "tapeless/emit/memory.hpp"
#include "tapeless/machine/sideways.hpp"

namespace tapeless::emit {

template <op::code Code, class T, class To, class... From>
[[gnu::always_inline]] inline void compute(To& to, const From&... from) {
  if constexpr (is_wide<To>) to = op::row<Code>::value(spread<T>(from)...);
  else to = op::row<Code>::value(from...);
}

// A function of the user's own, lane by lane.
template <step_code S, class T, class To, class... From>
[[gnu::always_inline]] inline void compute_own(To& to, const From&... from) {
  static_assert(S.function.exists,
                "tapeless: a derivative of a function made by with_derivative() is derived itself, "
                "and nobody says how: make it by with_derivative(), too");
  const auto of_numbers = [](auto... x) {
    const T operands[] = {x...};
    return (*S.function)(operands);
  };
  if constexpr (is_wide<To>) {
    const auto of_packs = [&](pack<T> x, auto... more) { return x.each(of_numbers, more...); };
    to = of_packs(spread<T>(from)...);
  } else {
    to = of_numbers(from...);
  }
}

template <long long Axes, int Axis = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t elements(const Frame& f) {
  if constexpr (Axes >> Axis == 0) return 1;
  else return ((Axes >> Axis & 1) != 0 ? f.extent[Axis] : 1) * elements<Axes, Axis + 1>(f);
}

template <class Of, int Entry, int Lane, int U, class Frame, class Live, class To>
[[gnu::always_inline]] inline void index_one(const Frame& f, Live live, To& to) {
  using T = typename Frame::number_type;
  constexpr int width = pack<T>::width;
  if constexpr (!is_wide<To>) {
    to = static_cast<T>(dividend<Of, Entry>(f));
  } else if constexpr (is_uneven<Of>(Entry, Lane)) {
    pack<T> numbers(T(1));
    for (int i = 0; i < lanes_to_read<T>(live); ++i)
      numbers.v[i] = static_cast<T>(dividend<Of, Entry>(at_lane<Lane>(f, U * width + i)));
    to = numbers;
  } else {
    to = pack<T>(static_cast<T>(f.at[Lane] + U * width)) + pack<T>::steps();
  }
}

// The U-th copy of one item that computes nothing.
template <class Of, step_code S, int Lane, int U, int Copies, class Frame, class Live, class To,
          class X>
[[gnu::always_inline]] inline void move(const Frame& f, [[maybe_unused]] const Live& live,
                                        [[maybe_unused]] To& to, [[maybe_unused]] const X& x) {
  using T = typename Frame::number_type;
  if constexpr (S.action == action::number) {
    constexpr double number = std::bit_cast<double>(S.walk);
    to = static_cast<T>(number);
  } else if constexpr (S.action == action::count) {
    to = static_cast<T>(elements<S.walk>(f));
  } else if constexpr (S.action == action::index) {
    index_one<Of, S.tensor, Lane, U>(f, live, to);
  } else if constexpr (S.action == action::inside) {
    inside_one<Of, S, Lane, U>(f, live, to);
  } else if constexpr (S.action == action::accumulate && S.scatters) {
    scatter_in_memory<Of, S, Lane, U>(f, live, x);
  } else if constexpr (S.action == action::accumulate && std::is_empty_v<To>) {
    accumulate_in_memory<S, U, Copies>(f, live, x);
  } else if constexpr (S.action == action::accumulate && S.packed) {
    accumulate_together<S, U, Copies>(f, to, x);
  } else if constexpr (S.action == action::accumulate && is_wide<To>) {
    to = combined<S.code>(to, spread<T>(x), live);
  } else if constexpr (S.action == action::accumulate) {
    to = combined<S.code>(to, x, live);
  } else if constexpr (S.action == action::reload && S.packed) {
    set_numbers(to, pack<T>::load(pack_at<Of, S, U, Copies>(f)));
  } else if constexpr (S.waits) {
    if (f.at[entry_at(S.walk, 0)] >= f.first_step) store_one<S, Lane, U>(f, live, x);
  } else if constexpr (S.action == action::save && S.packed) {
    pack<T>(number_in<T, true>(x)).store(pack_at<axes_alone, S, U, Copies>(f));
  } else if constexpr (S.action == action::load || S.action == action::reload) {
    load_one<Of, S, Lane, U>(f, live, to);
  } else {
    store_one<S, Lane, U>(f, live, x);
  }
}

// One item for the U-th of the Copies packs of a step. What is the same for all packs is done for
// the first.
template <class Of, step_code S, int Lane, int U, int Copies, class Frame, class Live, class To,
          class X, class Y, class W>
[[gnu::always_inline]] inline void step([[maybe_unused]] const Frame& f,
                                        [[maybe_unused]] const Live& live, [[maybe_unused]] To& to,
                                        [[maybe_unused]] const X& x, [[maybe_unused]] const Y& y,
                                        [[maybe_unused]] const W& w) {
  using T = typename Frame::number_type;
  constexpr bool wide =
      is_wide<To> || (std::is_empty_v<To> && (is_wide<X> || walks<Of>(S.walk, Lane)));
  constexpr bool certain = S.certain || (S.certain_inside && !asks<Live>);
  if constexpr (!wide && U > 0) return;
  else if constexpr (certain && is_wide<To>) to = spread<T>(y);
  else if constexpr (certain) to = y;
  else if constexpr (S.action != action::compute) move<Of, S, Lane, U, Copies>(f, live, to, x);
  else if constexpr (S.code == op::code_of<op::own>) compute_own<S, T>(to, x);
  else if constexpr (S.code == op::code_of<op::own_of_two>) compute_own<S, T>(to, x, y);
  else if constexpr (std::is_empty_v<Y>) compute<S.code, T>(to, x);
  else if constexpr (std::is_empty_v<W>) compute<S.code, T>(to, x, y);
  else compute<S.code, T>(to, x, y, w);
}

// By which lanes are combined.
template <op::code Code>
struct combine_by {
  template <class X>
  [[gnu::always_inline]] X operator()(X x, X y) const {
    return op::row<Code>::combine(x, y);
  }
};
template <op::code Code, class T>
[[gnu::always_inline]] inline T sideways(pack<T> p) {
  return machine::sideways(p, combine_by<Code>{});
}

}  // namespace tapeless::emit
