// What a contraction spends its time in: a few rows and a few packs of columns of the result stay
// in registers while all that is reduced goes by.
#pragma once

#include "tapeless/machine/contraction/axes.hpp"
#include "tapeless/machine/first_lanes.hpp"

namespace tapeless::machine::contraction {

// Vector registers hold the tile, the packs of b that it is multiplied by, and one number of a.
// Measured on AVX-512 and AVX2 (docs/decisions/024_contractions.md): 24 of 32 registers, 12 of 16.
#if defined(__AVX512F__)
inline constexpr int most_packs = 4;
constexpr int rows_beside(int packs) { return packs == 4 ? 6 : packs == 3 ? 8 : 12; }
#else
inline constexpr int most_packs = 2;
constexpr int rows_beside(int packs) { return packs == 2 ? 6 : 8; }
#endif

// So many rows are prepared at once: a multiple of all of these.
inline constexpr int block_rows = 24;

// What is reduced: some starts in a and in b, and from each of them a run of equal steps.
struct reduction {
  ptrdiff_t length = 0, starts = 0;
  const ptrdiff_t* a_start = nullptr;
  const ptrdiff_t* b_start = nullptr;
  ptrdiff_t a_step = 0, b_step = 0;
};

// The place of a tile. Each row has an address of its own, so rows may be any points of any axes.
template <class T>
struct tile_place {
  const T* a;
  const ptrdiff_t* a_row;  // by row, from a
  const T* b;
  T* c;
  const ptrdiff_t* c_row;
  ptrdiff_t rows;       // alive: those behind read the last of them, and are not stored
  ptrdiff_t last_pack;  // lanes alive in the last pack; the others are 0 in b, where it is packed
  bool adds;            // to what c holds
  T times;              // the sum
};

// Everything in the tile is a local with constant places, and each multiplication and addition one
// expression: else one of the compilers keeps it in memory, or makes two instructions of it.
template <class T, int Rows, int Packs>
[[gnu::noinline]] void tile(const tile_place<T>& at, const reduction& k) {
  constexpr int width = pack<T>::width;
  base::several<const T*, Rows> row;
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) row[r] = at.a + at.a_row[r < at.rows ? r : at.rows - 1];
  base::several<base::several<native<T>, Packs>, Rows> sum;
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
    for (int p = 0; p < Packs; ++p) sum[r][p] = native<T>{};
  for (ptrdiff_t s = 0; s < k.starts; ++s) {
    const T* from = at.b + k.b_start[s];
    ptrdiff_t i = k.a_start[s];
    for (ptrdiff_t n = k.length; n > 0; --n, i += k.a_step, from += k.b_step) {
      base::several<native<T>, Packs> y;
#pragma GCC unroll 4
      for (int p = 0; p < Packs; ++p) y[p] = read(from + p * width);
#pragma GCC unroll 16
      for (int r = 0; r < Rows; ++r) {
        const native<T> x = row[r][i] - native<T>{};
#pragma GCC unroll 4
        for (int p = 0; p < Packs; ++p) sum[r][p] += x * y[p];
      }
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < Rows; ++r) {
    if (r >= at.rows) break;
    T* const to = at.c + at.c_row[r];
#pragma GCC unroll 4
    for (int p = 0; p < Packs; ++p) {
      const bool whole = p < Packs - 1 || at.last_pack == width;
      pack<T> z = sum[r][p] * (at.times - native<T>{});
      if (at.adds)
        z = z + (whole ? pack<T>::load(to + p * width) : load_first(to + p * width, at.last_pack));
      if (whole) z.store(to + p * width);
      else store_first(z, to + p * width, at.last_pack);
    }
  }
}

// The tile of so many packs.
template <class T, int Packs = most_packs>
[[gnu::always_inline]] inline void run_tile(ptrdiff_t packs, const tile_place<T>& at,
                                            const reduction& k) {
  if constexpr (Packs > 1)
    if (packs < Packs) return run_tile<T, Packs - 1>(packs, at, k);
  tile<T, rows_beside(Packs), Packs>(at, k);
}

}  // namespace tapeless::machine::contraction
