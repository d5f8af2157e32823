// What one evaluation is given: data, extents, threads.
#pragma once

#include <array>

#include "tapeless/emit/body.hpp"
#include "tapeless/emit/contraction.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::emit {

template <class P, class T>
using top_frame = frame<pack<T>, frame_size{P::plan.top_registers}.of(plan::kind::number), 1,
                        frame_size{P::plan.top_registers}.of(plan::kind::condition), 1,
                        std::max(1, P::graph.axis_count), std::max(1, tensors<P>::count)>;

// How many inputs there are, if some of them hold whole numbers.
template <class P>
inline constexpr int whole_inputs = P::graph.whole_count > 0 ? P::graph.input_count : 0;

// Everything is written where the kernel reads it: a copy would cost more than a small formula.
template <class P, class T>
struct call {
  top_frame<P, T> top;
  int threads = 1;
  several<const std::int32_t*, std::max(1, whole_inputs<P>)> whole;  // by input, if there are any

  constexpr call() {
    std::fill_n(top.extent, P::graph.axis_count, ptrdiff_t{-1});  // not known yet
    top.whole = whole;
  }
  constexpr void set_input(int i, const T* data) {
    top.tensor[i] = const_cast<T*>(data);  // it is only read
  }
  constexpr void set_output(int o, T* data) { top.tensor[tensors<P>::of_output(o)] = data; }
};

// How an outermost loop is cut. It depends on the extent alone, never on the number of threads, and
// so the results do not either. At most about 64 chunks: their partial results are kept until the
// end.
inline constexpr int most_chunks = 64;

struct chunks {
  ptrdiff_t length = 0;
  ptrdiff_t number = 0;
  bool by_owner = false;  // each walks all steps, and does those that add to its part of a table
};

template <class P, int Loop>
inline constexpr ptrdiff_t shortest_chunk = [] {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr bool has_loops = emit::has_loops<P, Loop>;
  return loop.behind > 0   ? 32
         : !loop.lanes     ? 16
         : has_loops       ? (loop.unroll > 1 ? 256 : 128)
         : loop.unroll > 1 ? 4096
                           : 1024;
}();

template <class P, class T, int Loop>
constexpr chunks chunks_of(const ptrdiff_t* extents) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t least = shortest_chunk<P, Loop>;
  const ptrdiff_t extent = extents[loop.axis];
  ptrdiff_t most = most_chunks;
  if constexpr (scatters<P, Loop>) {
    const scatter_size size = size_of_scatters<P, Loop>(extents);
    if (is_shared_out<P, Loop, T>(size)) return {extent, owners, true};
    most = most_tables<T>(size);
  }
  if (extent <= least) return {least, extent > 0 ? 1 : 0};
  const ptrdiff_t length =
      std::max(least, rounded_up((extent + most - 1) / most, loop.lanes ? 128 : 1));
  return {length, (extent + length - 1) / length};
}

// Tensors in the workspace start at aligned addresses.
template <class T>
constexpr ptrdiff_t aligned(ptrdiff_t size) {
  return rounded_up(size, machine::alignment / static_cast<ptrdiff_t>(sizeof(T)));
}

template <class P, int Buffer>
constexpr ptrdiff_t elements_of_buffer(const ptrdiff_t* extent) {
  constexpr plan::buffer b = P::plan.buffers[Buffer];
  if constexpr (b.behind > 0) return steps_kept * between_steps<encode(b.axes)>(extent);
  ptrdiff_t size = 1;
  for (int d = 0; d < b.axes.size; ++d) size *= extent[b.axes[d]];
  return size;
}
template <class P, class T, int Buffer>
constexpr ptrdiff_t size_of_buffer(const ptrdiff_t* extent) {
  constexpr plan::buffer b = P::plan.buffers[Buffer];
  if (b.output >= 0) return 0;
  constexpr ptrdiff_t of_wide = b.wide ? sizeof(base::wider<T>) / sizeof(T) : 1;
  constexpr ptrdiff_t of_pack = b.packed ? b.packs * pack<T>::width : 1;
  return aligned<T>(elements_of_buffer<P, Buffer>(extent) * of_pack * of_wide);
}

// The room, in wider numbers, of the partial results that one chunk of an outermost loop hands
// over.
template <class P, class T, int Loop>
constexpr ptrdiff_t partial_size(const ptrdiff_t* extent) {
  constexpr plan::range accumulators = P::plan.loops[Loop].accumulators;
  return [&]<int... A>(std::integer_sequence<int, A...>) {
    [[maybe_unused]] const auto size = [&]<int Which>() -> ptrdiff_t {
      constexpr int results = P::plan.accumulators[Which].results;
      if constexpr (results < 0) return 1;
      else return room_for_doubles<base::wider<T>>(elements_of_buffer<P, results>(extent));
    };
    ptrdiff_t all = 0;
    base::in_order{(all += size.template operator()<accumulators.first + A>(), 0)...};
    return all;
  }
  (std::make_integer_sequence<int, accumulators.count>{});
}

// Where everything lies in the workspace, in elements.
template <class P, class T>
struct layout {
  std::array<ptrdiff_t, static_cast<unsigned>(tensors<P>::buffers)> offset{};
  ptrdiff_t shared = 0;   // for all threads
  ptrdiff_t own = 0;      // for each thread
  ptrdiff_t partial = 0;  // wider numbers: the partial results of the chunks

  constexpr explicit layout(const ptrdiff_t* extent) {
    [&]<int... B>(std::integer_sequence<int, B...>) { base::in_order{(place<B>(extent), 0)...}; }
    (std::make_integer_sequence<int, tensors<P>::buffers>{});
    [&]<int... R>(std::integer_sequence<int, R...>) {
      (make_room<P::plan.roots[R].loop>(extent), ...);
    }
    (std::make_integer_sequence<int, P::plan.roots.size>{});
    // Contractions run when no loop does.
    if constexpr (P::plan.contractions.size > 0)
      own = std::max(own, aligned<T>(room_for_contractions<P, T>(extent)));
  }

 private:
  template <int Buffer>
  constexpr void place(const ptrdiff_t* extent) {
    ptrdiff_t& end = P::plan.buffers[Buffer].shared ? shared : own;
    offset[Buffer] =
        end + P::plan.buffers[Buffer].phase % pack<T>::width;  // (rows have room for it)
    end += size_of_buffer<P, T, Buffer>(extent);
  }
  template <int Loop>
  constexpr void make_room(const ptrdiff_t* extent) {
    const chunks cut = chunks_of<P, T, Loop>(extent);
    partial = std::max(partial, cut.number * partial_size<P, T, Loop>(extent));
  }
};

}  // namespace tapeless::emit
