// Contractions at the machine's rate. The loops, from the outermost: a block of columns; a block of
// what is reduced, for which columns of b are copied if that pays; a few rows; a few of those;
// panels of columns; and the tile (contraction/tile.hpp).
#pragma once

#include "tapeless/machine/contraction/cut.hpp"
#include "tapeless/machine/contraction/packing.hpp"
#include "tapeless/machine/contraction/unless_zero.hpp"
#include "tapeless/machine/parallel.hpp"

namespace tapeless::machine::contraction {

// A block of what is reduced: part of one run, or several whole runs.
struct block {
  static constexpr ptrdiff_t most_starts = 512;

  bool first = true;
  ptrdiff_t length = 0, starts = 0;
  base::several<ptrdiff_t, most_starts> a, b;

  ptrdiff_t terms() const { return length * starts; }
};

// All blocks in order.
class blocks {
 public:
  blocks(const problem& p, ptrdiff_t deep)
      : run_(p.run), deep_(deep), outer_(p.reduced), left_(p.reduced.steps()) {
    const ptrdiff_t parts = (run_.extent + deep - 1) / deep;
    length_ = (run_.extent + parts - 1) / parts;
  }

  bool next(block& to) {
    if (left_ == 0) return false;
    to.first = first_;
    to.length = std::min(length_, run_.extent - done_);
    to.starts = 0;
    const ptrdiff_t most =
        length_ < run_.extent
            ? 1
            : std::min(block::most_starts, std::max<ptrdiff_t>(1, deep_ / length_));
    while (left_ > 0 && to.starts < most) {
      to.a[to.starts] = outer_.a + done_ * run_.a;
      to.b[to.starts++] = outer_.b + done_ * run_.b;
      done_ += to.length;
      if (done_ < run_.extent) break;
      done_ = 0;
      --left_;
      outer_.advance();
    }
    first_ = false;
    return true;
  }

 private:
  axis run_;
  ptrdiff_t deep_;
  walk outer_;
  ptrdiff_t left_;      // outer steps
  ptrdiff_t done_ = 0;  // of the run
  ptrdiff_t length_;
  bool first_ = true;
};

// Panels of equal width, side by side.
template <class T>
struct strip {
  ptrdiff_t first = 0, end = 0;  // columns
  ptrdiff_t packs = 0;           // a panel
  const T* b = nullptr;
  ptrdiff_t between = 0;  // panels, in b
  const ptrdiff_t* b_start = nullptr;
  ptrdiff_t b_step = 0;
};

// Part of the result, by one thread.
template <class T, std::uint64_t = base::target>
class worker {
 public:
  worker(const problem& p, const cut& c, const T* a, const T* b, T* result, T* memory)
      : p_(p),
        cut_(c),
        a_(a),
        b_(b),
        c_(result),
        packed_a_(memory),
        packed_b_(memory + room_for<T>(p, c).for_a) {}

  [[gnu::noinline]] void run(const part& of) {
    for (ptrdiff_t column = of.column; column < of.end_column; column += cut_.wide) {
      part here = of;
      here.column = column, here.end_column = std::min(column + cut_.wide, of.end_column);
      for (blocks all(p_, cut_.deep); all.next(block_);) run_block(here);
    }
  }

 private:
  static constexpr ptrdiff_t width = pack<T>::width, panel = panel_columns<T>;

  void run_block(const part& of) {
    find_strips(of);
    walk rows(p_.rows);
    rows.go_to(of.row);
    for (ptrdiff_t row = of.row; row < of.end_row; row += block_rows) {
      const ptrdiff_t height = std::min<ptrdiff_t>(block_rows, of.end_row - row);
      for (ptrdiff_t r = 0; r < height; ++r, rows.advance()) a_row_[r] = rows.a, c_row_[r] = rows.c;
      run_rows(height);
    }
  }

  // Where b lies as tiles read it, and a last panel that is not whole packs; or copies.
  void find_strips(const part& of) {
    strips_ = 0;
    const ptrdiff_t columns = of.end_column - of.column;
    const ptrdiff_t in_place = cut_.packs_b ? 0 : columns / width * width;
    const ptrdiff_t wide = in_place / panel * panel;
    const T* const b = b_ + of.column * p_.columns.b;
    if (wide > 0) add({of.column, of.column + wide, most_packs, b, panel, block_.b, p_.run.b});
    if (wide < in_place)
      add({of.column + wide, of.column + in_place, (in_place - wide) / width, b + wide, 0, block_.b,
           p_.run.b});
    if (in_place < columns) pack_columns(b, of.column, in_place, columns);
  }
  void pack_columns(const T* b, ptrdiff_t column, ptrdiff_t from, ptrdiff_t to) {
    const reduction k{block_.length, block_.starts, nullptr, block_.b, 0, p_.run.b};
    T* free = packed_b_;
    const ptrdiff_t wide = (to - from) / panel * panel;
    for (ptrdiff_t j = from; j < from + wide; j += panel, free += panel * k.length * k.starts)
      pack_panel(b + j * p_.columns.b, k, p_.columns.b, panel, most_packs, free);
    if (wide > 0)
      add({column + from, column + from + wide, most_packs, packed_b_, panel * block_.terms(),
           starts(whole_, panel), panel});
    if (from + wide == to) return;
    const ptrdiff_t packs = (to - from - wide + width - 1) / width;
    pack_panel(b + (from + wide) * p_.columns.b, k, p_.columns.b, to - from - wide, packs, free);
    add({column + from + wide, column + to, packs, free, 0, starts(rest_, packs * width),
         packs * width});
  }
  void add(const strip<T>& s) { strip_[strips_++] = s; }
  // In a copy one run lies behind the other.
  const ptrdiff_t* starts(ptrdiff_t* to, ptrdiff_t step) const {
    for (ptrdiff_t s = 0; s < block_.starts; ++s) to[s] = s * block_.length * step;
    return to;
  }

