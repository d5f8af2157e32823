// Runs a whole plan: the top-level code, and the outermost loops chunk by chunk.
#pragma once

#include <algorithm>
#include <bit>

#include "tapeless/emit/call.hpp"
#include "tapeless/machine/parallel.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::emit {

template <class P, int Root, class T>
struct sums_of {
  static constexpr plan::long_sums sums = root_of<P, Root>.long_sums;
  using type =
      long_sums<pack<T>, std::max(1, sums.count), std::max(1, sums.numbers),
                std::max(1, sums.packs* root_of<P, Root>.unroll), std::max(1, sums.counters)>;
};
template <class P, int Root, class T>
requires(root_of<P, Root>.long_sums.count == 0) struct sums_of<P, Root, T> {
  using type = no_long_sums;
};

template <class P, int Root, class T>
using root_frame =
    frame<pack<T>, frame_size{root_of<P, Root>.registers}.of(plan::kind::number),
          frame_size{root_of<P, Root>.registers}.of(plan::kind::pack, root_of<P, Root>.unroll),
          frame_size{root_of<P, Root>.registers}.of(plan::kind::condition),
          frame_size{root_of<P, Root>.registers}.of(plan::kind::pack_condition,
                                                    root_of<P, Root>.unroll),
          P::graph.axis_count, std::max(1, tensors<P>::count), typename sums_of<P, Root, T>::type>;

// Whether a tensor is a buffer of which each thread has its own.
template <class P>
constexpr bool is_own(int tensor) {
  const int buffer = tensor - tensors<P>::first_buffer;
  return buffer >= 0 && !P::plan.buffers[buffer].shared;
}

// Extents that the compiler knows are written as constants. (By value: a reference to the graph
// would keep all of it in the object file.) `own` is the distance to the buffers of this thread.
template <class P, class Frame>
[[gnu::always_inline]] inline void set_up(Frame& f, const ptrdiff_t* extent, auto* const* tensor,
                                          ptrdiff_t own) {
  [&]<int... A>(std::integer_sequence<int, A...>) __attribute__((always_inline)) {
    ((f.extent[A] = P::graph.axes[A].extent >= 0 ? ptrdiff_t{P::graph.axes[A].extent} : extent[A]),
     ...);
  }
  (std::make_integer_sequence<int, P::graph.axis_count>{});
  [&]<int... A>(std::integer_sequence<int, A...>) __attribute__((always_inline)) {
    base::in_order{(f.tensor[A] = tensor[A] + (is_own<P>(A) ? own : 0), 0)...};
  }
  (std::make_integer_sequence<int, tensors<P>::count>{});
}

template <class P, int Root, class Frame, class Top, int... I>
[[gnu::always_inline]] inline void import_all(Frame& f, const Top& top,
                                              std::integer_sequence<int, I...>) {
  constexpr auto& s = steps<P>;
  constexpr int first = root_of<P, Root>.imports.first;
  [[maybe_unused]] const auto one = [&]<int Step>() __attribute__((always_inline)) {
    if constexpr (s[Step].action == action::number)
      at<s[Step].to, 1, 0>(f) =
          static_cast<typename Frame::number_type>(std::bit_cast<double>(s[Step].walk));
    else at<s[Step].to, 1, 0>(f) = at<s[Step].x, 1, 0>(top);
  };
  (one.template operator()<first + I>(), ...);
}

template <class P, int Root>
using accumulators_in = std::make_integer_sequence<int, accumulators_of<P, root_of<P, Root>.loop>>;

template <class P, int Root, class Frame, int... A>
[[gnu::always_inline]] inline void start_all(Frame& f, std::integer_sequence<int, A...>) {
  [[maybe_unused]] constexpr int first = P::plan.loops[root_of<P, Root>.loop].accumulators.first;
  base::in_order{(start<P, first + A, root_of<P, Root>.unroll>(f), 0)...};
}
template <class P, int Root, class Frame, class Wide, int... A>
[[gnu::always_inline]] inline void hand_over_all(Frame& f, [[maybe_unused]] Wide* partial,
                                                 std::integer_sequence<int, A...>) {
  [[maybe_unused]] constexpr int first = P::plan.loops[root_of<P, Root>.loop].accumulators.first;
  base::in_order{(hand_over<P, first + A, root_of<P, Root>.unroll>(f, partial), 0)...};
}

