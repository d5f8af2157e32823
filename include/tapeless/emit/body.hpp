// A loop of the plan as a loop of code, with all that is inside it.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/base/in_order.hpp"
#include "tapeless/emit/limits.hpp"
#include "tapeless/emit/rows.hpp"

namespace tapeless::emit {

template <class P, int Root, int Loop, int Copies, class Frame, class Live, int... A>
void run_inner_loop(Frame& f, const Live& live, std::integer_sequence<int, A...> accumulators);

// Whose subscripts an item needs.
constexpr bool needs_subscripts(const step_code& s) {
  if (s.action == action::index) return !ir::is_axis(s.tensor);
  return (s.action == action::load || s.action == action::reload || s.action == action::inside ||
          s.action == action::accumulate) &&
         has_subscripts(s.walk);
}
template <class P, int Step>
using subscripts_in = std::conditional_t<needs_subscripts(steps<P>[Step]), P, axes_alone>;

// What the items of a piece add for all packs of a step to elements that these share.
template <class T, int Count, int Copies>
struct sums_of_packs {
  several<pack<T>, Count> of_item;
};
template <class T, int Count>
struct sums_of_packs<T, Count, 1> {};

constexpr bool adds_together(const step_code& s) {
  return s.action == action::accumulate && s.packed && !s.own;
}

// What an item writes to.
template <bool Together, int Item, int R, int Unroll, int U, class Frame, class Locals, class Sums>
[[gnu::always_inline]] inline auto& target(Frame& f, Locals& l, [[maybe_unused]] Sums& sums) {
  if constexpr (Together && !std::is_empty_v<Sums>) return sums.of_item[Item];
  else return find<R, Unroll, U>(f, l);
}

// What an item is, without its registers.
template <class P, int Item>
constexpr step_code code_at() {
  step_code s = steps<P>[Item].anywhere();
  s.certain = is_certain<P, Item>;
  return s;
}

// A straight piece of code, for each pack of a step: pack after pack, not item after item, and g++
// reads each once. (I counts its items, and those of the next pack follow. Its locals are one
// pack's after the other, but its numbers are for all of them.)
template <class P, int Root, int First, int Count, class Frame, class Live, int... I>
[[gnu::always_inline]] inline void straight([[maybe_unused]] Frame& f,
                                            [[maybe_unused]] const Live& live,
                                            std::integer_sequence<int, I...>) {
  [[maybe_unused]] constexpr auto& s = steps<P>;
  [[maybe_unused]] constexpr int lane = Root < 0 ? -1 : root_of<P, (Root < 0 ? 0 : Root)>.lane_axis;
  [[maybe_unused]] constexpr int unroll = Root < 0 ? 1 : root_of<P, (Root < 0 ? 0 : Root)>.unroll;
  [[maybe_unused]] constexpr int copies =
      Count > 0 ? static_cast<int>(sizeof...(I)) / std::max(Count, 1) : 1;
  using T = typename Frame::number_type;
  [[maybe_unused]] locals<P, First, Count, T> l;
  [[maybe_unused]] sums_of_packs<T, Count, copies> sums;
  base::in_order{
      (step<subscripts_in<P, First + I % Count>, code_at<P, First + I % Count>(), lane, I / Count,
            copies>(f, live,
                    target<adds_together(s[First + I % Count]), I % Count, s[First + I % Count].to,
                           unroll, I / Count>(f, l, sums),
                    find<s[First + I % Count].x, unroll, I / Count>(f, l),
                    find<s[First + I % Count].y, unroll, I / Count>(f, l),
                    find<s[First + I % Count].w, unroll, I / Count>(f, l)),
       0)...};
}
template <int Count, int Copies>
using items_of_packs = std::make_integer_sequence<int, Count * Copies>;

// The straight pieces of a body: one before each of its loops, and one behind the last.
template <class P, int First, int Count>
inline constexpr auto pieces = [] {
  constexpr plan::range items{First, Count};
  constexpr unsigned number = [items] {
    unsigned counted = 0;
    each_piece<P>(items, false, [&counted](plan::range) { ++counted; });
    return counted;
  }();
  std::array<plan::range, number> all{};
  unsigned k = 0;
  each_piece<P>(items, false, [&](plan::range piece) { all[k++] = piece; });
  return all;
}();
template <class P, plan::range Items>
inline constexpr auto& pieces_of = pieces<P, Items.first, Items.count>;
template <class P, plan::range Items>
inline constexpr int loops_in = static_cast<int>(pieces_of<P, Items>.size()) - 1;
template <class P, int Loop>
inline constexpr bool has_loops = loops_in<P, P::plan.loops[Loop].items> != 0;

// The loop behind a straight piece.
template <class P>
constexpr int loop_behind(plan::range piece) {
  return P::plan.items[piece.first + piece.count].target;
}

template <class P, int Loop>
inline constexpr auto loops_of =
    std::make_integer_sequence<int, loops_in<P, P::plan.loops[Loop].items>>{};

// The body of a loop, for Copies packs: straight pieces for each of them, and loops between them
// for all. (All of it in one function: for each that is inlined into another, g++ walks all its
// code again.) Steps before the first of a chunk do not go further than to the rows that they fill.
template <class P, int Root, int Loop, int Copies, class Frame, class Live, int... Inner>
[[gnu::always_inline]] inline void run_body(Frame& f, const Live& live,
                                            std::integer_sequence<int, Inner...>) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr auto& p = pieces_of<P, loop.items>;
  constexpr plan::range last = p[sizeof...(Inner)];
  const bool goes_on =
      (true && ... &&
       (straight<P, Root, p[Inner].first, p[Inner].count>(f, live,
                                                          items_of_packs<p[Inner].count, Copies>{}),
        run_inner_loop<P, Root, loop_behind<P>(p[Inner]), Copies>(
            f, live,
            std::make_integer_sequence<int, accumulators_of<P, loop_behind<P>(p[Inner])>>{}),
        Inner + 1 != loop.fill || f.at[loop.axis] >= f.first_step));
  if (goes_on)
    straight<P, Root, last.first, last.count>(f, live, items_of_packs<last.count, Copies>{});
}