  void run_rows(ptrdiff_t height) {
    reduction k{block_.length, block_.starts, block_.a, nullptr, p_.run.a, 0};
    const T* from = a_;
    if (cut_.packs_a) {
      pack_rows(a_, k, a_row_, height, packed_a_);
      for (ptrdiff_t r = 0; r < height; ++r) a_row_[r] = r;
      from = packed_a_;
      k.a_start = starts(packed_, block_rows);
      k.a_step = block_rows;
    }
    for (int s = 0; s < strips_; ++s) run_strip(strip_[s], from, height, k);
  }
  // The rows of a tile stay in the first cache for all panels.
  void run_strip(const strip<T>& s, const T* a, ptrdiff_t height, reduction k) {
    k.b_start = s.b_start, k.b_step = s.b_step;
    const ptrdiff_t rows = rows_beside(static_cast<int>(s.packs));
    for (ptrdiff_t r = 0; r < height; r += rows) {
      const T* b = s.b;
      for (ptrdiff_t column = s.first; column < s.end; column += s.packs * width, b += s.between)
        run_tile<T>(s.packs,
                    {a, a_row_ + r, b, c_ + column, c_row_ + r, std::min(rows, height - r),
                     std::min(width, s.end - column - (s.packs - 1) * width), !block_.first,
                     static_cast<T>(p_.times)},
                    k);
    }
  }

  const problem& p_;
  const cut& cut_;
  const T *a_, *b_;
  T* c_;
  T *packed_a_, *packed_b_;
  block block_;
  base::several<strip<T>, 4> strip_;
  int strips_ = 0;
  base::several<ptrdiff_t, block::most_starts> whole_, rest_, packed_;
  base::several<ptrdiff_t, block_rows> a_row_, c_row_;
};

// Parts of a result for several threads: of rows or of columns, whichever are many.
struct parts {
  ptrdiff_t number = 1, length = 0;
  bool of_columns = false;
};
template <class T>
parts parts_of(const problem& p, int threads) {
  constexpr ptrdiff_t worth_sharing = 64 * 64 * 64;
  const ptrdiff_t m = p.rows.steps(), n = p.columns.extent;
  parts all;
  if (threads == 1 || m * n * p.terms() < worth_sharing) return {1, m, false};
  all.of_columns = m < 4 * n && n >= 2 * panel_columns<T> * threads;
  const ptrdiff_t unit = all.of_columns ? panel_columns<T> : block_rows;
  const ptrdiff_t extent = all.of_columns ? n : m;
  all.length = rounded_up((extent + threads - 1) / threads, unit);
  all.number = (extent + all.length - 1) / all.length;
  return all;
}
inline part part_at(const problem& p, const parts& all, ptrdiff_t which) {
  const ptrdiff_t m = p.rows.steps(), n = p.columns.extent;
  const ptrdiff_t from = which * all.length;
  if (all.of_columns) return {0, m, from, std::min(from + all.length, n)};
  return {from, std::min(from + all.length, m), 0, n};
}

// The sum of nothing. (Times a number that need not be finite.)
template <class T, std::uint64_t = base::target>
void clear(const problem& p, T* c) {
  walk batch(p.batch);
  for (ptrdiff_t k = p.batch.steps(); k > 0; --k, batch.advance()) {
    walk rows(p.rows);
    for (ptrdiff_t m = p.rows.steps(); m > 0; --m, rows.advance())
      std::fill_n(c + batch.c + rows.c, p.columns.extent, T(0) * static_cast<T>(p.times));
  }
}

// c[m, n] = sum over k of a[m, k] b[k, n], for all of the batch. Each thread has room_for(p) in
// `memory`, so far apart.
template <class T, std::uint64_t = base::target>
[[gnu::noinline]] void run(const problem& p, const T* a, const T* b, T* c, T* memory,
                           ptrdiff_t between, int threads) {
  if (p.batch.steps() * p.rows.steps() * p.columns.extent == 0) return;
  if (p.terms() == 0) return clear(p, c);
  const bool b_is_aligned = reinterpret_cast<std::uintptr_t>(b) % register_bytes == 0;
  const cut how = cut_of<T>(p, b_is_aligned);
  const ptrdiff_t batches = p.batch.steps();
  const parts shared = parts_of<T>(p, batches >= threads ? 1 : threads);
  for_each_chunk(batches * shared.number, threads, [&](ptrdiff_t chunk, int thread) {
    walk at(p.batch);
    at.go_to(chunk / shared.number);
    const part mine = part_at(p, shared, chunk % shared.number);
    worker<T>(p, how, a + at.a, b + at.b, c + at.c, memory + thread * between).run(mine);
    if (p.unless_zero) sum_again_unless_zero(p, mine, a + at.a, b + at.b, c + at.c);
  });
}

}  // namespace tapeless::machine::contraction
