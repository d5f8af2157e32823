// Whole numbers that subscripts are made of, where they are not affine: what inputs of whole
// numbers hold, products of steps, quotients and remainders.
#pragma once

#include <cstdint>

#include "tapeless/base/length.hpp"
#include "tapeless/ir/axis_set.hpp"
#include "tapeless/ir/index_list.hpp"

namespace tapeless::ir {

// One of a graph's table of them: an operation on two that come before it, or a leaf. (Quotients
// are rounded down, and a remainder is never negative.)
struct whole {
  enum class kind { number, step, extent, read, plus, minus, times, over, rest };

  kind is = kind::number;
  std::int64_t value = 0;  // the number, the axis, or the input
  int left = -1, right = -1;
  index_list index{};  // how an input is walked
  axis_set axes{};

  friend constexpr bool operator==(const whole& a, const whole& b) {
    return a.is == b.is && a.value == b.value && a.left == b.left && a.right == b.right &&
           a.index == b.index;
  }
};

using base::quotient;

// What two of them make.
constexpr std::int64_t combined(whole::kind is, std::int64_t a, std::int64_t b) {
  switch (is) {
    case whole::kind::plus:
      return a + b;
    case whole::kind::minus:
      return a - b;
    case whole::kind::times:
      return a * b;
    case whole::kind::over:
      return quotient(a, b);
    default:
      return a - b * quotient(a, b);
  }
}

}  // namespace tapeless::ir
