// Loops inside a lane loop that have lanes along their own axis: what the lanes of the loop around
// them are, they walk as rows, as many at once as there are lanes. So a matrix that lies in memory
// row by row is read as it lies, what is the same for all rows is read once for all of them, and
// what comes between (the logarithm of a sample) is computed for a pack of samples.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/base/in_order.hpp"
#include "tapeless/emit/accumulator.hpp"

namespace tapeless::emit {

// Which lanes of the loop around are walked: as many as a pack has...
template <class T>
struct all_rows {
  static constexpr int count = pack<T>::width;
  template <int Row, class X>
  [[gnu::always_inline]] auto of(const X& x) const {
    return x.v[Row];
  }
  template <int Row>
  [[gnu::always_inline]] static constexpr ptrdiff_t steps() {
    return Row;
  }
};
// ...or one, where fewer are alive.
struct one_row {
  static constexpr int count = 1;
  ptrdiff_t lane;
  template <int, class X>
  [[gnu::always_inline]] auto of(X x) const {  // (by value: a frame has constant places alone)
    return x.v[lane];
  }
  template <int>
  [[gnu::always_inline]] ptrdiff_t steps() const {
    return lane;
  }
};

// A reduction that the loop completes, for each row. Sums are taken in blocks, which are added to
// wider numbers.
template <class P, int Accumulator, class T, int Rows>
struct row_sums {
  using facts = accumulator_facts<P, Accumulator>;
  static constexpr bool in_blocks =
      facts::code == op::code_of<op::sum> || facts::code == op::code_of<op::mean>;

  several<pack<T>, Rows> partial;
  several<base::wider<T>, Rows> wide = {};  // the blocks before
  bool has_blocks = false;

  [[gnu::always_inline]] void begin() {
    for (pack<T>& p : partial) p = pack<T>(static_cast<T>(facts::row::start));
  }
  [[gnu::always_inline]] void end_block() {
    if constexpr (in_blocks) {
      for (int r = 0; r < Rows; ++r) wide[r] = wide_sum(r);
      has_blocks = true;
      begin();
    }
  }
  // The results of all rows, each in the lane that it is.
  template <class Frame>
  [[gnu::always_inline]] void finish(Frame& f) const {
    pack<T>& all = at<facts::result, 1, 0>(f);
    if (!facts::row::averages && !has_blocks)
      all = machine::sideways_each(partial, combine_by<facts::code>{});
    else
      for (int r = 0; r < Rows; ++r) all.v[r] = result(f, r);
  }
  // That of one, in its lane.
  template <class Frame>
  [[gnu::always_inline]] void finish_one(Frame& f, ptrdiff_t lane) const {
    pack<T>& all = at<facts::result, 1, 0>(f);
    const pack<T> before = lane == 0 ? pack<T>(T(1)) : all;
    all = select(mask<T>::first(lane), before, pack<T>(result(f, 0)));
  }

