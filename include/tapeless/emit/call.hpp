// What one evaluation is given: data, extents, threads.
#pragma once

#include <array>

#include "tapeless/emit/body.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::emit {

template <class P, class T>
struct call {
  std::array<const T*, static_cast<unsigned>(tensors<P>::inputs)> input{};
  std::array<T*, static_cast<unsigned>(tensors<P>::outputs)> output{};
  std::array<ptrdiff_t, static_cast<unsigned>(P::graph.axis_count)> extent{};   // -1: not known yet
  int threads = 1;
};

using machine::rounded_up;

// How an outermost loop is cut. It depends on the extent alone, never on the number of threads, and so the results do not
// either. At most about 64 chunks: their partial results are kept until the end.
struct chunks {
  ptrdiff_t length = 0;
  ptrdiff_t number = 0;
};

template <class P>
constexpr chunks chunks_of(const plan::loop& loop, ptrdiff_t extent) {
  const int end = loop.items.first + loop.items.count;
  const bool has_loops = first_loop<P>(loop.items.first, end) < end;
  const ptrdiff_t least = !loop.lanes ? 16 : has_loops ? 128 : loop.unroll > 1 ? 4096 : 1024;
  const ptrdiff_t length = std::max(least, rounded_up((extent + 63) / 64, loop.lanes ? 128 : 1));
  return {length, (extent + length - 1) / length};
}

// Where everything lies in the workspace, in elements.
template <class P, class T>
struct layout {
  std::array<ptrdiff_t, static_cast<unsigned>(tensors<P>::buffers)> offset{};
  ptrdiff_t shared = 0;        // for all threads
  ptrdiff_t own = 0;           // for each thread
  ptrdiff_t partial = 0;       // for the partial results of the chunks
};

template <class P, class T>
constexpr ptrdiff_t size_of_buffer(const std::array<ptrdiff_t, static_cast<unsigned>(P::graph.axis_count)>& extent, int which) {
  const plan::buffer& b = P::plan.buffers[which];
  ptrdiff_t size = b.packed ? pack<T>::width : 1;
  for (int d = 0; d < b.axes.size; ++d) size *= extent[static_cast<unsigned>(b.axes[d])];
  return rounded_up(size, static_cast<ptrdiff_t>(machine::alignment / sizeof(T)));
}

// The partial results of one chunk of an outermost loop.
template <class P, class T>
constexpr ptrdiff_t partial_size(const std::array<ptrdiff_t, static_cast<unsigned>(P::graph.axis_count)>& extent, int loop) {
  ptrdiff_t size = 0;
  const plan::range r = P::plan.loops[loop].accumulators;
  for (int a = r.first; a < r.first + r.count; ++a) {
    const int results = P::plan.accumulators[a].results;
    size += results < 0 ? 1 : size_of_buffer<P, T>(extent, results);
  }
  return size;
}

template <class P, class T>
constexpr layout<P, T> layout_of(const std::array<ptrdiff_t, static_cast<unsigned>(P::graph.axis_count)>& extent) {
  layout<P, T> l;
  for (int b = 0; b < tensors<P>::buffers; ++b) {
    ptrdiff_t& end = P::plan.buffers[b].shared ? l.shared : l.own;
    l.offset[static_cast<unsigned>(b)] = end;
    end += size_of_buffer<P, T>(extent, b);
  }
  for (int r = 0; r < P::plan.roots.size; ++r) {
    const plan::loop& loop = P::plan.loops[P::plan.roots[r].loop];
    const chunks cut = chunks_of<P>(loop, extent[static_cast<unsigned>(loop.axis)]);
    l.partial = std::max(l.partial, cut.number * partial_size<P, T>(extent, P::plan.roots[r].loop));
  }
  return l;
}

}  // namespace tapeless::emit
