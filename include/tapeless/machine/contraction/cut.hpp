// How a contraction is cut to fit the caches, and which operands are copied. It depends on extents
// and distances alone, never on threads: so the order in which each sum is taken does not either.
#pragma once

#include <algorithm>

#include "tapeless/machine/contraction/problem.hpp"
#include "tapeless/machine/contraction/tile.hpp"
#include "tapeless/machine/workspace.hpp"

namespace tapeless::machine::contraction {

template <class T>
inline constexpr ptrdiff_t panel_columns = most_packs* pack<T>::width;

// The figures are measured (docs/decisions/024_contractions.md).
struct cut {
  bool packs_a = false;
  bool packs_b = false;
  ptrdiff_t wide = 0;  // columns at once
  ptrdiff_t deep = 0;  // reduced steps at once
};

template <class T>
cut cut_of(const problem& p, bool b_is_aligned) {
  constexpr ptrdiff_t size = sizeof(T), panel = panel_columns<T>;
  constexpr ptrdiff_t block_of_b = 800 * 1024 / size;  // 0.4 of a second cache of 2 MB
  constexpr ptrdiff_t least_of_b = 256 * 1024 / size, least_wide = 2048 / size;
  const ptrdiff_t m = p.rows.steps(), n = p.columns.extent, k = p.terms();
  const bool few_rows = m <= 2 * block_rows;
  const bool crosses_lines = !b_is_aligned || p.run.b * size % register_bytes != 0;
  cut c;
  // What is large is used often, and read along its columns; what crosses lines of the cache costs
  // two loads a pack.
  c.packs_b = p.columns.b != 1 ||
              (!few_rows && (k * n > least_of_b || (crosses_lines && m >= 4 * block_rows)));
  // Steps that touch a page each.
  c.packs_a = std::abs(p.run.a) * size >= 2048 && n >= 4 * pack<T>::width;
  // For few rows b is read once, along its own rows, and the result stays in the first cache.
  const bool once = few_rows && !c.packs_b;
  c.wide = once ? n
                : std::min(n, std::max(least_wide,
                                       block_of_b / std::max<ptrdiff_t>(k, 1) / panel * panel));
  c.deep = once ? 32 : std::max<ptrdiff_t>(64, block_of_b / std::max<ptrdiff_t>(c.wide, 1));
  return c;
}

// Of a result.
struct part {
  ptrdiff_t row = 0, end_row = 0, column = 0, end_column = 0;
};

// Elements that a thread needs for copies of operands.
struct room {
  ptrdiff_t for_a = 0, for_b = 0;
  ptrdiff_t all() const { return for_a + for_b; }
};
template <class T>
room room_for(const problem& p, const cut& c) {
  constexpr ptrdiff_t line = alignment / static_cast<ptrdiff_t>(sizeof(T));
  const ptrdiff_t deep = std::min(c.deep, p.terms());
  const ptrdiff_t columns = c.packs_b ? rounded_up(c.wide, panel_columns<T>) : panel_columns<T>;
  return {c.packs_a ? rounded_up(block_rows * deep, line) : 0, rounded_up(columns * deep, line)};
}

// The same, wherever b lies.
template <class T>
ptrdiff_t room_for(const problem& p) {
  return std::max(room_for<T>(p, cut_of<T>(p, true)).all(),
                  room_for<T>(p, cut_of<T>(p, false)).all());
}

}  // namespace tapeless::machine::contraction
