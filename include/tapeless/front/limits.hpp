// What a compilation has room for, beyond the formula itself: found before anything is derived.
#pragma once

#include <algorithm>

#include "tapeless/front/extents.hpp"

namespace tapeless::front {

// How many elements a tensor over some axes has, were the extents 1 that are not declared.
constexpr std::ptrdiff_t declared_elements(const ir::graph& g, ir::axis_set axes) {
  std::ptrdiff_t size = 1;
  for (int a = 0; a < g.axes.size(); ++a)
    if (axes.has(a) && g.axes[a].extent > 0) size = product_of(size, g.axes[a].extent);
  return size;
}
constexpr std::ptrdiff_t declared_elements(const ir::graph& g, const ir::index_list& axes) {
  std::ptrdiff_t size = 1;
  for (int d = 0; d < axes.size; ++d)
    if (g.axes[axes[d]].extent > 0) size = product_of(size, g.axes[axes[d]].extent);
  return size;
}

// A sound formula, as its derivative will see it.
template <pipeline::pass_function Derive, class Formula, class... Wanted>
class limits {
  static constexpr bool forward = !pipeline::is<Derive, pass::adjoint>;
  static constexpr bool squares = pipeline::is<Derive, pass::gauss_newton>;

  static constexpr ir::graph graph() { return pipeline::traced<Derive, Formula, Wanted...>.thaw(); }
  // (Nothing is derived by a formula.)
  template <class W>
  static constexpr int axes_of() {
    if constexpr (expr::input<W>) return W::info.axes.size;
    else return 0;
  }
  static constexpr int widest = std::max({0, axes_of<Wanted>()...});

 public:
  // Whether each result has a place for its axes: in a Jacobian those of the value and of an input,
  // in normal equations those of two inputs.
  static constexpr bool rank =
      !forward || widest + (squares ? widest : graph().outputs[0].axes.size) <= expr::max_rank;

  // Whether there are enough axes, with a twin (or two) for each of an input.
  static constexpr bool axes =
      !forward ||
      graph().axes.size() + (0 + ... + axes_of<Wanted>()) * (squares ? 2 : 1) <= ir::max_axes;

  // Whether memory could hold what the declared extents make.
  static constexpr bool elements = [] {
    const ir::graph g = graph();
    std::ptrdiff_t largest = 0, of_inputs = 1;
    for (const ir::node& n : g.nodes) largest = std::max(largest, declared_elements(g, n.axes));
    for (const ir::input& i : g.inputs) largest = std::max(largest, declared_elements(g, i.axes));
    if (forward)
      for (const ir::output& o : g.outputs)
        if (o.input >= 0) of_inputs = std::max(of_inputs, declared_elements(g, o.axes));
    return product_of(squares ? of_inputs : largest, of_inputs) <= most_elements;
  }();
};

}  // namespace tapeless::front
