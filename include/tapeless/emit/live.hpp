// The lanes of a pack that are alive, and registers as packs.
#pragma once

#include "tapeless/emit/frame.hpp"

namespace tapeless::emit {

// Which lanes are alive: all of them, known to the compiler...
struct all_lanes {};
// ...or the first few: what lies behind them in memory is not touched...
struct some_lanes {
  ptrdiff_t count;
};
// ...or all but the first few, which have had their turn.
struct last_lanes {
  ptrdiff_t done;
};
// ...or the first few at a border of the data, where what is read may lie outside.
struct border_lanes {
  ptrdiff_t count;
};
template <class Live>
inline constexpr bool at_border = std::is_same_v<Live, border_lanes>;
// ...or (between lane loops) there are no lanes, and it is known when it runs whether this is a
// border.
struct row {
  bool at_border;
};
[[gnu::always_inline]] inline bool is_at_border(row r) { return r.at_border; }
[[gnu::always_inline]] inline bool is_at_border(auto) { return false; }

// Whether what is read may lie outside.
template <class Live>
inline constexpr bool asks = at_border<Live> || std::is_same_v<Live, row>;

template <class T>
[[gnu::always_inline]] inline bool complete(all_lanes) {
  return true;
}
template <class T>
[[gnu::always_inline]] inline bool complete(some_lanes live) {
  return live.count >= pack<T>::width;
}

template <class T>
[[gnu::always_inline]] inline bool complete(border_lanes live) {
  return live.count >= pack<T>::width;
}
template <class T>
[[gnu::always_inline]] inline bool complete(last_lanes) {
  return true;
}
template <class T>
[[gnu::always_inline]] inline bool complete(row) {
  return true;
}

constexpr ptrdiff_t count(some_lanes live) { return live.count; }
constexpr ptrdiff_t count(border_lanes live) { return live.count; }
constexpr ptrdiff_t count(auto) { return 0; }

template <class>
inline constexpr bool is_wide = false;
template <class T>
inline constexpr bool is_wide<pack<T>> = true;
template <class T>
inline constexpr bool is_wide<mask<T>> = true;

template <class T, class X>
inline constexpr bool is_condition = std::is_same_v<X, bool> || std::is_same_v<X, mask<T>>;

// An operand in all lanes.
template <class T, class X>
[[gnu::always_inline]] inline auto spread(const X& x) {
  if constexpr (std::is_same_v<X, T>) return pack<T>(x);
  else if constexpr (std::is_same_v<X, bool>) return mask<T>(x);
  else return x;
}

}  // namespace tapeless::emit
