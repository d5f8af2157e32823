// Contractions in which a term is 0 where one of its factors is, also if the other is infinite or
// NaN. Tiles multiply all alike: such a term makes the sum NaN, and that sum is taken again.
#pragma once

#include <algorithm>
#include <type_traits>

#include "tapeless/base/finite.hpp"
#include "tapeless/machine/contraction/cut.hpp"

namespace tapeless::machine::contraction {

// (By the greatest of all bits: one maximum a number, in packs.)
template <class T, std::uint64_t = base::target>
bool has_nan(const T* row, ptrdiff_t size) {
  using bits = std::make_signed_t<decltype(base::bits_of_size(T(0)))>;
  bits most = 0;
  for (ptrdiff_t j = 0; j < size; ++j)
    most = std::max(most, static_cast<bits>(base::bits_of_size(row[j])));
  return most > static_cast<bits>(base::bits_of_infinity<T>);
}

template <class T, std::uint64_t = base::target>
bool has_nan(const T* c, const axis& rows, ptrdiff_t columns) {
  for (ptrdiff_t i = 0; i < rows.extent; ++i)
    if (has_nan(c + i * rows.c, columns)) return true;
  return false;
}

template <class T, std::uint64_t = base::target>
T sum_unless_zero(const problem& p, const T* a, const T* b) {
  T sum(0);
  walk outer(p.reduced);
  for (ptrdiff_t s = p.reduced.steps(); s > 0; --s, outer.advance())
    for (ptrdiff_t k = 0; k < p.run.extent; ++k) {
      const T x = a[outer.a + k * p.run.a], y = b[outer.b + k * p.run.b];
      if (base::bits_of_size(x) != 0 && base::bits_of_size(y) != 0) sum += x * y;
    }
  return sum * static_cast<T>(p.times);
}

// Of one contraction of the batch.
template <class T, std::uint64_t = base::target>
[[gnu::noinline]] void sum_again_unless_zero(const problem& p, const part& of, const T* a,
                                             const T* b, T* c) {
  walk rows(p.rows);
  rows.go_to(of.row);
  for (ptrdiff_t row = of.row; row < of.end_row; ++row, rows.advance()) {
    T* const result = c + rows.c;
    if (!has_nan(result + of.column, of.end_column - of.column)) continue;
    for (ptrdiff_t j = of.column; j < of.end_column; ++j)
      if (base::is_nan(result[j])) result[j] = sum_unless_zero(p, a + rows.a, b + j * p.columns.b);
  }
}

}  // namespace tapeless::machine::contraction
