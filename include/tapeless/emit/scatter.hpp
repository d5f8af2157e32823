// Tables that an outermost loop adds to where whole numbers say. The order in which one element is
// added to never depends on threads.
//
// A small table: each chunk of the loop has one of its own, and they are added up in the end.
// A large one: two owners have a part of its rows each, look at all steps, and do those that add
// to their rows, in order. So what is added goes straight to the results.
// In between, and where rows cannot be owned: one chunk does all.
#pragma once

#include <algorithm>

#include "tapeless/emit/step.hpp"

namespace tapeless::emit {

template <class P>
constexpr bool is_scatter(int accumulator) {
  return P::graph.nodes[P::plan.accumulators[accumulator].node].code == op::scatter;
}

// Whether a loop closes any.
template <class P, int Loop>
inline constexpr bool scatters = [] {
  constexpr plan::range accumulators = P::plan.loops[Loop].accumulators;
  bool any = false;
  for (int a = accumulators.first; a < accumulators.first + accumulators.count; ++a)
    any = any || is_scatter<P>(a);
  return any;
}();

// The rows that all scatters of a loop add to: the axis, and what says which one. -1: they differ,
// or the loop alone does not say it.
struct owned_rows {
  int axis = -1;
  int entry = -1;
};
template <class P, int Loop>
inline constexpr owned_rows owned = [] {
  constexpr plan::loop loop = P::plan.loops[Loop];
  owned_rows all;
  for (int a = loop.accumulators.first; a < loop.accumulators.first + loop.accumulators.count;
       ++a) {
    if (!is_scatter<P>(a)) continue;
    const plan::accumulator& z = P::plan.accumulators[a];
    const ir::index_list& axes = P::plan.buffers[z.results].axes;
    const ir::node& n = P::graph.nodes[z.node];
    const int row = axes[0], entry = ir::replaced(axes, n.axes, n.index)[0];
    const bool by_loop = !loop.lanes && !ir::is_axis(entry) &&
                         subscript_at<P>(entry).axes() == ir::axis_set::of(loop.axis);
    if (!by_loop || (all.axis >= 0 && (all.axis != row || all.entry != entry))) return owned_rows{};
    all = {row, entry};
  }
  return all;
}();

// The loop that closes an accumulator.
template <class P>
constexpr int loop_of(int accumulator) {
  for (int l = 0; l < P::plan.loops.size; ++l) {
    const plan::range a = P::plan.loops[l].accumulators;
    if (accumulator >= a.first && accumulator < a.first + a.count) return l;
  }
  return -1;
}

struct scatter_size {
  ptrdiff_t elements = 0;   // of all tables
  ptrdiff_t additions = 0;  // to the one that is added to most
};
template <class P, int Loop>
constexpr scatter_size size_of_scatters(const ptrdiff_t* extent) {
  constexpr plan::range accumulators = P::plan.loops[Loop].accumulators;
  scatter_size size;
  for (int a = accumulators.first; a < accumulators.first + accumulators.count; ++a) {
    if (!is_scatter<P>(a)) continue;
    const ir::node& n = P::graph.nodes[P::plan.accumulators[a].node];
    ptrdiff_t elements = 1, additions = 1;
    for (int x = 0; x < P::graph.axis_count; ++x) {
      if (n.axes.has(x)) elements *= extent[x];
      if (n.over.has(x)) additions *= extent[x];
    }
    size.elements += elements;
    size.additions = std::max(size.additions, additions);
  }
  return size;
}

// (Of the second level, of most processors of today. docs/decisions/022_index_formulas.md)
inline constexpr ptrdiff_t cache_bytes = ptrdiff_t{1} << 20;
inline constexpr ptrdiff_t owners = 2;

template <class P, int Loop, class T>
constexpr bool is_shared_out(const scatter_size& size) {
  constexpr ptrdiff_t worth_sharing = ptrdiff_t{1} << 17;
  return owned<P, Loop>.axis >= 0 && size.additions >= worth_sharing &&
         size.elements * static_cast<ptrdiff_t>(sizeof(T)) > cache_bytes;
}

// How many chunks may have tables of their own: to add them up is to cost little.
template <class T>
constexpr ptrdiff_t most_tables(const scatter_size& size) {
  if (size.elements * static_cast<ptrdiff_t>(sizeof(T)) > cache_bytes) return 1;
  ptrdiff_t most = 16;
  while (most > 1 && size.elements * most > size.additions / 4) most /= 2;
  return most;
}

// The part of the rows that a chunk adds to: all of them, if it is not one of several owners.
struct owner_of_rows {
  ptrdiff_t which = 0;
  ptrdiff_t number = 1;
};
template <class P, int Loop, class Frame>
[[gnu::always_inline]] inline void set_rows(Frame& f, owner_of_rows owner) {
  if constexpr (owned<P, Loop>.axis >= 0) {
    const ptrdiff_t rows = f.extent[owned<P, Loop>.axis];
    f.first_row = rows * owner.which / owner.number;
    f.end_row = rows * (owner.which + 1) / owner.number;
  }
}

// The items, in a loop and those inside it, that read or add to rows which the loop's own subscript
// finds: one for each tensor.
template <class P, int Loop>
constexpr base::list<step_code> find_rows() {
  base::list<step_code> found;
  base::list<int> open{Loop};
  while (!open.empty()) {
    const plan::range items = P::plan.loops[open.pop()].items;
    for (int i = items.first; i < items.first + items.count; ++i) {
      if (P::plan.items[i].action == action::loop) open.push(P::plan.items[i].target);
      const step_code s = steps<P>[static_cast<unsigned>(i)].anywhere();
      bool is_new = rank_of(s.walk) > 0 && (s.action == action::load || s.scatters) &&
                    entry_at(s.walk, 0) == owned<P, Loop>.entry;
      for (const step_code& other : found) is_new = is_new && other.tensor != s.tensor;
      if (is_new) found.push(s);
    }
  }
  return found;
}
template <class P, int Loop>
inline constexpr const auto& rows_found = base::array_of<find_rows<P, Loop>>;

// Asks for the first few lines of a row, which lies anywhere in memory.
template <step_code S, class Frame>
[[gnu::always_inline]] inline void fetch_row(const Frame& f, ptrdiff_t row) {
  using T = typename Frame::number_type;
  constexpr ptrdiff_t line = 64 / sizeof(T), most = 8 * line;
  ptrdiff_t length = 1;
  [&]<int... D>(std::integer_sequence<int, D...>) __attribute__((always_inline)) {
    ((length *= f.extent[entry_at(S.layout, D + 1)]), ...);
  }
  (std::make_integer_sequence<int, rank_of(S.layout) - 1>{});
  for (ptrdiff_t i = 0; i < std::min(length, most); i += line)
    __builtin_prefetch(machine::place_at(f.tensor[S.tensor], row * length + i), S.scatters ? 1 : 0);
}
template <class P, int Loop, class Frame>
[[gnu::always_inline]] inline void fetch_rows(const Frame& f, ptrdiff_t row) {
  [&]<std::size_t... R>(std::index_sequence<R...>) __attribute__((always_inline)) {
    (fetch_row<rows_found<P, Loop>[R]>(f, row), ...);
  }
  (std::make_index_sequence<rows_found<P, Loop>.size()>{});
}

// Calls run() at each step from begin to end that adds to rows of the frame's owner. (The steps are
// listed first, without a branch: which of them are taken cannot be foretold. And their rows are
// asked for ahead: memory cannot foretell them, either.)
template <class P, int Loop, class Frame, class Run>
[[gnu::always_inline]] inline void run_owned(Frame& f, ptrdiff_t begin, ptrdiff_t end,
                                             const Run& run) {
  constexpr owned_rows rows = owned<P, Loop>;
  constexpr ptrdiff_t most = 256, ahead = 12;
  ptrdiff_t listed[most], row_of[most];
  ptrdiff_t& i = f.at[P::plan.loops[Loop].axis];
  for (ptrdiff_t b = begin; b < end; b += most) {
    ptrdiff_t count = 0;
    for (i = b; i < std::min(b + most, end); ++i) {
      const ptrdiff_t row = dividend<P, rows.entry>(f) / divisor<P>(rows.entry);
      listed[count] = i, row_of[count] = row;
      count += row >= f.first_row && row < f.end_row ? 1 : 0;
    }
    for (ptrdiff_t k = 0; k < count; ++k) {
      fetch_rows<P, Loop>(f, row_of[std::min(k + ahead, count - 1)]);
      i = listed[k];
      run();
    }
  }
}

}  // namespace tapeless::emit
