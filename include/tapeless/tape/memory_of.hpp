// The memory of ranges and matrices that are given to a tape: used as it is where it lies in a row.
#pragma once

#include <cstddef>
#include <iterator>
#include <vector>

#include "tapeless/base/gather.hpp"

namespace tapeless::taped {

template <class Range>
std::size_t count_of(const Range& range) {
  if constexpr (base::readable<Range>)
    return static_cast<std::size_t>(base::product(base::extents_of(range, "the tape")));
  else return static_cast<std::size_t>(std::size(range));
}

// use(data, count, each) where each(data, f) calls f with each number: of a matrix row by row, of
// anything else in its own order.
template <class Range, class Use>
void with_all(const Range& range, const Use& use) {
  if constexpr (base::readable<Range>) {
    const auto& data = base::settled(range);
    use(data, count_of(data),
        [](const auto& all, const auto& f) { base::for_each_number(all, f); });
  } else {
    use(range, count_of(range), [](const auto& all, const auto& f) {
      for (const auto& x : all) f(x);
    });
  }
}

// use(first, count) with the numbers of a range, copied if they do not lie in a row.
template <class Number, class Range, class Use>
void read(const Range& range, const Use& use) {
  static_assert(base::readable<Range>,
                "tapeless: a range of active numbers is needed whose memory can be read");
  const auto& data = base::settled(range);
  if (base::lies_in_a_row(data)) return use(base::first_of(data), count_of(data));
  std::vector<Number> copy;
  base::for_each_number(data, [&copy](const Number& x) { copy.push_back(x); });
  use(static_cast<const Number*>(copy.data()), copy.size());
}

// use(first) with the memory of a range, or with other memory that is copied into it afterwards.
template <class Number, class Range, class Use>
void write(Range& range, const Use& use) {
  static_assert(base::viewable<Range>,
                "tapeless: memory is needed in which the numbers lie at regular distances");
  const auto view = base::view_of(range);
  if (base::shape_of<Range>::flat || view.in_a_row()) return use(view.first);
  std::vector<Number> made(static_cast<std::size_t>(view.count()));
  use(made.data());
  const Number* from = made.data();
  view.for_each([&from](Number& x) { x = *from++; });
}

}  // namespace tapeless::taped
