// How a tensor in memory is walked: which axes step through its dimensions, and which axes' extents
// its layout has.
#pragma once

#include "tapeless/emit/frame.hpp"

namespace tapeless::emit {

// An index list as one number, to be a template argument.
constexpr long long encode(const ir::index_list& index) {
  long long code = index.size;
  for (int d = 0; d < index.size; ++d) code |= static_cast<long long>(index[d]) << (3 + 5 * d);
  return code;
}
constexpr int rank_of(long long code) { return static_cast<int>(code & 7); }
constexpr int axis_at(long long code, int dimension) {
  return static_cast<int>(code >> (3 + 5 * dimension) & 31);
}

// Whether an axis walks the tensor, and whether its steps are neighbours in memory.
constexpr bool walks(long long walk, int axis) {
  for (int d = 0; d < rank_of(walk); ++d)
    if (axis_at(walk, d) == axis) return true;
  return false;
}
constexpr bool neighbours(long long walk, int axis) {
  for (int d = 0; d < rank_of(walk) - 1; ++d)
    if (axis_at(walk, d) == axis) return false;
  return walks(walk, axis);
}

// The place of the current element, row-major.
template <long long Walk, long long Layout, int Dimension = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t offset(const Frame& f, ptrdiff_t outer = 0) {
  if constexpr (Dimension == rank_of(Walk)) {
    return outer;
  } else {
    const ptrdiff_t inner =
        outer * f.extent[axis_at(Layout, Dimension)] + f.at[axis_at(Walk, Dimension)];
    return offset<Walk, Layout, Dimension + 1>(f, inner);
  }
}

// How far apart the neighbours along an axis are.
template <long long Walk, long long Layout, int Axis, int Dimension = 0, class Frame>
[[gnu::always_inline]] inline ptrdiff_t stride(const Frame& f, ptrdiff_t so_far = 0) {
  if constexpr (Dimension == rank_of(Walk)) {
    return so_far;
  } else {
    const ptrdiff_t here = axis_at(Walk, Dimension) == Axis ? 1 : 0;
    return stride<Walk, Layout, Axis, Dimension + 1>(
        f, so_far * f.extent[axis_at(Layout, Dimension)] + here);
  }
}

}  // namespace tapeless::emit
