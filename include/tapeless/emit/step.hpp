// One item of the plan as code. Its registers are given by reference: items of all programs that do
// the same share their code.
#pragma once

#include "tapeless/emit/locals.hpp"
#include "tapeless/machine/first_lanes.hpp"

namespace tapeless::emit {

// Which lanes are alive: all of them, known to the compiler...
struct all_lanes {};
// ...or the first few: what lies behind them in memory is not touched...
struct some_lanes {
  ptrdiff_t count;
};
// ...or all but the first few, which have had their turn.
struct last_lanes {
  ptrdiff_t done;
};

template <class T>
[[gnu::always_inline]] inline bool complete(all_lanes) {
  return true;
}
template <class T>
[[gnu::always_inline]] inline bool complete(some_lanes live) {
  return live.count >= pack<T>::width;
}

template <class T>
[[gnu::always_inline]] inline bool complete(last_lanes) {
  return true;
}

constexpr ptrdiff_t count(some_lanes live) { return live.count; }
constexpr ptrdiff_t count(auto) { return 0; }

template <class>
inline constexpr bool is_wide = false;
template <class T>
inline constexpr bool is_wide<pack<T>> = true;
template <class T>
inline constexpr bool is_wide<mask<T>> = true;

template <class T, class X>
inline constexpr bool is_condition = std::is_same_v<X, bool> || std::is_same_v<X, mask<T>>;

// An operand in all lanes.
template <class T, class X>
[[gnu::always_inline]] inline auto spread(const X& x) {
  if constexpr (std::is_same_v<X, T>) return pack<T>(x);
  else if constexpr (std::is_same_v<X, bool>) return mask<T>(x);
  else return x;
}

template <op::code Code, class T, class To, class... From>
[[gnu::always_inline]] inline void compute(To& to, const From&... from) {
  if constexpr (is_wide<To>) to = op::row<Code>::value(spread<T>(from)...);
  else to = op::row<Code>::value(from...);
}

// The U-th pack along the lane axis, `from` an element on.
template <long long Walk, long long Layout, int Lane, int U, class T, class Frame, class Live>
[[gnu::always_inline]] inline pack<T> lanes_at(const T* from, const Frame& f, Live live) {
  constexpr int lanes_before = U * pack<T>::width;
  if constexpr (neighbours(Walk, Lane)) {
    from += lanes_before;
    return complete<T>(live) ? pack<T>::load(from) : machine::load_first(from, count(live));
  } else {
    const ptrdiff_t step = stride<Walk, Layout, Lane>(f);
    from += lanes_before * step;
    return complete<T>(live) ? machine::gather(from, step)
                             : machine::gather_first(from, step, count(live));
  }
}
template <long long Walk, long long Layout, int Lane, int U, class T, class Frame, class Live>
[[gnu::always_inline]] inline void set_lanes_at(T* to, pack<T> p, const Frame& f, Live live) {
  constexpr int lanes_before = U * pack<T>::width;
  if constexpr (neighbours(Walk, Lane)) {
    to += lanes_before;
    if (complete<T>(live)) p.store(to);
    else machine::store_first(p, to, count(live));
  } else {
    const ptrdiff_t step = stride<Walk, Layout, Lane>(f);
    to += lanes_before * step;
    if (complete<T>(live)) machine::scatter(p, to, step);
    else machine::scatter_first(p, to, step, count(live));
  }
}

// A condition lies in memory as a number: 1 or 0.
template <class T>
[[gnu::always_inline]] inline void set_numbers(pack<T>& to, pack<T> numbers) {
  to = numbers;
}
template <class T>
[[gnu::always_inline]] inline void set_numbers(mask<T>& to, pack<T> numbers) {
  to = numbers != pack<T>(T(0));
}
template <class T, bool Packed, class X>
[[gnu::always_inline]] inline auto number_in(const X& x) {
  if constexpr (is_condition<T, X> && Packed)
    return select(spread<T>(x), pack<T>(T(1)), pack<T>(T(0)));
  else if constexpr (is_condition<T, X>) return x ? T(1) : T(0);
  else if constexpr (Packed) return spread<T>(x);
  else return x;
}

// One pack of a tensor, or one number where the lane axis does not walk it.
template <step_code S, int Lane, int U, class Frame, class Live, class To>
[[gnu::always_inline]] inline void load_one(const Frame& f, const Live& live, To& to) {
  using T = typename Frame::number_type;
  const T* from = f.tensor[S.tensor] + offset<S.walk, S.layout>(f);
  if constexpr (std::is_same_v<To, bool>) to = *from != 0;
  else if constexpr (!is_wide<To>) to = *from;
  else set_numbers(to, lanes_at<S.walk, S.layout, Lane, U>(from, f, live));
}

template <step_code S, int Lane, int U, class Frame, class Live, class X>
[[gnu::always_inline]] inline void store_one(const Frame& f, const Live& live, const X& x) {
  using T = typename Frame::number_type;
  T* to = f.tensor[S.tensor] + offset<S.walk, S.layout>(f);
  if constexpr (!walks(S.walk, Lane)) *to = number_in<T, false>(x);
  else set_lanes_at<S.walk, S.layout, Lane, U>(to, pack<T>(number_in<T, true>(x)), f, live);
}

// In a packed buffer every element is a pack.
template <step_code S, class Frame>
[[gnu::always_inline]] inline auto* pack_at(const Frame& f) {
  return f.tensor[S.tensor] +
         offset<S.walk, S.layout>(f) * pack<typename Frame::number_type>::width;
}

// Dead lanes keep their old partial result.
template <op::code Code, class T>
[[gnu::always_inline]] inline pack<T> combined(pack<T> z, pack<T> x, all_lanes) {
  return op::row<Code>::combine(z, x);
}
template <op::code Code, class T>
[[gnu::always_inline]] inline pack<T> combined(pack<T> z, pack<T> x, some_lanes live) {
  return select(mask<T>::first(live.count), op::row<Code>::combine(z, x), z);
}
template <op::code Code, class T>
[[gnu::always_inline]] inline pack<T> combined(pack<T> z, pack<T> x, last_lanes live) {
  return select(mask<T>::first(live.done), z, op::row<Code>::combine(z, x));
}
template <op::code Code, class T, class Live>
[[gnu::always_inline]] inline T combined(T z, T x, Live) {
  return op::row<Code>::combine(z, x);
}

// Into an element of a buffer: a pack of partial results, or a pack of neighbours, or a number.
template <step_code S, int U, class Frame, class Live, class X>
[[gnu::always_inline]] inline void accumulate_in_memory(const Frame& f, const Live& live,
                                                        const X& x) {
  using T = typename Frame::number_type;
  T* z = S.packed ? pack_at<S>(f) : f.tensor[S.tensor] + offset<S.walk, S.layout>(f);
  if constexpr (!is_wide<X>) {
    *z = combined<S.code>(*z, x, live);
  } else {
    if constexpr (!S.packed) z += U * pack<T>::width;
    if (S.packed || complete<T>(live)) combined<S.code>(pack<T>::load(z), x, live).store(z);
    else
      machine::store_first(combined<S.code>(machine::load_first(z, count(live)), x, live), z,
                           count(live));
  }
}

template <long long Axes, int Axis = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t elements(const Frame& f) {
  if constexpr (Axes >> Axis == 0) return 1;
  else return ((Axes >> Axis & 1) != 0 ? f.extent[Axis] : 1) * elements<Axes, Axis + 1>(f);
}

template <int Axis, int U, class Frame, class To>
[[gnu::always_inline]] inline void index_one(const Frame& f, To& to) {
  using T = typename Frame::number_type;
  const T first = static_cast<T>(f.at[Axis] + (is_wide<To> ? U * pack<T>::width : 0));
  if constexpr (is_wide<To>) to = pack<T>(first) + pack<T>::steps();
  else to = first;
}

// The U-th copy of one item that computes nothing.
template <step_code S, int Lane, int U, class Frame, class Live, class To, class X>
[[gnu::always_inline]] inline void move(const Frame& f, [[maybe_unused]] const Live& live,
                                        [[maybe_unused]] To& to, [[maybe_unused]] const X& x) {
  using T = typename Frame::number_type;
  if constexpr (S.action == action::number) {
    constexpr double number = std::bit_cast<double>(S.walk);
    to = static_cast<T>(number);
  } else if constexpr (S.action == action::count) {
    to = static_cast<T>(elements<S.walk>(f));
  } else if constexpr (S.action == action::index) {
    index_one<S.tensor, U>(f, to);
  } else if constexpr (S.action == action::accumulate && std::is_empty_v<To>) {
    accumulate_in_memory<S, U>(f, live, x);
  } else if constexpr (S.action == action::accumulate && is_wide<To>) {
    to = combined<S.code>(to, spread<T>(x), live);
  } else if constexpr (S.action == action::accumulate) {
    to = combined<S.code>(to, x, live);
  } else if constexpr (S.action == action::reload && S.packed) {
    set_numbers(to, pack<T>::load(pack_at<S>(f)));
  } else if constexpr (S.action == action::save && S.packed) {
    pack<T>(number_in<T, true>(x)).store(pack_at<S>(f));
  } else if constexpr (S.action == action::load || S.action == action::reload) {
    load_one<S, Lane, U>(f, live, to);
  } else {
    store_one<S, Lane, U>(f, live, x);
  }
}

// One item for the U-th pack of a step. What is the same for all packs is done for the first.
template <step_code S, int Lane, int U, class Frame, class Live, class To, class X, class Y,
          class W>
[[gnu::always_inline]] inline void step([[maybe_unused]] const Frame& f,
                                        [[maybe_unused]] const Live& live, [[maybe_unused]] To& to,
                                        [[maybe_unused]] const X& x, [[maybe_unused]] const Y& y,
                                        [[maybe_unused]] const W& w) {
  using T = typename Frame::number_type;
  constexpr bool wide = is_wide<To> || (std::is_empty_v<To> && (is_wide<X> || walks(S.walk, Lane)));
  if constexpr (!wide && U > 0) return;
  else if constexpr (S.action != action::compute) move<S, Lane, U>(f, live, to, x);
  else if constexpr (std::is_empty_v<Y>) compute<S.code, T>(to, x);
  else if constexpr (std::is_empty_v<W>) compute<S.code, T>(to, x, y);
  else compute<S.code, T>(to, x, y, w);
}

// All lanes of a pack as one number, pairwise.
template <op::code Code, class T>
[[gnu::always_inline]] inline T sideways(pack<T> p) {
  for (int half = pack<T>::width / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) p.v[i] = op::row<Code>::combine(p.v[i], p.v[i + half]);
  return p.v[0];
}

}  // namespace tapeless::emit
