// What a loop knows of the borders of the data: between which steps all that its body reads by
// subscripts lies inside.
#pragma once

#include "tapeless/emit/step.hpp"

namespace tapeless::emit {

// A subscript that must be a step along an axis.
struct border {
  int entry = -1;
  int axis = -1;
};

// Finds the borders that one loop can know: those of subscripts that step with it. If they step
// with several loops, it is the lane loop, or the outermost; inside of that they are asked of as
// few as possible.
template <class P>
class border_finder {
 public:
  constexpr explicit border_finder(int loop) : loop_(loop) {}

  constexpr void look_into(int loop) {
    path_.push(loop);
    const plan::range items = P::plan.loops[loop].items;
    for (int i = items.first; i < items.first + items.count; ++i) {
      const plan::item& it = P::plan.items[i];
      if (it.action == action::loop) look_into(it.target);
      else look_at(steps<P>[static_cast<unsigned>(i)]);
    }
    path_.pop();
  }

  constexpr const base::list<border>& found() const { return found_; }

 private:
  constexpr void look_at(const step_code& s) {
    if (s.action == action::inside) add(entry_at(s.walk, 0), s.tensor);
    for (int d = 0; s.guarded && d < rank_of(s.walk); ++d)
      add(entry_at(s.walk, d), entry_at(s.layout, d));
  }
  constexpr void add(int entry, int axis) {
    if (knows(entry) != loop_) return;
    if (ir::is_axis(entry) ? same_extent(P::graph, entry, axis)
                           : !subscript_at<P>(entry).uneven_axes().empty())
      return;
    for (const border& b : found_)
      if (b.entry == entry && b.axis == axis) return;
    found_.push({entry, axis});
  }
  // The loop that knows where an entry is inside, or -1.
  constexpr int knows(int entry) const {
    int outermost = -1;
    for (const int l : path_) {
      if (times<P>(entry, P::plan.loops[l].axis) == 0) continue;
      if (P::plan.loops[l].lanes) return l;
      if (outermost < 0) outermost = l;
    }
    return outermost;
  }

  int loop_;
  base::list<int> path_;
  base::list<border> found_;
};

template <class P>
inline constexpr bool has_borders = [] {
  bool any = false;
  for (const step_code& s : steps<P>) any = any || s.guarded || s.action == action::inside;
  return any;
}();

template <class P, int Root, int Loop>
constexpr base::list<border> find_borders() {
  border_finder<P> finder(Loop);
  if constexpr (has_borders<P>) finder.look_into(P::plan.roots[Root].loop);
  return finder.found();
}
template <class P, int Root, int Loop>
inline constexpr const auto& borders = base::array_of<find_borders<P, Root, Loop>>;

// The axes of the loops around a loop: their steps are known when it runs.
template <class P, int Loop>
constexpr bool find_open(int loop, ir::axis_set& open) {
  if (loop == Loop) return true;
  const plan::loop& l = P::plan.loops[loop];
  for (int i = l.items.first; i < l.items.first + l.items.count; ++i)
    if (P::plan.items[i].action == action::loop &&
        find_open<P, Loop>(P::plan.items[i].target, open)) {
      open = open | ir::axis_set::of(l.axis);
      return true;
    }
  return false;
}
template <class P, int Root, int Loop>
inline constexpr std::uint64_t open_around = [] {
  ir::axis_set open;
  find_open<P, Loop>(P::plan.roots[Root].loop, open);
  return open.bits;
}();

struct steps_inside {
  ptrdiff_t begin, end;
};

// Narrows some steps along an axis to those in which a subscript is inside, whatever the steps of
// the loops within.
template <class P, border B, int Axis, std::uint64_t Open, class Frame>
[[gnu::always_inline]] inline void narrow(const Frame& f, steps_inside& steps) {
  ptrdiff_t least = 0, greatest = 0;
  constexpr ptrdiff_t step = times<P>(B.entry, Axis);
  if constexpr (!ir::is_axis(B.entry)) {
    constexpr ir::subscript s = subscript_at<P>(B.entry);
    least = greatest = static_cast<ptrdiff_t>(s.constant);
    [&]<int... T>(std::integer_sequence<int, T...>) __attribute__((always_inline)) {
      [[maybe_unused]] const auto add = [&]<int Term>() __attribute__((always_inline)) {
        constexpr ir::subscript::term t = s.terms[Term];
        constexpr auto by = static_cast<ptrdiff_t>(t.times);
        if constexpr (t.is == ir::subscript::kind::extent)
          least += by * f.extent[t.of], greatest += by * f.extent[t.of];
        else if constexpr (ir::axis_set{Open}.has(t.of))
          least += by * f.at[t.of], greatest += by * f.at[t.of];
        else if constexpr (t.of != Axis) (by < 0 ? least : greatest) += by * (f.extent[t.of] - 1);
      };
      (add.template operator()<T>(), ...);
    }
    (std::make_integer_sequence<int, s.size>{});
  }
  const auto down = [](ptrdiff_t x, ptrdiff_t by) { return x < 0 ? -1 : x / by; };
  const ptrdiff_t room = f.extent[B.axis] - 1 - greatest;
  const auto up = [&down](ptrdiff_t x, ptrdiff_t by) { return x <= 0 ? 0 : down(x - 1, by) + 1; };
  if constexpr (step > 0) {
    steps.begin = std::max(steps.begin, up(-least, step));
    steps.end = std::min(steps.end, down(room, step) + 1);
  } else {
    steps.begin = std::max(steps.begin, up(-room, -step));
    steps.end = std::min(steps.end, down(least, -step) + 1);
  }
}

template <class P, int Root, int Loop, class Frame>
[[gnu::always_inline]] inline steps_inside find_inside(const Frame& f, ptrdiff_t begin,
                                                       ptrdiff_t end) {
  steps_inside steps{begin, end};
  [&]<std::size_t... B>(std::index_sequence<B...>) __attribute__((always_inline)) {
    (narrow<P, borders<P, Root, Loop>[B], P::plan.loops[Loop].axis, open_around<P, Root, Loop>>(
         f, steps),
     ...);
  }
  (std::make_index_sequence<borders<P, Root, Loop>.size()>{});
  steps.begin = std::min(steps.begin, end);
  steps.end = std::max(steps.begin, steps.end);
  return steps;
}

// The lanes of a body at a border.
[[gnu::always_inline]] inline border_lanes as_border(all_lanes, ptrdiff_t width) { return {width}; }
[[gnu::always_inline]] inline border_lanes as_border(some_lanes live, ptrdiff_t) {
  return {live.count};
}
[[gnu::always_inline]] inline border_lanes as_border(border_lanes live, ptrdiff_t) { return live; }
[[gnu::always_inline]] inline border_lanes as_border(last_lanes, ptrdiff_t width) {
  return {width};
}
[[gnu::always_inline]] inline border_lanes as_border(row, ptrdiff_t width) { return {width}; }

}  // namespace tapeless::emit
