// Operands of a statement that are one number.
#pragma once

#include "tapeless/tape/unfinished.hpp"

namespace tapeless::taped {

// Two neighbours may be one number, as in x * x: then they are one operand. (Not looked for in long
// statements, where it would cost more than it saves.)
template <int Count, int First>
inline constexpr bool may_be_twins = First < (Count <= 3 ? Count - 1 : 0);
template <class T, int Count>
[[gnu::always_inline]] inline bool are_twins(const unfinished<T, Count>& s, int k) {
  return s.operand[k] == s.operand[k + 1] && !is_in(s.units, k) && !is_in(s.units, k + 1);
}
template <int Twin, class T, int Count>
[[gnu::always_inline]] inline unfinished<T, Count - 1> merged(const unfinished<T, Count>& s) {
  unfinished<T, Count - 1> z;
#pragma GCC unroll 16
  for (int k = 0; k < Count - 1; ++k) {
    const int from = k <= Twin ? k : k + 1;
    z.partial[k] = k == Twin ? T(s.partial[k] + s.partial[k + 1]) : s.partial[from];
    z.operand[k] = s.operand[from];
    z.units |= moved(is_in(s.units, from), k);
  }
  return z;
}

}  // namespace tapeless::taped
