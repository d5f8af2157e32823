#pragma once

#include "tapeless/base/limits.hpp"
#include "tapeless/ir/axis_set.hpp"

namespace tapeless::ir {

using base::max_axes;
using base::max_rank;

// What walks a tensor's dimensions, outermost first: axes by their place in the graph's table, and
// subscripts by their place in the other one, behind max_axes.
struct index_list {
  short entry[max_rank] = {};
  int size = 0;

  constexpr int operator[](int dimension) const { return entry[dimension]; }
  constexpr void push(int e) { entry[size++] = static_cast<short>(e); }
  // @pre it has no subscripts
  constexpr axis_set set() const {
    axis_set all;
    for (int d = 0; d < size; ++d) all = all | axis_set::of(entry[d]);
    return all;
  }
  friend constexpr bool operator==(const index_list& a, const index_list& b) {
    if (a.size != b.size) return false;
    for (int d = 0; d < a.size; ++d)
      if (a[d] != b[d]) return false;
    return true;
  }
};

// (An entry is a number of 10 bits, where an index list is a template argument: emit/walk.hpp.)
inline constexpr int max_subscripts = 1023 - max_axes;
constexpr bool is_axis(int entry) { return entry < max_axes; }
constexpr bool has_subscripts(const index_list& index) {
  for (int d = 0; d < index.size; ++d)
    if (!is_axis(index[d])) return true;
  return false;
}

// A list of axes in which the d-th of some axes is replaced by instead[d].
constexpr index_list replaced(const index_list& axes, axis_set all, const index_list& instead) {
  index_list walk;
  for (int d = 0; d < axes.size; ++d) walk.push(instead[(all & axis_set::before(axes[d])).size()]);
  return walk;
}

}  // namespace tapeless::ir