// What is left over at the end of a short body. It reads whole packs again, the last one from the
// end backwards, as long as there is a whole pack and nothing is written (a caller may have a
// result written over an input).
template <class P, int Root, int Loop, class Frame>
[[gnu::always_inline]] inline void run_rest(Frame& f, ptrdiff_t begin, ptrdiff_t end) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  ptrdiff_t& i = f.at[loop.axis];
  if constexpr (!loop.writes) {
    for (; i < end && end - begin >= width; i += width) {
      const ptrdiff_t done = std::max(ptrdiff_t{0}, i + width - end);
      i -= done;
      run_body<P, Root, Loop, 1>(f, last_lanes{done}, loops_of<P, Loop>);
    }
  }
  for (; i < end; i += width) run_body<P, Root, Loop, 1>(f, some_lanes{end - i}, loops_of<P, Loop>);
}

// Steps at a border of the data.
template <class P, int Root, int Loop, int Copies, class Frame>
[[gnu::always_inline]] inline void run_border(Frame& f, ptrdiff_t begin, ptrdiff_t end,
                                              border_lanes live) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  ptrdiff_t& i = f.at[loop.axis];
  if constexpr (loop.lanes) {
    for (i = begin; i < end; i += width)
      run_body<P, Root, Loop, 1>(f, border_lanes{end - i}, loops_of<P, Loop>);
  } else {
    for (i = begin; i < end; ++i) run_body<P, Root, Loop, Copies>(f, live, loops_of<P, Loop>);
  }
}

// Steps inside of a loop whose packs may overlap: the first begins with the steps, the last ends
// with them, and those between lie on whole packs of what the loop reads most. Returns the first
// that is left.
template <class P, int Root, int Loop, class Frame>
[[gnu::always_inline]] inline ptrdiff_t run_overlapping(Frame& f, steps_inside inside) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  constexpr ptrdiff_t phase = loop.phase % width;
  const ptrdiff_t last = inside.end - width;
  if (last < inside.begin) return inside.begin;
  const ptrdiff_t second = rounded_up(inside.begin + phase + 1, width) - phase;
  ptrdiff_t& i = f.at[loop.axis];
  ptrdiff_t from = inside.begin, until = from + 1;
  for (int part = 0; part < 3; ++part) {
    for (i = from; i < until; i += width)
      run_body<P, Root, Loop, 1>(f, all_lanes{}, loops_of<P, Loop>);
    from = part == 0 ? second : last, until = part == 0 ? last : last + 1;
  }
  return inside.end;
}