// The results themselves are added to.
template <class P, int Accumulator, class Frame>
[[gnu::always_inline]] inline void scatter_to_result(Frame& f) {
  using facts = accumulator_facts<P, Accumulator>;
  if constexpr (facts::scatters) f.tensor[facts::partials] = f.tensor[facts::results];
}
template <class P, int Loop, class Frame>
[[gnu::always_inline]] inline void scatter_to_results(Frame& f) {
  constexpr plan::range accumulators = P::plan.loops[Loop].accumulators;
  [&]<int... A>(std::integer_sequence<int, A...>) __attribute__((always_inline)) {
    (scatter_to_result<P, accumulators.first + A>(f), ...);
  }
  (std::make_integer_sequence<int, accumulators.count>{});
}

// Some steps of an outermost loop, and their partial results. `from`: the first step, for the rows
// that those of the chunk read.
template <class P, int Root, class Top, class Wide>
[[gnu::noinline]] void run_chunk(const Top& top, ptrdiff_t own, ptrdiff_t from, ptrdiff_t begin,
                                 ptrdiff_t end, Wide* partial,
                                 [[maybe_unused]] owner_of_rows owner) {
  constexpr int which = root_of<P, Root>.loop;
  root_frame<P, Root, typename Top::number_type> f;
  set_up<P>(f, top.extent, top.tensor, own);
  if constexpr (whole_inputs < P >> 0) f.whole = top.whole;
  if constexpr (scatters<P, which>) {
    if (end - begin == f.extent[P::plan.loops[which].axis]) scatter_to_results<P, which>(f);
    set_rows<P, which>(f, owner);
  }
  if constexpr (takes_steps_before<P>) f.first_step = begin;
  import_all<P, Root>(f, top, std::make_integer_sequence<int, root_of<P, Root>.imports.count>{});
  start_all<P, Root>(f, accumulators_in<P, Root>{});
  if constexpr (in_blocks<P, which>) run_blocks<P, Root, which, 1>(f, from, end, all_lanes{});
  else run_block<P, Root, which, 1>(f, from, end, all_lanes{});
  hand_over_all<P, Root>(f, partial, accumulators_in<P, Root>{});
}

// Whether a loop is worth writing once more for the case that it is a single chunk.
template <class P, int Loop>
constexpr bool is_small() {
  constexpr plan::loop loop = P::plan.loops[Loop];
  for (int a = loop.accumulators.first; a < loop.accumulators.first + loop.accumulators.count; ++a)
    if (!P::plan.accumulators[a].partial.exists()) return false;
  return loop.is_short && loop.unroll > 1 && !has_loops<P, Loop>;
}

template <class P, int Root, class Frame, class Top, int... A>
[[gnu::always_inline]] inline void finish_all(Frame& f, Top& top,
                                              std::integer_sequence<int, A...>) {
  [[maybe_unused]] constexpr int first = P::plan.loops[root_of<P, Root>.loop].accumulators.first;
  ((at<accumulator_facts<P, first + A>::result, 1, 0>(top) =
        total<P, first + A, root_of<P, Root>.unroll>(f)),
   ...);
}

// A small outermost loop in one piece: its results stay in registers.
template <class P, int Root, class T, class Top>
[[gnu::always_inline]] inline void run_alone(Top& top, ptrdiff_t extent) {
  constexpr int which = root_of<P, Root>.loop;
  constexpr bool one_block = shortest_chunk<P, which> <= block_length<P, which, T>;
  root_frame<P, Root, T> f;
  set_up<P>(f, top.extent, top.tensor, 0);
  if constexpr (takes_steps_before<P>) f.first_step = 0;
  if constexpr (whole_inputs < P >> 0) f.whole = top.whole;
  import_all<P, Root>(f, top, std::make_integer_sequence<int, root_of<P, Root>.imports.count>{});
  start_all<P, Root>(f, accumulators_in<P, Root>{});
  if constexpr (in_blocks<P, which> && !one_block)
    run_blocks<P, Root, which, 1>(f, 0, extent, all_lanes{});
  else run_block<P, Root, which, 1>(f, 0, extent, all_lanes{});
  finish_all<P, Root>(f, top, accumulators_in<P, Root>{});
}

template <class P, class T>
class kernel {
  using wide = base::wider<T>;

