// Loops over the operands of one statement.
#pragma once

#include <utility>

namespace tapeless::taped {

// f(0), ..., f(Count - 1), written out: -O2 does not unroll, and what is known of each operand has
// to be a constant. (f is to be inlined always.)
template <class F, int... K>
[[gnu::always_inline]] inline void written_out(const F& f, std::integer_sequence<int, K...>) {
  (f(K), ...);
}
template <int Count, class F>
[[gnu::always_inline]] inline void written_out(const F& f) {
  written_out(f, std::make_integer_sequence<int, Count>());
}

}  // namespace tapeless::taped