// Steps inside: nothing is asked. Returns the first that is left.
template <class P, int Root, int Loop, int Copies, class Frame, class Live>
[[gnu::always_inline]] inline ptrdiff_t run_inside(Frame& f, steps_inside inside, Live live) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  ptrdiff_t& i = f.at[loop.axis];
  if constexpr (loop.overlaps) return run_overlapping<P, Root, Loop>(f, inside);
  i = inside.begin;
  if constexpr (loop.lanes) {
    if constexpr (loop.unroll > 1)
      for (; i + loop.unroll * width <= inside.end; i += loop.unroll * width)
        run_body<P, Root, Loop, loop.unroll>(f, all_lanes{}, loops_of<P, Loop>);
    for (; i + width <= inside.end; i += width)
      run_body<P, Root, Loop, 1>(f, all_lanes{}, loops_of<P, Loop>);
  } else {
    for (; i < inside.end; ++i) run_body<P, Root, Loop, Copies>(f, live, loops_of<P, Loop>);
  }
  return i;
}

// Whether a lane loop runs its own steps, and those of a row around it, as steps at a border where
// they are: the code for that is there in any case.
template <class P, int Root, int Loop>
inline constexpr bool asks_in_packs = P::plan.loops[Loop].lanes && !P::plan.loops[Loop].by_rows &&
                                      !has_loops<P, Loop> && borders<P, Root, Loop>.size() > 0;

// Whether all loops in a loop do: then they are written for a border once, and not once more for
// rows that are at one.
template <class P, int Root, int Loop, int... Inner>
constexpr bool all_ask_in_packs(std::integer_sequence<int, Inner...>) {
  constexpr auto& p = pieces_of<P, P::plan.loops[Loop].items>;
  return (true && ... && asks_in_packs<P, Root, loop_behind<P>(p[Inner])>);
}
template <class P, int Root, int Loop>
inline constexpr bool rows_ask = [] {
  if constexpr (P::plan.loops[Loop].lanes || !has_loops<P, Loop>) return false;
  else if constexpr (borders<P, Root, Loop>.size() == 0) return false;
  else return all_ask_in_packs<P, Root, Loop>(loops_of<P, Loop>);
}();

// Steps of a loop that knows where all that its body reads lies inside. What is left at both ends
// is at a border; it comes last, unless later steps read what earlier ones have kept.
template <class P, int Root, int Loop, int Copies, class Frame, class Live>
[[gnu::always_inline]] inline void run_between(Frame& f, ptrdiff_t begin, ptrdiff_t end,
                                               Live live) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  steps_inside inside{end, end};
  if (!is_at_border(live)) inside = find_inside<P, Root, Loop>(f, begin, end);
  if constexpr (loop.lanes && !loop.overlaps)  // (whole packs of a tensor that is aligned)
    inside.begin = std::min(rounded_up(inside.begin, width), inside.end);
  constexpr bool in_order = loop.behind > 0;
  ptrdiff_t rest = inside.begin;
  if constexpr (!in_order) rest = run_inside<P, Root, Loop, Copies>(f, inside, live);
  ptrdiff_t from = begin, until = inside.begin;
  for (int part = 0; part < 2; ++part) {
    run_border<P, Root, Loop, Copies>(f, from, until, as_border(live, width));
    if constexpr (in_order)
      if (part == 0) rest = run_inside<P, Root, Loop, Copies>(f, inside, live);
    from = rest, until = end;
  }
}

