// Where a loop need not go: if all that its body adds up is nothing, or of no use, but where a
// condition holds, the steps at which it cannot hold are left out. So a triangle costs half of a
// square.
#pragma once

#include <algorithm>

#include "tapeless/emit/borders.hpp"

namespace tapeless::emit {

// A whole number that nodes make of steps, extents and constants. (If they make another, there is
// none.)
template <class P>
constexpr ir::subscript whole_number_of(int id) {
  const ir::node& n = P::graph.nodes[id];
  if (n.code == op::constant) {
    const auto whole = static_cast<std::int64_t>(n.number);
    return static_cast<double>(whole) == n.number ? ir::fixed_subscript(whole) : ir::no_subscript();
  }
  if (n.code == op::index)
    return ir::is_axis(n.index[0]) ? ir::step_along(n.index[0]) : subscript_at<P>(n.index[0]);
  if (n.code == op::count && n.over.size() == 1) return ir::extent_along(n.over.first());
  if (n.code != op::code_of<op::add> && n.code != op::code_of<op::sub>) return ir::no_subscript();
  const ir::subscript x = whole_number_of<P>(n.operand[0]), y = whole_number_of<P>(n.operand[1]);
  return n.code == op::code_of<op::add> ? x + y : x - y;
}

// What must be 0 or more where a comparison of whole numbers holds.
template <class P>
constexpr ir::subscript limit_of(int condition) {
  const ir::node& n = P::graph.nodes[condition];
  const bool less = n.code == op::code_of<op::less>;
  if (!less && n.code != op::code_of<op::less_equal>) return ir::no_subscript();
  return whole_number_of<P>(n.operand[1]) - whole_number_of<P>(n.operand[0]) -
         ir::fixed_subscript(less ? 1 : 0);
}

// All such comparisons (the first 64 of them), so that some of them are a number, a bit for each.
template <class P>
constexpr base::list<int> find_comparisons() {
  base::list<int> all;
  for (int i = 0; i < P::graph.node_count && all.size() < 64; ++i)
    if (const ir::subscript s = limit_of<P>(i); s.exists && !s.axes().empty()) all.push(i);
  return all;
}
template <class P>
inline constexpr const auto& comparisons = base::array_of<find_comparisons<P>>;
template <class P>
inline constexpr bool has_comparisons = comparisons<P>.size() > 0;

using comparison_set = std::uint64_t;

// Those that hold where a condition holds: of what both() makes one.
template <class P>
constexpr comparison_set implied_by(int condition) {
  const ir::node& n = P::graph.nodes[condition];
  if (n.code == op::code_of<op::both>)
    return implied_by<P>(n.operand[0]) | implied_by<P>(n.operand[1]);
  comparison_set here = 0;
  for (std::size_t c = 0; c < comparisons<P>.size(); ++c)
    if (comparisons<P>[c] == condition) here |= comparison_set{1} << c;
  return here;
}
// Whether a condition is nothing else.
template <class P>
constexpr bool is_comparison(int condition) {
  const ir::node& n = P::graph.nodes[condition];
  if (n.code == op::code_of<op::both>)
    return is_comparison<P>(n.operand[0]) && is_comparison<P>(n.operand[1]);
  return implied_by<P>(condition) != 0;
}

// By node: without which of them no output needs its value.
template <class P>
inline constexpr auto needed_where = [] {
  constexpr comparison_set everything = ~comparison_set{0};
  std::array<comparison_set, static_cast<unsigned>(P::graph.node_count)> all{};
  comparison_set* const where = all.data();
  for (int i = 0; i < P::graph.node_count; ++i) where[i] = everything;
  for (int o = 0; o < P::graph.output_count; ++o)
    if (P::graph.outputs[o].node >= 0) where[P::graph.outputs[o].node] = 0;
  for (int i = P::graph.node_count - 1; i >= 0; --i) {
    const ir::node& n = P::graph.nodes[i];
    // (What stands elsewhere has other axes, and says nothing of these.)
    const bool elsewhere = n.code == op::store || n.code == op::scatter || n.code == op::reindex;
    for (int k = 0; k < n.arity(); ++k) {
      comparison_set here = elsewhere ? 0 : where[i];
      if (n.code == op::code_of<op::where> && k == 1) here |= implied_by<P>(n.operand[0]);
      where[n.operand[k]] &= here;
    }
  }
  return all;
}();

// Finds what limits a loop: subscripts that must be 0 or more.
template <class P>
class limit_finder {
 public:
  constexpr explicit limit_finder(int loop) : axis_(P::plan.loops[loop].axis) { look_into(loop); }

  constexpr base::list<ir::subscript> found() const {
    base::list<ir::subscript> all;
    for (std::size_t c = 0; c < comparisons<P>.size(); ++c)
      if (is_limit(c)) all.push(limit_of<P>(comparisons<P>[c]));
    return all;
  }

  // The conditions that hold wherever their limits do: those of known axes.
  constexpr comparison_set holding(ir::axis_set known) const {
    comparison_set all = 0;
    for (std::size_t c = 0; c < comparisons<P>.size(); ++c)
      if (is_limit(c) && known.includes(limit_of<P>(comparisons<P>[c]).axes()))
        all |= comparison_set{1} << c;
    return all;
  }

 private:
  constexpr bool is_limit(std::size_t comparison) const {
    if (!is_limited_ || !any_ || (conditions_ >> comparison & 1U) == 0) return false;
    const ir::subscript s = limit_of<P>(comparisons<P>[comparison]);
    return s.times(axis_) != 0 && s.uneven_axes().empty();
  }

