// How a tensor in memory is walked: what steps through its dimensions, and which axes' extents its
// layout has.
#pragma once

#include <limits>

#include "tapeless/emit/frame.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::emit {

using machine::rounded_up;

// An index list as one number, to be a template argument.
constexpr long long encode(const ir::index_list& index) {
  long long code = index.size;
  for (int d = 0; d < index.size; ++d) code |= static_cast<long long>(index[d]) << (3 + 10 * d);
  return code;
}
// A layout of which a few steps along the first axis are there alone, the last ones.
inline constexpr int steps_kept = ir::most_steps_behind + 1;
constexpr long long few_steps(long long layout) {
  return layout | std::numeric_limits<long long>::min();
}
constexpr bool has_few_steps(long long layout) { return layout < 0; }

constexpr int rank_of(long long code) { return static_cast<int>(code & 7); }
constexpr int entry_at(long long code, int dimension) {
  return static_cast<int>(code >> (3 + 10 * dimension) & 1023);
}

// Whose subscripts a walk may have. That of most items has none, and they share their code.
struct axes_alone {};

constexpr bool has_subscripts(long long walk) {
  for (int d = 0; d < rank_of(walk); ++d)
    if (!ir::is_axis(entry_at(walk, d))) return true;
  return false;
}

// @pre the entry is a subscript
template <class Of>
constexpr const ir::subscript& subscript_at(int entry) {
  return Of::graph.subscripts[entry - ir::max_axes];
}

// How many steps an entry takes with each step along an axis.
template <class Of>
constexpr ptrdiff_t times(int entry, int axis) {
  if constexpr (!std::is_same_v<Of, axes_alone>)
    if (!ir::is_axis(entry)) return static_cast<ptrdiff_t>(subscript_at<Of>(entry).times(axis));
  return entry == axis ? 1 : 0;
}
template <class Of>
constexpr ptrdiff_t divisor(int entry) {
  if constexpr (!std::is_same_v<Of, axes_alone>)
    if (!ir::is_axis(entry)) return static_cast<ptrdiff_t>(subscript_at<Of>(entry).divisor);
  return 1;
}

// Whether an entry changes with the steps along an axis; and whether it does so unevenly.
template <class Of>
constexpr bool changes(int entry, int axis) {
  if constexpr (!std::is_same_v<Of, axes_alone>)
    if (!ir::is_axis(entry)) return subscript_at<Of>(entry).axes().has(axis);
  return entry == axis;
}
template <class Of>
constexpr bool is_uneven(int entry, int axis) {
  if constexpr (!std::is_same_v<Of, axes_alone>)
    if (!ir::is_axis(entry)) return subscript_at<Of>(entry).uneven_axes().has(axis);
  return false;
}

// Whether an axis walks the tensor, and whether its steps are neighbours in memory.
template <class Of = axes_alone>
constexpr bool walks(long long walk, int axis) {
  for (int d = 0; d < rank_of(walk); ++d)
    if (changes<Of>(entry_at(walk, d), axis)) return true;
  return false;
}
template <class Of = axes_alone>
constexpr bool neighbours(long long walk, int axis) {
  const int last = rank_of(walk) - 1;
  for (int d = 0; d < last; ++d)
    if (changes<Of>(entry_at(walk, d), axis)) return false;
  return last >= 0 && times<Of>(entry_at(walk, last), axis) == 1 &&
         !is_uneven<Of>(entry_at(walk, last), axis);
}
// Whether its steps are not evenly apart.
template <class Of>
constexpr bool is_scattered(long long walk, int axis) {
  for (int d = 0; d < rank_of(walk); ++d)
    if (is_uneven<Of>(entry_at(walk, d), axis)) return true;
  return false;
}

// A whole number of the program's table, now.
template <class Of, int Which, class Frame>
ptrdiff_t whole_now(const Frame& f);

// A term of a subscript, now.
template <class Of, int Entry, int Term, class Frame>
[[gnu::always_inline]] inline ptrdiff_t term_now(const Frame& f) {
  constexpr ir::subscript::term t = subscript_at<Of>(Entry).terms[Term];
  constexpr auto by = static_cast<ptrdiff_t>(t.times);
  if constexpr (t.is == ir::subscript::kind::whole) return by * whole_now<Of, t.of>(f);
  else if constexpr (t.is == ir::subscript::kind::extent) return by * f.extent[t.of];
  else return by * f.at[t.of];
}