 public:
  explicit kernel(call<P, T>& c)
      : top_(c.top),
        layout_(c.top.extent),
        threads_(std::min(c.threads, most_chunks)),
        memory_(bytes(layout_, threads_)) {
    T* const shared = reinterpret_cast<T*>(memory_.begin());
    T* const own = shared + layout_.shared;
    own_ = own;
    partial_ = reinterpret_cast<wide*>(own + threads_ * layout_.own);
    [&]<int... B>(std::integer_sequence<int, B...>) {
      base::in_order{(top_.tensor[tensors<P>::first_buffer + B] =
                          (P::plan.buffers[B].shared ? shared : own) + layout_.offset[B],
                      0)...};
    }
    (std::make_integer_sequence<int, tensors<P>::buffers>{});
  }

  [[gnu::always_inline]] void run() {
    run_top(std::make_integer_sequence<int, loops_in<P, P::plan.top>>{});
  }

  static constexpr std::size_t bytes(const layout<P, T>& l, int threads) {
    return static_cast<std::size_t>(l.shared + threads * l.own) * sizeof(T) +
           static_cast<std::size_t>(l.partial) * sizeof(wide);
  }

 private:
  template <int... Loop>
  [[gnu::always_inline]] void run_top(std::integer_sequence<int, Loop...>) {
    constexpr auto& p = pieces_of<P, P::plan.top>;
    constexpr plan::range last = p[sizeof...(Loop)];
    constexpr all_lanes live{};
    ((straight<P, -1, p[Loop].first, p[Loop].count>(
          top_, live, std::make_integer_sequence<int, p[Loop].count>{}),
      run_apart<p[Loop].first + p[Loop].count>()),
     ...);
    straight<P, -1, last.first, last.count>(top_, live,
                                            std::make_integer_sequence<int, last.count>{});
  }

  template <int Item>
  [[gnu::always_inline]] void run_apart() {
    constexpr plan::action is = P::plan.items[Item].action;
    constexpr int target = P::plan.items[Item].target;
    if constexpr (is == action::contract)
      run_contraction<P, target>(top_, own_, layout_.own, threads_);
    else run_root<root_at(target)>();
  }

  static constexpr int root_at(int loop) {
    int r = 0;
    while (P::plan.roots[r].loop != loop) ++r;
    return r;
  }

  template <int Root>
  [[gnu::always_inline]] void run_root() {
    constexpr int which = root_of<P, Root>.loop;
    constexpr plan::loop loop = P::plan.loops[which];
    const ptrdiff_t extent = top_.extent[loop.axis];
    const chunks cut = chunks_of<P, T, which>(top_.extent);
    if constexpr (is_small<P, which>())
      if (cut.number <= 1) return run_alone<P, Root, T>(top_, extent);
    const ptrdiff_t between = partial_size<P, T, which>(top_.extent);
    const top_frame<P, T> seen = top_;  // a copy, so that the original can stay in registers
    wide* const partial = partial_;
    const ptrdiff_t own = layout_.own;
    [[maybe_unused]] std::array<ptrdiff_t, (loop.behind > 0 ? most_chunks : 0)> done{};  // by thread
    machine::for_each_chunk(cut.number, threads_, [&, partial, own](ptrdiff_t chunk, int thread) {
      const ptrdiff_t begin = cut.by_owner ? 0 : chunk * cut.length;
      const ptrdiff_t end = std::min(begin + cut.length, extent);
      ptrdiff_t from = begin;
      if constexpr (loop.behind > 0) {  // (The rows of its last chunk a thread still has.)
        ptrdiff_t& last = done[static_cast<std::size_t>(thread)];
        if (last != begin) from = std::max(ptrdiff_t{0}, begin - loop.behind);
        last = end;
      }
      run_chunk<P, Root>(seen, thread * own, from, begin, end, partial + chunk * between,
                         cut.by_owner ? owner_of_rows{chunk, cut.number} : owner_of_rows{});
    });
    [&]<int... A>(std::integer_sequence<int, A...>) __attribute__((always_inline)) {
      [[maybe_unused]] const wide* from = partial;
      base::in_order{
          (combine<P, loop.accumulators.first + A>(top_, from, cut.number, between, cut.by_owner),
           0)...};
    }
    (std::make_integer_sequence<int, loop.accumulators.count>{});
  }

  top_frame<P, T>& top_;
  layout<P, T> layout_;
  int threads_;
  machine::workspace memory_;
  T* own_;         // the buffers of the first thread
  wide* partial_;  // what the chunks hand over
};

}  // namespace tapeless::emit