  constexpr void look_into(int loop) {
    const plan::range items = P::plan.loops[loop].items;
    for (int i = items.first; i < items.first + items.count; ++i) {
      const plan::item& it = P::plan.items[i];
      if (it.action == action::loop) look_into(it.target);
      else if (it.action == action::accumulate) look_at(it.node);
      else if (it.action == action::store || it.action == action::save) is_limited_ = false;
    }
  }

  // What is added is nothing, or of no use, where a condition does not hold: the same one
  // everywhere.
  constexpr void look_at(int reduction) {
    const ir::node& r = P::graph.nodes[reduction];
    const ir::node& n = P::graph.nodes[r.operand[0]];
    comparison_set here = needed_where<P>[static_cast<unsigned>(reduction)];
    if (combining(r.code) == op::code_of<op::sum> && n.code == op::code_of<op::where> &&
        is_constant_zero(P::graph.nodes[n.operand[2]]))
      here |= implied_by<P>(n.operand[0]);
    conditions_ &= here;
    any_ = true;
  }

  int axis_;
  bool is_limited_ = true;
  bool any_ = false;
  comparison_set conditions_ = ~comparison_set{0};
};

template <class P, int Loop>
constexpr base::list<ir::subscript> find_limits() {
  if constexpr (has_comparisons<P>) return limit_finder<P>(Loop).found();
  else return {};
}
template <class P, int Loop>
inline constexpr const auto& limits = base::array_of<find_limits<P, Loop>>;

// Finds the items that choose by conditions which hold wherever they run: where they do not, the
// loops around them do not go.
template <class P, int Size>
class certainty_finder {
 public:
  constexpr const auto& found() const { return certain_; }

  constexpr void look_into(int loop, ir::axis_set open, comparison_set holding, bool is_root) {
    const plan::loop& l = P::plan.loops[loop];
    if (!l.lanes) open = open | ir::axis_set::of(l.axis);
    if (!is_root) holding |= limit_finder<P>(loop).holding(open);
    for (int i = l.items.first; i < l.items.first + l.items.count; ++i) {
      const plan::item& it = P::plan.items[i];
      if (it.action == action::loop) look_into(it.target, open, holding, false);
      else if (it.action == action::compute && it.code == op::code_of<op::where>)
        certain_[static_cast<unsigned>(i)] = holds(P::graph.nodes[it.node].operand[0], holding);
    }
  }

 private:
  static constexpr bool holds(int condition, comparison_set holding) {
    return holding != 0 && is_comparison<P>(condition) &&
           (implied_by<P>(condition) & ~holding) == 0;
  }

  std::array<bool, static_cast<unsigned>(Size)> certain_{};
};
template <class P>
inline constexpr auto certainties = [] {
  certainty_finder<P, P::plan.items.size> finder;
  for (int r = 0; r < P::plan.roots.size; ++r) finder.look_into(P::plan.roots[r].loop, {}, 0, true);
  return finder.found();
}();
template <class P, int Item>
inline constexpr bool is_certain = [] {
  if constexpr (steps<P>[Item].code == op::code_of<op::where> && has_comparisons<P>)
    return certainties<P>[Item];
  else return false;
}();

// The greatest that a limit can be at a step: the loops around have theirs, the lane axis any of a
// pack's, the loops within all.
template <class P, int Root, int Loop, std::size_t Limit, int Width, class Frame>
[[gnu::always_inline]] inline void keep_to_limit(const Frame& f, steps_inside& steps) {
  constexpr ir::subscript s = limits<P, Loop>[Limit];
  constexpr int axis = P::plan.loops[Loop].axis, lane = P::plan.roots[Root].lane_axis;
  constexpr ptrdiff_t step = s.times(axis);
  ptrdiff_t most = s.constant;
  [&]<int... T>(std::integer_sequence<int, T...>) __attribute__((always_inline)) {
    [[maybe_unused]] const auto add = [&]<int Term>() __attribute__((always_inline)) {
      constexpr ir::subscript::term t = s.terms[Term];
      constexpr auto by = static_cast<ptrdiff_t>(t.times);
      if constexpr (t.is == ir::subscript::kind::extent) most += by * f.extent[t.of];
      else if constexpr (ir::axis_set{open_around<P, Root, Loop>}.has(t.of))
        most += by * f.at[t.of] + (t.of == lane && by > 0 ? by * (Width - 1) : 0);
      else if constexpr (t.of != axis) most += by > 0 ? by * (f.extent[t.of] - 1) : 0;
    };
    (add.template operator()<T>(), ...);
  }
  (std::make_integer_sequence<int, s.size>{});
  // most + step * i >= 0
  if constexpr (step > 0)
    steps.begin = std::max(steps.begin, most >= 0 ? 0 : (-most + step - 1) / step);
  else steps.end = std::min(steps.end, most < 0 ? 0 : most / -step + 1);
}

// The steps of a loop at which it adds anything, for so many packs.
template <class P, int Root, int Loop, int Copies, class Frame>
[[gnu::always_inline]] inline steps_inside within_limits(const Frame& f, ptrdiff_t begin,
                                                         ptrdiff_t end) {
  steps_inside steps{begin, end};
  [&]<std::size_t... L>(std::index_sequence<L...>) __attribute__((always_inline)) {
    (keep_to_limit<P, Root, Loop, L, Copies * pack<typename Frame::number_type>::width>(f, steps),
     ...);
  }
  (std::make_index_sequence<limits<P, Loop>.size()>{});
  return steps;
}

}  // namespace tapeless::emit
