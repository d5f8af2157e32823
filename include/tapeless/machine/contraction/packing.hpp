// Copies of operands in the order in which tiles read them, where that is not how they lie: columns
// of b as panels of whole packs, rows of a beside each other.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/machine/contraction/tile.hpp"

namespace tapeless::machine::contraction {

// One round of turning a square of numbers: packs whose places differ by Distance exchange the
// halves of each 2 Distance lanes. (Shuffles of both compilers take two packs and which lanes.)
template <int Distance, bool High, class Native, int... Lane>
[[gnu::always_inline]] inline Native exchanged(Native x, Native y,
                                               std::integer_sequence<int, Lane...>) {
  constexpr int width = sizeof...(Lane);
  return __builtin_shufflevector(x, y,
                                 ((Lane & Distance) != 0 ? width + (High ? Lane : Lane - Distance)
                                                         : (High ? Lane + Distance : Lane))...);
}
template <int Distance, class T>
[[gnu::always_inline]] inline void exchange_all(native<T>* v) {
  constexpr int width = pack<T>::width;
  using lanes = std::make_integer_sequence<int, width>;
#pragma GCC unroll 16
  for (int i = 0; i < width; ++i)
    if ((i & Distance) == 0) {
      const native<T> x = v[i], y = v[i + Distance];
      v[i] = exchanged<Distance, false>(x, y, lanes{});
      v[i + Distance] = exchanged<Distance, true>(x, y, lanes{});
    }
}

// As many rows as a pack has lanes become columns.
template <class T>
[[gnu::always_inline]] inline void turn(const T* from, ptrdiff_t from_step, T* to,
                                        ptrdiff_t to_step) {
  constexpr int width = pack<T>::width;
  base::several<native<T>, width> v;
#pragma GCC unroll 16
  for (int i = 0; i < width; ++i) v[i] = read(from + i * from_step);
  exchange_all<1, T>(v);
  if constexpr (width > 2) exchange_all<2, T>(v);
  if constexpr (width > 4) exchange_all<4, T>(v);
  if constexpr (width > 8) exchange_all<8, T>(v);
#pragma GCC unroll 16
  for (int i = 0; i < width; ++i) write(v[i], to + i * to_step);
}

// One pack of columns, `lanes` of them alive and `column` apart, along one run of what is reduced.
// Dead lanes are 0: what lies behind an array may be a subnormal number, slow to multiply.
template <class T>
void pack_lanes(const T* from, const reduction& k, ptrdiff_t column, ptrdiff_t lanes, T* to,
                ptrdiff_t to_step) {
  constexpr ptrdiff_t width = pack<T>::width;
  ptrdiff_t i = 0;
  if (column == 1 && lanes == width)
    for (; i < k.length; ++i) write(read(from + i * k.b_step), to + i * to_step);
  else if (k.b_step == 1 && lanes == width)
    for (; i + width <= k.length; i += width) turn(from + i, column, to + i * to_step, to_step);
  for (; i < k.length; ++i)
    for (ptrdiff_t l = 0; l < width; ++l)
      to[i * to_step + l] = l < lanes ? from[i * k.b_step + l * column] : T(0);
}

// Columns of b for all that is reduced, `packs` packs a step.
template <class T>
void pack_panel(const T* b, const reduction& k, ptrdiff_t column, ptrdiff_t columns,
                ptrdiff_t packs, T* to) {
  constexpr ptrdiff_t width = pack<T>::width;
  for (ptrdiff_t s = 0; s < k.starts; ++s, to += k.length * packs * width)
    for (ptrdiff_t p = 0; p < packs; ++p)
      pack_lanes(b + k.b_start[s] + p * width * column, k, column,
                 std::min(width, columns - p * width), to + p * width, packs * width);
}

// Rows of a for all that is reduced, block_rows a step.
template <class T>
void pack_rows(const T* a, const reduction& k, const ptrdiff_t* row, ptrdiff_t rows, T* to) {
  bool neighbours = rows == block_rows;
  for (ptrdiff_t r = 1; r < rows; ++r) neighbours = neighbours && row[r] == row[0] + r;
  for (ptrdiff_t s = 0; s < k.starts; ++s)
    for (ptrdiff_t i = 0; i < k.length; ++i, to += block_rows) {
      const T* const from = a + k.a_start[s] + i * k.a_step;
      if (neighbours) std::copy_n(from + row[0], block_rows, to);
      else
        for (ptrdiff_t r = 0; r < rows; ++r) to[r] = from[row[r]];
    }
}

}  // namespace tapeless::machine::contraction
