// How a statement is recorded where speed does not matter.
#pragma once

#include <utility>

#include "tapeless/tape/recording.hpp"
#include "tapeless/tape/unfinished.hpp"

namespace tapeless::taped {

// Some operands are passive or far, or the memory is full. (One parameter for each number: an array
// would have to be in memory also where speed matters.)
template <class T, int Count>
struct slowly {
  template <int... K>
  struct with {
    template <class X, int>
    using each = X;

    [[gnu::cold, gnu::noinline]] static index record(each<T, K>... partial,
                                                     each<index, K>... operand) {
      if ((operand | ...) == 0) return 0;
      T partials[] = {partial...};
      index operands[] = {operand...};
      const index made = writing<T>().statement({partials, operands, Count});
      return made == 0 ? 0 : made | unread;
    }
    [[gnu::cold, gnu::noinline]] static bool add(index target, each<T, K>... partial,
                                                 each<index, K>... operand) {
      T partials[] = {partial...};
      index operands[] = {operand...};
      return writing<T>().addition(target, {partials, operands, Count});
    }
  };

  template <int... K>
  [[gnu::always_inline]] static index record(const unfinished<T, Count>& s,
                                             std::integer_sequence<int, K...>) {
    return with<K...>::record(s.partial[K]..., s.operand[K]...);
  }
  template <int... K>
  [[gnu::always_inline]] static bool add(index target, const unfinished<T, Count>& s,
                                         std::integer_sequence<int, K...>) {
    return with<K...>::add(target, s.partial[K]..., s.operand[K]...);
  }
};

}  // namespace tapeless::taped
