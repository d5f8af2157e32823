// What is read beyond its borders, where it counts as 0, as a tensor with a margin of zeros. That
// is read inside everywhere, at even distances: so a contraction can read it, which is how a
// convolution's gradient by its image is a convolution.
#pragma once

#include "tapeless/pass/rebuild.hpp"

namespace tapeless::pass {

class margin {
  // Whether a test holds for all that the condition asks. (Before it is used: clang 14.)
  template <class Test>
  constexpr bool all_parts(const Test& test) const {
    base::list<int> open{condition_};
    while (!open.empty()) {
      const node& part = g_.nodes[open.pop()];
      if (part.code == op::code_of<op::both>)
        open.push(part.operand[0]), open.push(part.operand[1]);
      else if (part.code != op::inside || !test(part)) return false;
    }
    return true;
  }

 public:
  // `condition` says where the node `read` lies inside.
  constexpr margin(const graph& g, int read, int condition)
      : g_(g), n_(g.nodes[read]), condition_(condition) {}

  // Whether the condition is that, and nothing else; and how wide the margin is before the tensor
  // is known.
  constexpr bool is_possible() const {
    if (!n_.guarded || (n_.code != op::input && n_.code != op::reindex)) return false;
    for (int d = 0; d < n_.index.size; ++d)
      if (!ir::is_axis(n_.index[d]) && !is_even(subscript_of(g_, n_.index[d]))) return false;
    return all_parts([this](const node& part) {
      bool found = false;
      for (int d = 0; d < n_.index.size; ++d) found = found || asks_of(part, d);
      return found;
    });
  }

  // The same read, of a tensor with margins.
  constexpr int made(builder& build, const int* place) const {
    ir::index_list from;             // how the tensor is made, by dimension
    int entry[base::max_axes] = {};  // how it is read, by axis
    int inside = -1;
    for (int d = 0; d < n_.index.size; ++d) {
      const int axis = axis_of(d);
      if (!has_margin(d)) {
        from.push(axis);
        entry[axis] = n_.index[d];
        continue;
      }
      const subscript s = subscript_of(g_, n_.index[d]);
      const int wider = build.add_axis(extent_of(s), axis);
      const subscript moved = ir::step_along(wider) + ir::fixed_subscript(least(s));
      from.push(build.entry(moved));
      entry[wider] = build.entry(s - ir::fixed_subscript(least(s)));
      if (const int here = build.inside(moved, axis); here >= 0)
        inside = build.extend(op::code_of<op::both>, inside, here);
    }
    int x = n_.code == op::input ? build.read(n_.input, from, true)
                                 : build.reindex(place[n_.operand[0]], from, true);
    if (inside >= 0) x = build.apply(op::code_of<op::where>, inside, x, build.constant(0));
    ir::index_list walk;
    for (axis_set all = build[x].axes; !all.empty(); all = all - axis_set::of(all.first()))
      walk.push(entry[all.first()]);
    return build.reindex(x, walk);
  }

 private:
  using subscript = ir::subscript;

  constexpr bool asks_of(const node& part, int dimension) const {
    return part.index[0] == n_.index[dimension] && part.input == axis_of(dimension);
  }
  constexpr bool has_margin(int dimension) const {
    return !all_parts([&](const node& part) { return !asks_of(part, dimension); });
  }

  // The axis of what is read that a dimension walks.
  constexpr int axis_of(int dimension) const {
    if (n_.code == op::input) return g_.inputs[n_.input].axes[dimension];
    axis_set axes = g_.nodes[n_.operand[0]].axes;
    for (; dimension > 0; --dimension) axes = axes - axis_set::of(axes.first());
    return axes.first();
  }

  // Steps along axes and a constant, which are read backwards along axes of a known extent alone.
  constexpr bool is_even(const subscript& s) const {
    if (s.divisor != 1) return false;
    for (int t = 0; t < s.size; ++t)
      if (s.terms[t].is != subscript::kind::step ||
          (s.terms[t].times < 0 && g_.axes[s.terms[t].of].extent < 0))
        return false;
    return true;
  }
  constexpr std::int64_t least(const subscript& s) const {
    std::int64_t sum = s.constant;
    for (int t = 0; t < s.size; ++t)
      if (s.terms[t].times < 0) sum += s.terms[t].times * (g_.axes[s.terms[t].of].extent - 1);
    return sum;
  }
  // How many there are from the least to the greatest.
  static constexpr subscript extent_of(const subscript& s) {
    subscript extent = ir::fixed_subscript(1);
    for (int t = 0; t < s.size; ++t) {
      const std::int64_t times = s.terms[t].times < 0 ? -s.terms[t].times : s.terms[t].times;
      extent = extent + times * (ir::extent_along(s.terms[t].of) - ir::fixed_subscript(1));
    }
    return extent;
  }

  const graph& g_;
  const node& n_;
  int condition_;
};

}  // namespace tapeless::pass
