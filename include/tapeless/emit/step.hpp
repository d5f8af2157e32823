// One item of the plan as code. The template argument is the item, not the program: symbol names
// stay short, and programs share their steps.
#pragma once

#include "tapeless/emit/code.hpp"
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

template <op::code Code, int To, int X, int Y, int W, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline void compute_one(Frame& f) {
  constexpr bool wide = packed(To);
  auto& to = at<To, Unroll, U>(f);
  if constexpr (Y < 0) to = op::row<Code>::value(read<X, wide, Unroll, U>(f));
  else if constexpr (W < 0)
    to = op::row<Code>::value(read<X, wide, Unroll, U>(f), read<Y, wide, Unroll, U>(f));
  else
    to = op::row<Code>::value(read<X, wide, Unroll, U>(f), read<Y, wide, Unroll, U>(f),
                              read<W, wide, Unroll, U>(f));
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

// One pack of a tensor, or one number where the lane axis does not walk it.
template <int To, int Tensor, long long Walk, long long Layout, int Lane, int Unroll, int U,
          class Frame, class Live>
[[gnu::always_inline]] inline void load_one(Frame& f, Live live) {
  using T = typename Frame::number_type;
  const T* from = f.tensor[Tensor] + offset<Walk, Layout>(f);
  if constexpr (!packed(To)) {
    if constexpr (kind_of(To) == plan::kind::condition) at<To, Unroll, U>(f) = *from != 0;
    else at<To, Unroll, U>(f) = *from;
  } else {
    const pack<T> p = lanes_at<Walk, Layout, Lane, U>(from, f, live);
    if constexpr (kind_of(To) == plan::kind::pack_condition)
      at<To, Unroll, U>(f) = p != pack<T>(T(0));
    else at<To, Unroll, U>(f) = p;
  }
}

template <int From, bool Packed, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline auto number_in(Frame& f) {
  using T = typename Frame::number_type;
  const auto x = read<From, Packed, Unroll, U>(f);
  if constexpr (plan::reg{0, kind_of(From)}.condition()) {
    if constexpr (Packed) return select(x, pack<T>(T(1)), pack<T>(T(0)));
    else return x ? T(1) : T(0);
  } else {
    return x;
  }
}

template <int From, int Tensor, long long Walk, long long Layout, int Lane, int Unroll, int U,
          class Frame, class Live>
[[gnu::always_inline]] inline void store_one(Frame& f, Live live) {
  using T = typename Frame::number_type;
  T* to = f.tensor[Tensor] + offset<Walk, Layout>(f);
  if constexpr (!walks(Walk, Lane)) {
    *to = number_in<From, false, Unroll, U>(f);
  } else {
    set_lanes_at<Walk, Layout, Lane, U>(to, pack<T>(number_in<From, true, Unroll, U>(f)), f, live);
  }
}

// In a packed buffer every element is a pack.
template <int To, int Tensor, long long Walk, long long Layout, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline void load_pack(Frame& f) {
  using T = typename Frame::number_type;
  const auto p = pack<T>::load(f.tensor[Tensor] + offset<Walk, Layout>(f) * pack<T>::width);
  if constexpr (kind_of(To) == plan::kind::pack_condition)
    at<To, Unroll, U>(f) = p != pack<T>(T(0));
  else at<To, Unroll, U>(f) = p;
}
template <int From, int Tensor, long long Walk, long long Layout, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline void store_pack(Frame& f) {
  using T = typename Frame::number_type;
  const pack<T> p = number_in<From, true, Unroll, U>(f);
  p.store(f.tensor[Tensor] + offset<Walk, Layout>(f) * pack<T>::width);
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

template <op::code Code, int Partial, int From, int Unroll, int U, class Frame, class Live>
[[gnu::always_inline]] inline void accumulate_one(Frame& f, Live live) {
  auto& z = at<Partial, Unroll, U>(f);
  z = combined<Code>(z, read<From, packed(Partial), Unroll, U>(f), live);
}

// Into an element of a buffer: a pack of partial results, or a pack of neighbours, or a number.
template <op::code Code, int From, int Tensor, long long Walk, long long Layout, bool Packed,
          int Unroll, int U, class Frame, class Live>
[[gnu::always_inline]] inline void accumulate_in_memory(Frame& f, Live live) {
  using T = typename Frame::number_type;
  T* z = f.tensor[Tensor] + offset<Walk, Layout>(f) * (Packed ? pack<T>::width : 1);
  if constexpr (!packed(From)) {
    *z = combined<Code>(*z, read<From, false, Unroll, U>(f), live);
  } else {
    if constexpr (!Packed) z += U * pack<T>::width;
    const pack<T> x = read<From, true, Unroll, U>(f);
    if (Packed || complete<T>(live)) combined<Code>(pack<T>::load(z), x, live).store(z);
    else
      machine::store_first(combined<Code>(machine::load_first(z, count(live)), x, live), z,
                           count(live));
  }
}

template <long long Axes, int Axis = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t elements(const Frame& f) {
  if constexpr (Axes >> Axis == 0) return 1;
  else return ((Axes >> Axis & 1) != 0 ? f.extent[Axis] : 1) * elements<Axes, Axis + 1>(f);
}

template <int To, int Axis, int Unroll, int U, class Frame>
[[gnu::always_inline]] inline void index_one(Frame& f) {
  using T = typename Frame::number_type;
  const T first = static_cast<T>(f.at[Axis] + (packed(To) ? U * pack<T>::width : 0));
  if constexpr (packed(To)) at<To, Unroll, U>(f) = pack<T>(first) + pack<T>::steps();
  else at<To, Unroll, U>(f) = first;
}

// The U-th copy of one item.
template <step_code S, int Lane, int Unroll, int U, class Frame, class Live>
[[gnu::always_inline]] inline void step_one(Frame& f, [[maybe_unused]] Live live) {
  using T = typename Frame::number_type;
  if constexpr (S.action == action::compute) {
    compute_one<S.code, S.to, S.x, S.y, S.w, Unroll, U>(f);
  } else if constexpr (S.action == action::number) {
    constexpr double number = std::bit_cast<double>(S.walk);
    at<S.to, Unroll, U>(f) = static_cast<T>(number);
  } else if constexpr (S.action == action::count) {
    at<S.to, Unroll, U>(f) = static_cast<T>(elements<S.walk>(f));
  } else if constexpr (S.action == action::index) {
    index_one<S.to, S.tensor, Unroll, U>(f);
  } else if constexpr (S.action == action::accumulate && S.to >= 0) {
    accumulate_one<S.code, S.to, S.x, Unroll, U>(f, live);
  } else if constexpr (S.action == action::accumulate) {
    accumulate_in_memory<S.code, S.x, S.tensor, S.walk, S.layout, S.packed, Unroll, U>(f, live);
  } else if constexpr (S.action == action::reload && S.packed) {
    load_pack<S.to, S.tensor, S.walk, S.layout, Unroll, U>(f);
  } else if constexpr (S.action == action::save && S.packed) {
    store_pack<S.x, S.tensor, S.walk, S.layout, Unroll, U>(f);
  } else if constexpr (S.action == action::load || S.action == action::reload) {
    load_one<S.to, S.tensor, S.walk, S.layout, Lane, Unroll, U>(f, live);
  } else {
    store_one<S.x, S.tensor, S.walk, S.layout, Lane, Unroll, U>(f, live);
  }
}

// One item for the U-th pack of a step. What is the same for all packs is done for the first.
template <step_code S, int Lane, int Unroll, int U, class Frame, class Live>
[[gnu::always_inline]] inline void step(Frame& f, Live live) {
  constexpr bool wide = (S.to >= 0 && packed(S.to)) || (S.to < 0 && S.x >= 0 && packed(S.x)) ||
                        (S.to < 0 && walks(S.walk, Lane));
  if constexpr (wide || U == 0) step_one<S, Lane, Unroll, U>(f, live);
}

// All lanes of a pack as one number, pairwise.
template <op::code Code, class T>
[[gnu::always_inline]] inline T sideways(pack<T> p) {
  for (int half = pack<T>::width / 2; half > 0; half /= 2)
    for (int i = 0; i < half; ++i) p.v[i] = op::row<Code>::combine(p.v[i], p.v[i + half]);
  return p.v[0];
}

}  // namespace tapeless::emit