// The current step of an entry, before it is divided.
template <class Of, int Entry, class Frame>
[[gnu::always_inline]] inline ptrdiff_t dividend(const Frame& f) {
  if constexpr (ir::is_axis(Entry)) {
    return f.at[Entry];
  } else {
    constexpr ir::subscript s = subscript_at<Of>(Entry);
    return [&]<int... T>(std::integer_sequence<int, T...>) __attribute__((always_inline)) {
      return (static_cast<ptrdiff_t>(s.constant) + ... + term_now<Of, Entry, T>(f));
    }
    (std::make_integer_sequence<int, s.size>{});
  }
}

// How far apart the few steps of such a layout lie: on whole packs, and not so that all their
// elements fall into the same lines of a cache.
template <long long Layout>
constexpr ptrdiff_t between_steps(const ptrdiff_t* extent) {
  constexpr ptrdiff_t line = 16;
  ptrdiff_t size = 1;
  for (int d = 1; d < rank_of(Layout); ++d) size *= extent[entry_at(Layout, d)];
  return rounded_up(size, line) + line;
}

// The place of the current element, row-major.
template <class Of, long long Walk, long long Layout, int Dimension = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t offset(const Frame& f, ptrdiff_t outer = 0) {
  if constexpr (Dimension == rank_of(Walk)) {
    return outer;
  } else {
    constexpr int entry = entry_at(Walk, Dimension);
    const ptrdiff_t step = dividend<Of, entry>(f) / divisor<Of>(entry);
    if constexpr (Dimension == 0 && has_few_steps(Layout))
      return (step & (steps_kept - 1)) * between_steps<Layout>(f.extent) +
             offset<Of, Walk, Layout, 1>(f);
    else
      return offset<Of, Walk, Layout, Dimension + 1>(
          f, outer * f.extent[entry_at(Layout, Dimension)] + step);
  }
}

// Whether an entry is a step along an axis, now; and whether all of a walk lies inside.
template <class Of, int Entry, int Axis, class Frame>
[[gnu::always_inline]] inline bool is_inside(const Frame& f) {
  if constexpr (Entry == Axis) return true;
  const ptrdiff_t x = dividend<Of, Entry>(f);
  constexpr ptrdiff_t by = divisor<Of>(Entry);
  if constexpr (by != 1)
    if (x % by != 0) return false;
  return x >= 0 && x / by < f.extent[Axis];
}
template <class Of, long long Walk, long long Layout, int Dimension = 0, class Frame>
[[gnu::always_inline]] inline bool element_inside(const Frame& f) {
  if constexpr (Dimension == rank_of(Walk)) return true;
  else
    return is_inside<Of, entry_at(Walk, Dimension), entry_at(Layout, Dimension)>(f) &&
           element_inside<Of, Walk, Layout, Dimension + 1>(f);
}

template <class Of, int Which, class Frame>
[[gnu::always_inline]] inline ptrdiff_t whole_now(const Frame& f) {
  constexpr ir::whole w = Of::graph.wholes[Which];
  using kind = ir::whole::kind;
  constexpr int value = static_cast<int>(w.value);
  if constexpr (w.is == kind::number) {
    return static_cast<ptrdiff_t>(w.value);
  } else if constexpr (w.is == kind::step) {
    return f.at[value];
  } else if constexpr (w.is == kind::extent) {
    return f.extent[value];
  } else if constexpr (w.is == kind::read) {
    constexpr long long layout = encode(Of::graph.inputs[value].axes);
    // (What flows back asks for it where nothing was read, too: there it does not matter.)
    if (!element_inside<Of, encode(w.index), layout>(f)) return 0;
    return f.whole[value][offset<Of, encode(w.index), layout>(f)];
  } else {
    return static_cast<ptrdiff_t>(
        ir::combined(w.is, whole_now<Of, w.left>(f), whole_now<Of, w.right>(f)));
  }
}

// How far apart the neighbours along an axis are.
template <class Of, long long Walk, long long Layout, int Axis, int Dimension = 0, class Frame>
[[gnu::always_inline]] constexpr ptrdiff_t stride(const Frame& f, ptrdiff_t so_far = 0) {
  if constexpr (Dimension == rank_of(Walk)) {
    return so_far;
  } else {
    return stride<Of, Walk, Layout, Axis, Dimension + 1>(
        f, so_far * f.extent[entry_at(Layout, Dimension)] +
               times<Of>(entry_at(Walk, Dimension), Axis));
  }
}

}  // namespace tapeless::emit
