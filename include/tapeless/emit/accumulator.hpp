// Reductions while they run: how they start, and how partial results become results. A long sum is
// taken in blocks, and the sums of the blocks are added in a wider type (docs/numerics.md).
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/base/finite.hpp"
#include "tapeless/base/in_order.hpp"
#include "tapeless/emit/scatter.hpp"

namespace tapeless::emit {

template <class P, int Root>
inline constexpr auto& root_of = P::plan.roots.items[Root];

template <class P, int Loop>
inline constexpr int accumulators_of = P::plan.loops[Loop].accumulators.count;

// After so many steps of a loop the long sums that it adds to begin anew.
template <class P, int Loop, class T>
inline constexpr ptrdiff_t step_length =
    P::plan.loops[Loop].lanes ? P::plan.loops[Loop].unroll* pack<T>::width : 1;
template <class P, int Loop, class T>
inline constexpr ptrdiff_t block_length = (sizeof(T) == 4 ? 64 : 128) * step_length<P, Loop, T>;

// How many elements a buffer has.
template <class P, int Buffer, int Dimension = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t elements_of(const Frame& f) {
  constexpr ir::index_list axes = P::plan.buffers[Buffer].axes;
  if constexpr (Dimension == axes.size) return 1;
  else return f.extent[axes[Dimension]] * elements_of<P, Buffer, Dimension + 1>(f);
}

// How many numbers it has, in a step of Copies packs.
template <class P, int Buffer, int Copies, class Frame>
[[gnu::always_inline]] inline ptrdiff_t numbers_of(const Frame& f) {
  constexpr plan::buffer b = P::plan.buffers[Buffer];
  constexpr int width = b.packed ? pack<typename Frame::number_type>::width : 1;
  return elements_of<P, Buffer>(f) * (b.packs > 1 ? Copies * width : width);
}

template <class P, int Accumulator>
struct accumulator_facts {
  static constexpr plan::accumulator is = P::plan.accumulators[Accumulator];
  static constexpr op::code code = combining(P::graph.nodes[is.node].code);
  static constexpr auto over = static_cast<long long>(P::graph.nodes[is.node].over.bits);
  using row = op::row<code>;
  static constexpr bool scatters = P::graph.nodes[is.node].code == op::scatter;
  static constexpr int rows = [] {
    if constexpr (scatters) return owned<P, loop_of<P>(Accumulator)>.axis;
    else return -1;
  }();
  static constexpr bool is_long = is.long_sum >= 0;
  static constexpr bool in_register = is.partial.exists();
  static constexpr int partial = encode(is.partial);
  // Each pack of a step has a result; else the copies of a pack are partial results of one.
  static constexpr bool in_lanes = packed(partial) && !is.packed;
  static constexpr int result = encode(is.result);
  static constexpr int partials = tensors<P>::of_buffer(in_register ? 0 : is.partials);
  static constexpr int results = tensors<P>::of_buffer(in_register ? 0 : is.results);
  static constexpr int wide = tensors<P>::of_buffer(in_register || !is_long ? 0 : is.wide);
};

// How many wider numbers take the place of so many doubles.
template <class Wide>
constexpr ptrdiff_t room_for_doubles(ptrdiff_t size) {
  constexpr ptrdiff_t in_one = sizeof(Wide) / sizeof(double);
  return (size + in_one - 1) / in_one;
}

// All lanes of a pack as one wider number; or a number. (Lane by lane is slow, and needed only
// where a sum overflows. It takes no pack: machine/first_lanes.hpp says why.)
template <op::code Code, class T>
[[gnu::noinline, gnu::cold]] base::wider<T> widened_lane_by_lane(const T* lanes) {
  auto z = static_cast<base::wider<T>>(lanes[0]);
  for (int i = 1; i < pack<T>::width; ++i)
    z = op::row<Code>::combine(z, static_cast<base::wider<T>>(lanes[i]));
  return z;
}
template <op::code Code, class T>
[[gnu::always_inline]] inline base::wider<T> widened(pack<T> p) {
  const T z = sideways<Code>(p);
  if (base::is_finite(z)) [[likely]]
    return static_cast<base::wider<T>>(z);
  several<T, pack<T>::width> lanes;
  p.store(lanes);
  return widened_lane_by_lane<Code>(lanes);
}
template <op::code, class T>
[[gnu::always_inline]] inline base::wider<T> widened(T x) {
  return static_cast<base::wider<T>>(x);
}

// How many copies an accumulator in a register has. (Of the Unroll copies that a frame has of each
// pack, a step uses as many as it takes packs: the first Copies.)
template <class P, int Accumulator, int Unroll, int Copies>
inline constexpr int copies_of = [] {
  using facts = accumulator_facts<P, Accumulator>;
  return !packed(facts::partial) ? 1 : facts::in_lanes ? Copies : Unroll;
}();

// Calls use.operator()<U>() for each of so many copies.
template <int Copies, class Use>
[[gnu::always_inline]] inline void each_copy(const Use& use) {
  [&]<int... U>(std::integer_sequence<int, U...>) __attribute__((always_inline)) {
    (use.template operator()<U>(), ...);
  }
  (std::make_integer_sequence<int, Copies>{});
}

template <class P, int Accumulator, int Unroll, int Copies, class Frame>
[[gnu::always_inline]] inline void clear(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  using T = typename Frame::number_type;
  constexpr T first = static_cast<T>(facts::row::start);
  if constexpr (facts::in_register) {
    each_copy<copies_of<P, Accumulator, Unroll, Copies>>([&]<int U>() __attribute__((
        always_inline)) { at<facts::partial, Unroll, U>(f) = first; });
  } else if constexpr (facts::rows >= 0) {
    const ptrdiff_t rows = f.extent[facts::rows];
    const ptrdiff_t row = rows > 0 ? numbers_of<P, facts::is.partials, Copies>(f) / rows : 0;
    std::fill_n(f.tensor[facts::partials] + f.first_row * row, (f.end_row - f.first_row) * row,
                first);
  } else {
    std::fill_n(f.tensor[facts::partials], numbers_of<P, facts::is.partials, Copies>(f), first);
  }
}

template <class P, int Accumulator, int Unroll, int Copies = 1, class Frame>
[[gnu::always_inline]] inline void start(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  clear<P, Accumulator, Unroll, Copies>(f);
  if constexpr (facts::is_long) f.sums.begun[facts::is.long_sum] = false;
}

// What some copies of a register have accumulated, pairwise.
template <class P, int Accumulator, int Unroll, int First, int Count, class Frame>
[[gnu::always_inline]] inline auto accumulated_in(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (Count == 1) return at<facts::partial, Unroll, First>(f);
  else
    return facts::row::combine(
        accumulated_in<P, Accumulator, Unroll, First, Count / 2>(f),
        accumulated_in<P, Accumulator, Unroll, First + Count / 2, Count / 2>(f));
}
// What a register has accumulated: its U-th copy, or all of them.
template <class P, int Accumulator, int Unroll, int U = 0, class Frame>
[[gnu::always_inline]] inline auto accumulated(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (facts::in_lanes) return accumulated_in<P, Accumulator, Unroll, U, 1>(f);
  else return accumulated_in<P, Accumulator, Unroll, 0, copies_of<P, Accumulator, Unroll, 1>>(f);
}

// Calls use(i, partial result) for each element of a buffer of partial results: a pack, or a
// number.
template <class P, int Accumulator, int Copies = 1, class Frame, class Use>
[[gnu::always_inline]] inline void each_partial(Frame& f, const Use& use) {
  using facts = accumulator_facts<P, Accumulator>;
  using T = typename Frame::number_type;
  const T* from = f.tensor[facts::partials];
  if constexpr (facts::is.packed) {
    const ptrdiff_t size = elements_of<P, facts::is.partials>(f);
    for (ptrdiff_t i = 0; i < size; ++i) use(i, pack<T>::load(from + i * pack<T>::width));
  } else {
    const ptrdiff_t size = numbers_of<P, facts::is.partials, Copies>(f);
    for (ptrdiff_t i = 0; i < size; ++i) use(i, from[i]);
  }
}

template <class P, int Accumulator, class Frame>
[[gnu::always_inline]] inline auto* wide_buffer(Frame& f) {
  return reinterpret_cast<base::wider<typename Frame::number_type>*>(
      f.tensor[accumulator_facts<P, Accumulator>::wide]);
}

// A block of a long sum is over: it is added to a wider number, and the next begins.
template <class P, int Accumulator, int Unroll, int Copies, class Frame>
[[gnu::always_inline]] inline void end_block(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  using T = typename Frame::number_type;
  bool& begun = f.sums.begun[facts::is.long_sum];
  const auto add = [&begun](base::wider<T>& to, base::wider<T> x) { to = begun ? to + x : x; };
  if constexpr (!facts::in_register) {
    auto* const to = wide_buffer<P, Accumulator>(f);
    each_partial<P, Accumulator, Copies>(
        f, [&](ptrdiff_t i, auto z) { add(to[i], widened<facts::code>(z)); });
  } else if constexpr (facts::in_lanes) {
    each_copy<copies_of<P, Accumulator, Unroll, Copies>>([&]<int U>() __attribute__((
        always_inline)) {
      const pack<T> z = accumulated<P, Accumulator, Unroll, U>(f);
      for (int i = 0; i < pack<T>::width; ++i)
        add(f.sums.lanes[facts::is.wide * Unroll + U][i], widened<facts::code>(T(z.v[i])));
    });
  } else {
    add(f.sums.number[facts::is.wide],
        widened<facts::code>(accumulated<P, Accumulator, Unroll>(f)));
  }
  begun = true;
  clear<P, Accumulator, Unroll, Copies>(f);
}

template <class P, int Root, int Loop, int Copies, class Frame>
[[gnu::always_inline]] inline void end_blocks(Frame& f) {
  constexpr plan::range blocks = P::plan.loops[Loop].blocks;
  [&]<int... B>(std::integer_sequence<int, B...>) __attribute__((always_inline)) {
    base::in_order{
        (end_block<P, P::plan.blocks[blocks.first + B], root_of<P, Root>.unroll, Copies>(f), 0)...};
  }
  (std::make_integer_sequence<int, blocks.count>{});
}

template <class P, int Accumulator, class Frame>
[[gnu::always_inline]] inline bool has_blocks(const Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (facts::is_long) return f.sums.begun[facts::is.long_sum];
  else return false;
}

// The result that a partial one (and what is left of the blocks before) makes.
template <class P, int Accumulator, class Number, class Frame>
[[gnu::always_inline]] inline Number averaged(Number z, const Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (facts::row::averages) return z / static_cast<Number>(elements<facts::over>(f));
  else return z;
}

// What a register has accumulated in all, as one wider number.
template <class P, int Accumulator, int Unroll, class Frame>
[[gnu::always_inline]] inline auto wide_total(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  auto z = widened<facts::code>(accumulated<P, Accumulator, Unroll>(f));
  if constexpr (facts::is_long)
    if (has_blocks<P, Accumulator>(f)) z = f.sums.number[facts::is.wide] + z;
  return z;
}

// The result of a reduction in a register, that of the U-th pack of a step.
template <class P, int Accumulator, int Unroll, int U = 0, class Frame>
[[gnu::always_inline]] inline auto total(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  using T = typename Frame::number_type;
  auto z = accumulated<P, Accumulator, Unroll, U>(f);
  if constexpr (facts::in_lanes) {
    if constexpr (facts::is_long)
      if (has_blocks<P, Accumulator>(f)) {
        for (int i = 0; i < pack<T>::width; ++i)
          z.v[i] = static_cast<T>(averaged<P, Accumulator>(
              f.sums.lanes[facts::is.wide * Unroll + U][i] + widened<facts::code>(T(z.v[i])), f));
        return z;
      }
    if constexpr (facts::row::averages) z = z / pack<T>(static_cast<T>(elements<facts::over>(f)));
    return z;
  } else {
    T sum;
    if constexpr (packed(facts::partial)) sum = sideways<facts::code>(z);
    else sum = z;
    sum = averaged<P, Accumulator>(sum, f);
    // (A mean whose sum overflows is an ordinary number.)
    if (has_blocks<P, Accumulator>(f) || (facts::row::averages && !base::is_finite(sum)))
      sum = static_cast<T>(averaged<P, Accumulator>(wide_total<P, Accumulator, Unroll>(f), f));
    return sum;
  }
}

// The results of a reduction in a buffer, from its partial results.
template <class P, int Accumulator, int Copies, class Frame>
[[gnu::always_inline]] inline void totals(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  using T = typename Frame::number_type;
  T* const to = f.tensor[facts::results];
  if (has_blocks<P, Accumulator>(f)) {
    each_partial<P, Accumulator, Copies>(f, [&](ptrdiff_t i, auto z) {
      to[i] = static_cast<T>(
          averaged<P, Accumulator>(wide_buffer<P, Accumulator>(f)[i] + widened<facts::code>(z), f));
    });
  } else if constexpr (facts::is.packed || facts::row::averages) {
    each_partial<P, Accumulator, Copies>(f, [&](ptrdiff_t i, auto z) {
      if constexpr (facts::is.packed) to[i] = averaged<P, Accumulator>(sideways<facts::code>(z), f);
      else to[i] = averaged<P, Accumulator>(z, f);
    });
  } else if constexpr (facts::is.partials != facts::is.results) {
    std::copy_n(f.tensor[facts::partials], numbers_of<P, facts::is.partials, Copies>(f), to);
  }
}

template <class P, int Accumulator, int Unroll, int Copies, class Frame>
[[gnu::always_inline]] inline void finish(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (facts::in_lanes) {
    each_copy<copies_of<P, Accumulator, Unroll, Copies>>([&]<int U>() __attribute__((
        always_inline)) { at<facts::result, Unroll, U>(f) = total<P, Accumulator, Unroll, U>(f); });
  } else if constexpr (facts::in_register) {
    at<facts::result, Unroll, 0>(f) = total<P, Accumulator, Unroll>(f);
  } else {
    totals<P, Accumulator, Copies>(f);
  }
}

// The partial results of a chunk of an outermost loop: one wider number, or a tensor of doubles.
// Behind them go the next ones.
template <class P, int Accumulator, int Unroll, class Frame, class Wide>
[[gnu::always_inline]] inline void hand_over(Frame& f, Wide*& to) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (facts::in_register) {
    *to++ = wide_total<P, Accumulator, Unroll>(f);
  } else if (facts::scatters && f.tensor[facts::partials] == f.tensor[facts::results]) {
  } else {
    double* const tensor = reinterpret_cast<double*>(to);
    if (has_blocks<P, Accumulator>(f)) {
      each_partial<P, Accumulator>(f, [&](ptrdiff_t i, auto z) {
        tensor[i] =
            static_cast<double>(wide_buffer<P, Accumulator>(f)[i] + widened<facts::code>(z));
      });
    } else {
      each_partial<P, Accumulator>(f, [&](ptrdiff_t i, auto z) {
        if constexpr (facts::is.packed) tensor[i] = static_cast<double>(sideways<facts::code>(z));
        else tensor[i] = static_cast<double>(z);
      });
    }
    to += room_for_doubles<Wide>(elements_of<P, facts::is.results>(f));
  }
}

