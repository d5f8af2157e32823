// A small contraction whose extents the compiler knows: no table, no set-up, nothing left to be
// decided when it runs. Rows and columns are cut into tiles as equal as can be.
#pragma once

#include <algorithm>

#include "tapeless/machine/contraction/cut.hpp"
#include "tapeless/machine/contraction/packing.hpp"

namespace tapeless::machine::contraction {

// A problem that is one product of matrices. (A template argument: all members are public numbers.)
struct shape {
  axis rows, columns, terms;

  static constexpr ptrdiff_t most =
      40 * 40 * 40;  // multiplications: then all is in the first cache

  constexpr bool is_small() const {
    const ptrdiff_t all = rows.extent * columns.extent * terms.extent;
    return all > 0 && all <= most;
  }
};

// So many things in parts of at most `most`, of which the first are one larger than the others.
struct equal_parts {
  ptrdiff_t number = 0, length = 0, longer = 0;

  constexpr equal_parts(ptrdiff_t size, ptrdiff_t most)
      : number((size + most - 1) / most), length(size / number), longer(size % number) {}
};

template <class T, shape S, int Rows, int Packs>
[[gnu::noinline]] void small_tile(const T* a, const T* b, ptrdiff_t b_step, T* c,
                                  ptrdiff_t last_pack, T times) {
  constexpr int width = pack<T>::width;
  base::several<base::several<native<T>, Packs>, Rows> sum;
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
    for (int p = 0; p < Packs; ++p) sum[r][p] = native<T>{};
  for (ptrdiff_t k = 0; k < S.terms.extent; ++k, a += S.terms.a, b += b_step) {
    base::several<native<T>, Packs> y;
#pragma GCC unroll 4
    for (int p = 0; p < Packs - 1; ++p) y[p] = read(b + p * width);
    y[Packs - 1] = load_first(b + (Packs - 1) * width, last_pack).v;
#pragma GCC unroll 16
    for (int r = 0; r < Rows; ++r) {
      const native<T> x = a[r * S.rows.a] - native<T>{};
#pragma GCC unroll 4
      for (int p = 0; p < Packs; ++p) sum[r][p] += x * y[p];
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r, c += S.rows.c) {
#pragma GCC unroll 4
    for (int p = 0; p < Packs - 1; ++p) write(sum[r][p] * (times - native<T>{}), c + p * width);
    store_first(pack<T>(sum[r][Packs - 1] * (times - native<T>{})), c + (Packs - 1) * width,
                last_pack);
  }
}

// All rows of some packs of columns.
template <class T, shape S, int Packs>
[[gnu::always_inline]] inline void small_panel(const T* a, const T* b, ptrdiff_t b_step, T* c,
                                               ptrdiff_t last_pack, T times) {
  constexpr equal_parts parts(S.rows.extent, rows_beside(Packs));
  constexpr int rows = static_cast<int>(parts.length);
  for (ptrdiff_t i = 0; i < parts.longer;
       ++i, a += (rows + 1) * S.rows.a, c += (rows + 1) * S.rows.c)
    small_tile<T, S, rows + 1, Packs>(a, b, b_step, c, last_pack, times);
  for (ptrdiff_t i = parts.longer; i < parts.number;
       ++i, a += rows * S.rows.a, c += rows * S.rows.c)
    small_tile<T, S, rows, Packs>(a, b, b_step, c, last_pack, times);
}

template <class T, shape S>
[[gnu::always_inline]] inline void run_panels(const T* a, const T* b, ptrdiff_t b_step, T* c,
                                              T times) {
  constexpr ptrdiff_t width = pack<T>::width, columns = S.columns.extent;
  constexpr equal_parts parts((columns + width - 1) / width, most_packs);
  constexpr int packs = static_cast<int>(parts.length);
  ptrdiff_t done = 0;
  for (ptrdiff_t i = 0; i < parts.number; ++i) {
    const bool longer = i < parts.longer;
    const ptrdiff_t end = done + (packs + (longer ? 1 : 0)) * width;
    const ptrdiff_t last_pack = std::min(width, columns - end + width);
    if (longer) small_panel<T, S, packs + 1>(a, b + done, b_step, c + done, last_pack, times);
    else small_panel<T, S, packs>(a, b + done, b_step, c + done, last_pack, times);
    done = end;
  }
}

// c = times a b. Columns of b that do not lie in a row are copied first.
template <class T, shape S, std::uint64_t = base::target>
[[gnu::noinline]] void run_small(const T* a, const T* b, T* c, T times) {
  constexpr ptrdiff_t width = pack<T>::width, columns = S.columns.extent;
  if constexpr (S.columns.b == 1) {
    run_panels<T, S>(a, b, S.terms.b, c, times);
  } else {
    constexpr ptrdiff_t step = rounded_up(columns, width);
    alignas(alignment) T copy[static_cast<unsigned long>(step * S.terms.extent)];
    const ptrdiff_t start = 0;
    for (ptrdiff_t j = 0; j < columns; j += width)
      pack_lanes(b + j * S.columns.b, {S.terms.extent, 1, &start, &start, 0, S.terms.b},
                 S.columns.b, std::min(width, columns - j), copy + j, step);
    run_panels<T, S>(a, copy, step, c, times);
  }
}

}  // namespace tapeless::machine::contraction