// Some steps along the loop's axis. A lane loop takes a pack a step, or several. A short
// body is written again for what is left over; a long one is written once, and asks at each load
// whether all lanes are alive.
template <class P, int Root, int Loop, int Copies, class Frame, class Live>
[[gnu::always_inline]] inline void run_block(Frame& f, ptrdiff_t begin, ptrdiff_t end, Live live) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t extent = P::graph.axes[loop.axis].extent;
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  ptrdiff_t& i = f.at[loop.axis];
  if constexpr (at_border<Live>) {
    run_border<P, Root, Loop, Copies>(f, begin, end, live);
  } else if constexpr (rows_ask<P, Root, Loop>) {
    const steps_inside inside = find_inside<P, Root, Loop>(f, begin, end);
    for (i = begin; i < end; ++i)
      run_body<P, Root, Loop, Copies>(f, row{i < inside.begin || i >= inside.end},
                                      loops_of<P, Loop>);
  } else if constexpr (borders<P, Root, Loop>.size() > 0) {
    run_between<P, Root, Loop, Copies>(f, begin, end, live);
  } else if constexpr (scatters<P, Loop> && owned<P, Loop>.axis >= 0) {
    run_owned<P, Loop>(
        f, begin, end, [&]() __attribute__((always_inline)) {
          run_body<P, Root, Loop, Copies>(f, live, loops_of<P, Loop>);
        });
  } else if constexpr (!loop.lanes) {
    for (i = begin; i < end; ++i) run_body<P, Root, Loop, Copies>(f, live, loops_of<P, Loop>);
  } else if constexpr (extent >= 0 && extent % width == 0 && loop.unroll == 1) {
    for (i = begin; i < end; i += width)
      run_body<P, Root, Loop, 1>(f, all_lanes{}, loops_of<P, Loop>);
  } else if constexpr (loop.unroll > 1) {
    for (i = begin; i + loop.unroll * width <= end; i += loop.unroll * width)
      run_body<P, Root, Loop, loop.unroll>(f, all_lanes{}, loops_of<P, Loop>);
    if constexpr (has_loops<P, Loop>) {  // (written once for all that is left)
      for (; i < end; i += width)
        run_body<P, Root, Loop, 1>(f, some_lanes{end - i}, loops_of<P, Loop>);
    } else {
      run_rest<P, Root, Loop>(f, begin, end);
    }
  } else if constexpr (loop.is_short) {
    for (i = begin; i + width <= end; i += width)
      run_body<P, Root, Loop, 1>(f, all_lanes{}, loops_of<P, Loop>);
    if (i < end) run_body<P, Root, Loop, 1>(f, some_lanes{end - i}, loops_of<P, Loop>);
  } else {
    for (i = begin; i < end; i += width)
      run_body<P, Root, Loop, 1>(f, some_lanes{end - i}, loops_of<P, Loop>);
  }
}

// (Callers ask, and not a function between them and run_block: see run_items.)
template <class P, int Loop>
inline constexpr bool in_blocks = P::plan.loops[Loop].blocks.count > 0;

// From begin to end along the axis of a loop that adds to long sums.
template <class P, int Root, int Loop, int Copies, class Frame, class Live>
[[gnu::always_inline]] inline void run_blocks(Frame& f, ptrdiff_t begin, ptrdiff_t end, Live live) {
  using T = typename Frame::number_type;
  constexpr plan::loop loop = P::plan.loops[Loop];
  [[maybe_unused]] constexpr ptrdiff_t step = step_length<P, Loop, T>;
  constexpr ptrdiff_t length = block_length<P, Loop, T>;
  for (ptrdiff_t b = begin; b < end; b += length) {
    const ptrdiff_t e = std::min(end, b + length);
    run_block<P, Root, Loop, Copies>(f, b, e, live);
    if constexpr (loop.counter < 0) {
      if (e < end) end_blocks<P, Root, Loop, Copies>(f);
    } else {
      ptrdiff_t& count = f.sums.count[loop.counter];
      if ((count += (e - b + step - 1) / step * step) < length) continue;
      end_blocks<P, Root, Loop, Copies>(f);
      count = 0;
    }
  }
}

// A loop inside another, with the reductions that it completes.
template <class P, int Root, int Loop, int Copies, class Frame, class Live, int... A>
[[gnu::always_inline]] inline void run_inner_loop(Frame& f, const Live& live,
                                                  std::integer_sequence<int, A...>) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  [[maybe_unused]] constexpr int unroll = root_of<P, Root>.unroll;
  if constexpr (loop.by_rows) {
    run_rows<P, Root, Loop>(f, live);
  } else {
    (start<P, loop.accumulators.first + A, unroll, Copies>(f), ...);
    const auto [begin, end] = within_limits<P, Root, Loop, Copies>(f, 0, f.extent[loop.axis]);
    if constexpr (in_blocks<P, Loop>) run_blocks<P, Root, Loop, Copies>(f, begin, end, live);
    else run_block<P, Root, Loop, Copies>(f, begin, end, live);
    (finish<P, loop.accumulators.first + A, unroll, Copies>(f), ...);
  }
}

}  // namespace tapeless::emit