// The results of an outermost loop: what its chunks have handed over, combined in their order.
template <class P, int Accumulator, class Top, class Wide>
[[gnu::always_inline]] inline void combine(Top& top, const Wide*& partial, ptrdiff_t chunks,
                                           ptrdiff_t between, bool by_owner) {
  using facts = accumulator_facts<P, Accumulator>;
  using T = typename Top::number_type;
  const auto all = [&]<class Number>(const Number* first, ptrdiff_t step) {
    Number z = chunks > 0 ? *first : static_cast<Number>(facts::row::start);
    for (ptrdiff_t c = 1; c < chunks; ++c) z = facts::row::combine(z, first[c * step]);
    return static_cast<T>(averaged<P, Accumulator>(z, top));
  };
  if constexpr (facts::in_register) {
    at<facts::result, 1, 0>(top) = all(partial++, between);
  } else if (facts::scatters && (chunks == 1 || by_owner)) {
  } else {
    const ptrdiff_t size = elements_of<P, facts::is.results>(top);
    const auto* const tensor = reinterpret_cast<const double*>(partial);
    constexpr ptrdiff_t doubles = sizeof(Wide) / sizeof(double);
    for (ptrdiff_t i = 0; i < size; ++i)
      top.tensor[facts::results][i] = all(tensor + i, between * doubles);
    partial += room_for_doubles<Wide>(size);
  }
}

}  // namespace tapeless::emit