 private:
  [[gnu::always_inline]] base::wider<T> wide_sum(int row) const {
    const base::wider<T> last = widened<facts::code>(partial[row]);
    return has_blocks ? wide[row] + last : last;
  }
  template <class Frame>
  [[gnu::always_inline]] T result(const Frame& f, int row) const {
    if (!facts::row::averages && !has_blocks) return sideways<facts::code>(partial[row]);
    return static_cast<T>(averaged<P, Accumulator>(wide_sum(row), f));
  }
};

template <class P, int Loop, class T, int Rows,
          class A = std::make_integer_sequence<int, accumulators_of<P, Loop>>>
struct all_row_sums;
template <class P, int Loop, class T, int Rows, int... A>
struct all_row_sums<P, Loop, T, Rows, std::integer_sequence<int, A...>>
    : row_sums<P, P::plan.loops[Loop].accumulators.first + A, T, Rows>... {
  template <class Use>
  [[gnu::always_inline]] void each(const Use& use) {
    (use(static_cast<row_sums<P, P::plan.loops[Loop].accumulators.first + A, T, Rows>&>(*this)),
     ...);
  }
};

// An operand: made along the row, or what the loop around has in the lane that this row is.
template <int R, int Row, class Rows, class Frame, class Locals>
[[gnu::always_inline]] inline auto operand_of(Frame& f, const Locals& l, const Rows& rows) {
  if constexpr (R < 0) return nothing{};
  else if constexpr (is_local(R)) return at<R, 1, 0>(l);
  else if constexpr (kind_of(R) == plan::kind::pack) return rows.template of<Row>(at<R, 1, 0>(f));
  else if constexpr (packed(R)) return rows.template of<Row>(at<R, 1, 0>(f)) != 0;
  else return at<R, 1, 0>(f);
}

template <class P, int Loop>
constexpr bool completes(int accumulator) {
  const plan::range own = P::plan.loops[Loop].accumulators;
  return accumulator >= own.first && accumulator < own.first + own.count;
}

// One more value of a reduction: of this row's, or of one that all rows add to. For that these are
// combined first.
template <class P, int Loop, int Item, int Row, int Rows, class Frame, class Live, class Sums,
          class T>
[[gnu::always_inline]] inline void add_in_row(Frame& f, const Live& live, Sums& sums,
                                              pack<T>& of_rows, pack<T> x) {
  constexpr step_code s = steps<P>[Item].anywhere();
  constexpr int which = P::plan.items[Item].target;
  if constexpr (completes<P, Loop>(which)) {
    pack<T>& z = static_cast<row_sums<P, which, T, Rows>&>(sums).partial[Row];
    z = combined<s.code>(z, x, live);
  } else {
    if constexpr (Row == 0) of_rows = x;
    else of_rows = combined<s.code>(of_rows, x, all_lanes{});
    if constexpr (Row == Rows - 1) accumulate_in_memory<s, 0, 1>(f, live, of_rows);
  }
}

// Whether an item reads what an earlier loop of the same step has read.
template <class P, int Root, int Loop>
constexpr bool is_read_again(int item) {
  const plan::range body = P::plan.loops[root_of<P, Root>.loop].items;
  for (int i = body.first; i < body.first + body.count; ++i) {
    if (P::plan.items[i].action != action::loop) continue;
    if (P::plan.items[i].target == Loop) return false;
    const plan::range before = P::plan.loops[P::plan.items[i].target].items;
    for (int k = before.first; k < before.first + before.count; ++k)
      if (P::plan.items[k].action == action::load && P::plan.items[item].action == action::load &&
          P::plan.items[k].node == P::plan.items[item].node)
        return true;
  }
  return false;
}

// Meanwhile memory may bring what the next rows have there. (Without it nothing comes while data is
// read for the second time; with it a logistic regression takes little more time than its data.)
template <step_code S, int RowAxis, int Rows, class Frame>
[[gnu::always_inline]] inline void fetch_next(const Frame& f) {
  const ptrdiff_t row = stride<axes_alone, S.walk, S.layout, RowAxis>(f);
  __builtin_prefetch(
      machine::place_at(f.tensor[S.tensor], offset<axes_alone, S.walk, S.layout>(f) + Rows * row));
}

// One item of one row.
template <class P, int Root, int Loop, int Item, int Row, class Rows, class Frame, class Live,
          class Locals, class Sums, class T>
[[gnu::always_inline]] inline void step_in_row(Frame& f, const Live& live, const Rows& rows,
                                               ptrdiff_t first, Locals& l, Sums& sums,
                                               pack<T>& of_rows) {
  constexpr step_code s = steps<P>[Item];
  constexpr int axis = P::plan.loops[Loop].axis;
  f.at[root_of<P, Root>.lane_axis] = first + rows.template steps<Row>();
  const auto x = operand_of<s.x, Row>(f, l, rows);
  if constexpr (s.action == action::accumulate) {
    add_in_row<P, Loop, Item, Row, Rows::count>(f, live, sums, of_rows, pack<T>(spread<T>(x)));
  } else {
    if constexpr (Rows::count > 1 && is_read_again<P, Root, Loop>(Item))
      fetch_next<s.anywhere(), root_of<P, Root>.lane_axis, Rows::count>(f);
    step<axes_alone, s.anywhere(), axis, 0, 1>(f, live, find<s.to, 1, 0>(f, l), x,
                                               operand_of<s.y, Row>(f, l, rows),
                                               operand_of<s.w, Row>(f, l, rows));
  }
}

// The body of a loop, one row after the other.
template <class P, int Root, int Loop, class Rows, class Frame, class Live, class Sums, int... I>
[[gnu::always_inline]] inline void step_in_rows(Frame& f, const Live& live, const Rows& rows,
                                                ptrdiff_t first, Sums& sums,
                                                std::integer_sequence<int, I...>) {
  using T = typename Frame::number_type;
  constexpr plan::range items = P::plan.loops[Loop].items;
  locals<P, items.first, items.count, T> l;
  several<pack<T>, items.count> of_rows;
  base::in_order{(step_in_row<P, Root, Loop, items.first + I % items.count, I / items.count>(
                      f, live, rows, first, l, sums, of_rows[I % items.count]),
                  0)...};
}

template <class P, int Root, int Loop, class Rows, class Frame, class Sums>
[[gnu::always_inline]] inline void walk_rows(Frame& f, const Rows& rows, ptrdiff_t first,
                                             Sums& sums, ptrdiff_t begin, ptrdiff_t end) {
  constexpr plan::loop loop = P::plan.loops[Loop];
  constexpr ptrdiff_t width = pack<typename Frame::number_type>::width;
  constexpr std::make_integer_sequence<int, loop.items.count * Rows::count> items{};
  ptrdiff_t& i = f.at[loop.axis];
  for (i = begin; i + width <= end; i += width)
    step_in_rows<P, Root, Loop>(f, all_lanes{}, rows, first, sums, items);
  if (i < end) step_in_rows<P, Root, Loop>(f, some_lanes{end - i}, rows, first, sums, items);
}

// All steps of a loop, for some rows.
template <class P, int Root, int Loop, class Rows, class Frame, class Sums>
[[gnu::always_inline]] inline void walk_all(Frame& f, const Rows& rows, ptrdiff_t first,
                                            Sums& sums) {
  using T = typename Frame::number_type;
  constexpr plan::loop loop = P::plan.loops[Loop];
  const ptrdiff_t extent = f.extent[loop.axis];
  sums.each([](auto& s) __attribute__((always_inline)) { s.begin(); });
  if constexpr (loop.accumulators.count == 0) {
    walk_rows<P, Root, Loop>(f, rows, first, sums, 0, extent);
  } else {
    constexpr ptrdiff_t length = block_length<P, Loop, T>;
    for (ptrdiff_t b = 0; b < extent; b += length) {
      if (b > 0) sums.each([](auto& s) __attribute__((always_inline)) { s.end_block(); });
      walk_rows<P, Root, Loop>(f, rows, first, sums, b, std::min(extent, b + length));
    }
  }
}

// A loop that walks the lanes of the loop around it as rows.
template <class P, int Root, int Loop, class Frame, class Live>
[[gnu::always_inline]] inline void run_rows(Frame& f, const Live& live) {
  using T = typename Frame::number_type;
  constexpr int width = pack<T>::width;
  ptrdiff_t& at_row = f.at[root_of<P, Root>.lane_axis];
  const ptrdiff_t first = at_row;
  if (complete<T>(live)) {
    all_row_sums<P, Loop, T, width> sums;
    walk_all<P, Root, Loop>(f, all_rows<T>{}, first, sums);
    sums.each([&f](const auto& s) __attribute__((always_inline)) { s.finish(f); });
  } else {
    for (ptrdiff_t lane = 0; lane < count(live); ++lane) {
      all_row_sums<P, Loop, T, 1> sums;
      walk_all<P, Root, Loop>(f, one_row{lane}, first, sums);
      sums.each([&f, lane ](const auto& s)
                    __attribute__((always_inline)) { s.finish_one(f, lane); });
    }
  }
  at_row = first;
}

}  // namespace tapeless::emit
