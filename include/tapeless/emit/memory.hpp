// Elements of tensors: read, stored, added to.
#pragma once

#include "tapeless/emit/inside.hpp"
#include "tapeless/emit/live.hpp"
#include "tapeless/emit/locals.hpp"
#include "tapeless/machine/first_lanes.hpp"

namespace tapeless::emit {

// The U-th pack along the lane axis, `from` an element on.
template <class Of, long long Walk, long long Layout, int Lane, int U, class T, class Frame,
          class Live>
[[gnu::always_inline]] inline pack<T> lanes_at(const T* from, const Frame& f, Live live) {
  constexpr int lanes_before = U * pack<T>::width;
  if constexpr (neighbours<Of>(Walk, Lane)) {
    from += lanes_before;
    return complete<T>(live) ? pack<T>::load(from) : machine::load_first(from, count(live));
  } else {
    const ptrdiff_t step = stride<Of, Walk, Layout, Lane>(f);
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
    const ptrdiff_t step = stride<axes_alone, Walk, Layout, Lane>(f);
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

// How many lanes of a pack are to be read one by one: what is dead may have no place.
template <class T, class Live>
[[gnu::always_inline]] inline int lanes_to_read(Live live) {
  return complete<T>(live) ? pack<T>::width : static_cast<int>(count(live));
}

// Only what lies inside is read; elsewhere the value does not matter.
template <class Of, step_code S, int Lane, int U, class T, class Frame, class Live>
[[gnu::always_inline]] inline pack<T> guarded_lanes(const T* tensor, const Frame& f,
                                                    [[maybe_unused]] Live live) {
  constexpr int width = pack<T>::width;
  if constexpr (is_scattered<Of>(S.walk, Lane)) {
    pack<T> p(T(1));
    for (int i = 0; i < lanes_to_read<T>(live); ++i)
      if (const auto g = at_lane<Lane>(f, U * width + i); element_inside<Of, S.walk, S.layout>(g))
        p.v[i] = tensor[offset<Of, S.walk, S.layout>(g)];
    return p;
  } else {
    const lane_range inside = walk_inside<Of, S.walk, S.layout, Lane, U, width>(f);
    const ptrdiff_t step = stride<Of, S.walk, S.layout, Lane>(f);
    const T* const from =
        machine::place_at(tensor, offset<Of, S.walk, S.layout>(f) + U * width * step);
    if constexpr (neighbours<Of>(S.walk, Lane))
      return machine::load_between(from, inside.first, inside.end);
    else return machine::gather_between(from, step, inside.first, inside.end);
  }
}

// Lanes that are anywhere.
template <class Of, step_code S, int Lane, int U, class T, class Frame, class Live>
[[gnu::always_inline]] inline pack<T> scattered_lanes(const T* tensor, const Frame& f, Live live) {
  constexpr int width = pack<T>::width;
  pack<T> p(T(1));
  const auto read = [&](int lane) __attribute__((always_inline)) {
    p.v[lane] = tensor[offset<Of, S.walk, S.layout>(at_lane<Lane>(f, U * width + lane))];
  };
  if (complete<T>(live)) {
    for (int i = 0; i < width; ++i) read(i);
  } else {
    for (int i = 0; i < lanes_to_read<T>(live); ++i) read(i);
  }
  return p;
}

// One pack of a tensor, or one number where the lane axis does not walk it.
template <class Of, step_code S, int Lane, int U, class Frame, class Live, class To>
[[gnu::always_inline]] inline void load_one(const Frame& f, const Live& live, To& to) {
  using T = typename Frame::number_type;
  if constexpr (S.guarded && (S.asks || asks<Live>)) {
    const T* const tensor = f.tensor[S.tensor];
    if constexpr (is_wide<To>) {
      set_numbers(to, guarded_lanes<Of, S, Lane, U>(tensor, f, live));
    } else {
      const bool inside = element_inside<Of, S.walk, S.layout>(f);
      const T x = inside ? tensor[offset<Of, S.walk, S.layout>(f)] : T(1);
      if constexpr (std::is_same_v<To, bool>) to = x != 0;
      else to = x;
    }
  } else if constexpr (is_wide<To> && is_scattered<Of>(S.walk, Lane)) {
    set_numbers(to, scattered_lanes<Of, S, Lane, U>(f.tensor[S.tensor], f, live));
  } else {
    const T* from = f.tensor[S.tensor] + offset<Of, S.walk, S.layout>(f);
    if constexpr (std::is_same_v<To, bool>) to = *from != 0;
    else if constexpr (!is_wide<To>) to = *from;
    else set_numbers(to, lanes_at<Of, S.walk, S.layout, Lane, U>(from, f, live));
  }
}

// Whether a subscript is a step along an axis, S.tensor.
template <class Of, step_code S, int Lane, int U, class Frame, class Live, class To>
[[gnu::always_inline]] inline void inside_one(const Frame& f, [[maybe_unused]] const Live& live,
                                              To& to) {
  using T = typename Frame::number_type;
  constexpr int entry = entry_at(S.walk, 0), width = pack<T>::width;
  if constexpr (!S.asks && !asks<Live>) {
    to = true;
  } else if constexpr (!is_wide<To>) {
    to = is_inside<Of, entry, S.tensor>(f);
  } else if constexpr (is_scattered<Of>(S.walk, Lane)) {
    auto inside = mask<T>::first(0);
    for (int i = 0; i < lanes_to_read<T>(live); ++i)
      inside.v[i] = is_inside<Of, entry, S.tensor>(at_lane<Lane>(f, U * width + i)) ? -1 : 0;
    to = inside;
  } else {
    const lane_range lanes = entry_inside<Of, entry, S.tensor, Lane, U, width>(f);
    to = mask<T>::first(lanes.end) && !mask<T>::first(lanes.first);
  }
}

template <step_code S, int Lane, int U, class Frame, class Live, class X>
[[gnu::always_inline]] inline void store_one(const Frame& f, const Live& live, const X& x) {
  using T = typename Frame::number_type;
  T* to = f.tensor[S.tensor] + offset<axes_alone, S.walk, S.layout>(f);
  if constexpr (!walks(S.walk, Lane)) *to = number_in<T, false>(x);
  else set_lanes_at<S.walk, S.layout, Lane, U>(to, pack<T>(number_in<T, true>(x)), f, live);
}

// In a packed buffer every element is a pack, or one for each of the Copies packs of a step.
template <class Of, step_code S, int U, int Copies, class Frame>
[[gnu::always_inline]] inline auto* pack_at(const Frame& f) {
  constexpr ptrdiff_t packs = S.own ? Copies : 1, which = S.own ? U : 0;
  return f.tensor[S.tensor] + (offset<Of, S.walk, S.layout>(f) * packs + which) *
                                  pack<typename Frame::number_type>::width;
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
[[gnu::always_inline]] inline pack<T> combined(pack<T> z, pack<T> x, border_lanes live) {
  return combined<Code>(z, x, some_lanes{live.count});
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
template <step_code S, int U, int Copies, class Frame, class Live, class X>
[[gnu::always_inline]] inline void accumulate_in_memory(const Frame& f, const Live& live,
                                                        const X& x) {
  using T = typename Frame::number_type;
  T* z = S.packed ? pack_at<axes_alone, S, U, Copies>(f)
                  : f.tensor[S.tensor] + offset<axes_alone, S.walk, S.layout>(f);
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

// Into an element that the packs of a step share, all of which are alive: they are combined first,
// so that it is read and written once, and its additions are as many as the steps.
template <step_code S, int U, int Copies, class Frame, class T>
[[gnu::always_inline]] inline void accumulate_together(const Frame& f, pack<T>& all, pack<T> x) {
  if constexpr (U == 0) all = x;
  else all = combined<S.code>(all, x, all_lanes{});
  if constexpr (U == Copies - 1) accumulate_in_memory<S, U, Copies>(f, all_lanes{}, all);
}

// Into an element of a buffer that subscripts find: a pack of neighbours, or lane by lane in order.
template <class Of, step_code S, int Lane, int U, class Frame, class Live, class X>
[[gnu::always_inline]] inline void scatter_in_memory(const Frame& f, const Live& live, const X& x) {
  using T = typename Frame::number_type;
  constexpr int width = pack<T>::width;
  T* const tensor = f.tensor[S.tensor];
  if constexpr (!walks<Of>(S.walk, Lane) && !is_wide<X>) {
    tensor[offset<Of, S.walk, S.layout>(f)] += x;
  } else if constexpr (neighbours<Of>(S.walk, Lane)) {
    T* const z = tensor + offset<Of, S.walk, S.layout>(f) + U * width;
    const pack<T> more = spread<T>(x);
    if (complete<T>(live)) (pack<T>::load(z) + more).store(z);
    else machine::store_first(machine::load_first(z, count(live)) + more, z, count(live));
  } else {
    const pack<T> more = spread<T>(x);
    const int lanes = lanes_to_read<T>(live);
    for (int i = 0; i < lanes; ++i)
      tensor[offset<Of, S.walk, S.layout>(at_lane<Lane>(f, U * width + i))] += more.v[i];
  }
}

}  // namespace tapeless::emit
