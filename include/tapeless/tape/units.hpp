// Derivatives that are not stored, because they can only be 1 or -1.
#pragma once

#include "tapeless/tape/entry.hpp"

namespace tapeless::taped {

// Which operands of a statement have a derivative that can only be 1 or -1, a bit for each: it need
// not be stored. (Not of the type, so that `c ? x * y : x - y` has one; the compiler knows anyway.)
using unit_set = uint32_t;
inline constexpr unit_set all_units = (unit_set{1} << most_units) - 1;
[[gnu::always_inline]] constexpr bool is_in(unit_set s, int k) {
  return k < static_cast<int>(most_units) && (s >> k & 1) != 0;
}
[[gnu::always_inline]] constexpr unit_set moved(unit_set s, int by) {
  return by < static_cast<int>(most_units) ? s << by & all_units : 0;
}

}  // namespace tapeless::taped
