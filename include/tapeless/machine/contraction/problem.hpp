// What a contraction is to the kernel: its axes, sorted by what they are.
#pragma once

#include "tapeless/machine/contraction/axes.hpp"

namespace tapeless::machine::contraction {

// The axes, as the loops want them. `columns` is walked by packs: its step in c is 1, and 0 in a.
struct problem {
  axes rows;
  axis columns = single_step;
  axes reduced;            // of all that is reduced, the outer axes...
  axis run = single_step;  // ...and the innermost one
  axes batch;              // these contractions are independent of each other
  double times = 1;
  bool unless_zero = false;  // a term is 0 where a factor is, also if the other is infinite or NaN

  ptrdiff_t terms() const { return reduced.steps() * run.extent; }
};

// What an axis is to a contraction: of the result it has rows where b lacks it, columns where a
// does, and is a batch where neither does.
enum class role { row, column, batch, reduced };

struct placed_axis {
  axis steps;
  role is;
};

// Those of the result as they lie in it, the outermost first, and those that are reduced. What b
// walks beside the columns that lie in a row is a batch: a lacks it.
constexpr void set_axes(problem& p, const placed_axis* all, int count) {
  axes columns, reduced;
  for (int i = 0; i < count; ++i) {
    const auto& [steps, is] = all[i];
    if (is == role::row) p.rows.push(steps);
    else if (is == role::column) columns.push(steps);
    else if (is == role::batch) p.batch.push(steps);
    else reduced.push_by_distance(steps);
  }
  p.columns = columns.pop_row_of_c();
  for (int i = 0; i < columns.size; ++i) p.batch.push(columns[i]);
  for (int i = 0; i < reduced.size; ++i) p.reduced.push(reduced[i]);
  p.run = p.reduced.pop_innermost();
}

}  // namespace tapeless::machine::contraction
