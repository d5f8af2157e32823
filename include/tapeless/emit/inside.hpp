// Where subscripts lie inside: of a pack's lanes, and of a tensor.
#pragma once

#include <algorithm>

#include "tapeless/emit/walk.hpp"

namespace tapeless::emit {

// The lanes from `first` to before `end`.
struct lane_range {
  ptrdiff_t first = 0, end = 0;
};

// Those of `width` steps of `times`, which is not 0, the first at `from`, that are from 0 to before
// `extent`.
[[gnu::always_inline]] inline lane_range lanes_inside(ptrdiff_t from, ptrdiff_t times,
                                                      ptrdiff_t extent, ptrdiff_t width) {
  const auto clipped = [width](ptrdiff_t lane) {
    return std::min(std::max(lane, ptrdiff_t{0}), width);
  };
  const auto up = [](ptrdiff_t x, ptrdiff_t by) { return x <= 0 ? 0 : (x + by - 1) / by; };
  if (times > 0) return {clipped(up(-from, times)), clipped(up(extent - from, times))};
  return {clipped(up(from - extent + 1, -times)), clipped(from < 0 ? 0 : from / -times + 1)};
}

// Of the U-th pack along the lane axis.
template <class Of, int Entry, int Axis, int Lane, int U, int Width, class Frame>
[[gnu::always_inline]] inline lane_range entry_inside(const Frame& f) {
  constexpr ptrdiff_t step = times<Of>(Entry, Lane);
  if constexpr (step == 0) return {0, is_inside<Of, Entry, Axis>(f) ? Width : 0};
  else return lanes_inside(dividend<Of, Entry>(f) + step * U * Width, step, f.extent[Axis], Width);
}

// All dimensions of a walk.
template <class Of, long long Walk, long long Layout, int Lane, int U, int Width, int Dimension = 0,
          class Frame>
[[gnu::always_inline]] inline lane_range walk_inside(const Frame& f) {
  if constexpr (Dimension == rank_of(Walk)) {
    return {0, Width};
  } else {
    const lane_range here =
        entry_inside<Of, entry_at(Walk, Dimension), entry_at(Layout, Dimension), Lane, U, Width>(f);
    const lane_range others = walk_inside<Of, Walk, Layout, Lane, U, Width, Dimension + 1>(f);
    return {std::max(here.first, others.first), std::min(here.end, others.end)};
  }
}

// Where a frame is, some steps further along the lane axis.
template <int Lane, class Frame>
struct frame_at_lane {
  using number_type = typename Frame::number_type;
  struct steps {
    const Frame& of;
    ptrdiff_t further;
    [[gnu::always_inline]] ptrdiff_t operator[](int axis) const {
      return of.at[axis] + (axis == Lane ? further : 0);
    }
  };

  steps at;
  const ptrdiff_t* extent;
  const std::int32_t* const* whole;
};
template <int Lane, class Frame>
[[gnu::always_inline]] inline frame_at_lane<Lane, Frame> at_lane(const Frame& f,
                                                                 ptrdiff_t further) {
  return {{f, further}, f.extent, f.whole};
}

}  // namespace tapeless::emit
