// The extent of a derived axis: a formula of other extents.
#pragma once

#include <cstdint>

#include "tapeless/base/limits.hpp"

namespace tapeless::base {

// One of a graph's table of lengths: an operation on two that come before it, or a leaf.
struct length {
  enum class kind { number, extent, plus, minus, times, over, least, greatest };

  kind is = kind::number;
  std::int64_t value = 0;  // the number, or the axis
  int left = -1, right = -1;

  friend constexpr bool operator==(const length& a, const length& b) {
    return a.is == b.is && a.value == b.value && a.left == b.left && a.right == b.right;
  }
};

// Rounded down; 0 where nothing can be divided.
constexpr std::int64_t quotient(std::int64_t a, std::int64_t b) {
  if (b == 0) return 0;
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}

// What two lengths make.
constexpr std::int64_t combined(length::kind is, std::int64_t a, std::int64_t b) {
  switch (is) {
    case length::kind::plus:
      return a + b;
    case length::kind::minus:
      return a - b;
    case length::kind::times: {
      std::int64_t z = 0;
      return __builtin_mul_overflow(a, b, &z) ? most_elements + 1 : z;
    }
    case length::kind::over:
      return quotient(a, b);
    case length::kind::least:
      return a < b ? a : b;
    default:
      return a < b ? b : a;
  }
}

// A length, or -1 while one of its extents is not known. No length is less than 0.
template <class Extent>
constexpr std::int64_t value_of(const length* lengths, int which, const Extent& extent) {
  // (`known` and not -1 on the way: a difference may be negative.)
  struct found {
    std::int64_t value;
    bool known;
  };
  const auto look = [&](auto& self, int l) -> found {
    const length& n = lengths[static_cast<unsigned>(l)];
    if (n.is == length::kind::number) return {n.value, true};
    if (n.is == length::kind::extent) {
      const std::int64_t e = extent(static_cast<int>(n.value));
      return {e, e >= 0};
    }
    const found a = self(self, n.left), b = self(self, n.right);
    return {combined(n.is, a.value, b.value), a.known && b.known};
  };
  const found z = look(look, which);
  return !z.known ? -1 : z.value < 0 ? 0 : z.value;
}

}  // namespace tapeless::base
