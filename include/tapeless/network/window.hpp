// Windows that slide over rows and columns: where they lie, and along which axes.
#pragma once

#include <algorithm>

#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

enum class padding { valid, same };

}  // namespace network

namespace layers {

// How a window moves: with{.stride = 2, .padding = same}.
inline constexpr auto valid = network::padding::valid;
inline constexpr auto same = network::padding::same;
struct with {
  int stride = 0;  // 0: a step for convolutions, the window's own size for pools
  network::padding padding = valid;
  int groups = 1;
};

}  // namespace layers

namespace network {

// A window along one axis: its size, its stride, and how far the first one reaches out before the
// beginning (with `same`, as TensorFlow does it: one more at the end than before).
struct windows {
  std::int64_t extent, size, stride;
  padding pads;

  constexpr std::int64_t count() const {
    if (pads == padding::same) return (extent + stride - 1) / stride;
    return extent < size ? 0 : (extent - size) / stride + 1;
  }
  constexpr std::int64_t before() const {
    if (pads == padding::valid) return 0;
    return std::max<std::int64_t>((count() - 1) * stride + size - extent, 0) / 2;
  }
};

// The axis of a sample, what it is after the windows, and the steps inside of one.
template <class From, class To, class Inside, windows Along>
struct sliding {
  using to = To;
  using inside = Inside;
  static constexpr From from{};
  static constexpr bool leaves = Along.pads == padding::same && Along.size > 1;

  static constexpr auto place() {
    constexpr auto first = [] {
      if constexpr (Along.stride == 1) return To{} + Inside{};
      else return whole_constant<Along.stride>() * To{} + Inside{};
    }();
    if constexpr (Along.before() == 0) return first;
    else return first - whole_constant<Along.before()>();
  }
};

// The layer, its axis, its extent and the window's size, to be named by the compiler. (A function:
// clang does not go on with a class that has a mistake.)
template <base::text Layer, base::text Axis, std::int64_t Extent, std::int64_t Size>
constexpr void window_within() {
  static_assert(Extent >= Size,
                "tapeless: a window is longer than the axis that it slides along (the layer, the "
                "axis, its extent and the window's size are in the arguments of window_within)");
}

// A formula at the places of the windows, and another value outside.
template <class F, class Rows, class Columns, class Value>
constexpr auto read_windows(F f, Rows rows, Columns columns, Value value) {
  const auto read = at(f, rows.from = rows.place(), columns.from = columns.place());
  if constexpr (Rows::leaves || Columns::leaves) return padded(read, value);
  else return read;
}

}  // namespace network

}  // namespace tapeless
