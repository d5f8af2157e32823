// Flow between the points of a grid whose conductivity depends on the state: what comes to each
// inner point from its four neighbours is its residual.
#pragma once

#include "tapeless/tapeless.hpp"

namespace tapeless::tests::grid {

using namespace tapeless::literals;

inline constexpr auto i = axis<"i">;
inline constexpr auto j = axis<"j">;
inline constexpr auto a = axis<"a">(extent(i) - 2_c);
inline constexpr auto b = axis<"b">(extent(j) - 2_c);
inline constexpr auto u = input<"u">(i, j);
inline constexpr auto c = input<"c">(i, j);
inline constexpr auto k = c * (1_c + square(u));
inline constexpr auto flow = [](auto da, auto db) {
  const auto there = at(k, i = a + da, j = b + db);
  const auto here = at(k, i = a + 1_c, j = b + 1_c);
  return (there + here) * (u(a + da, b + db) - u(a + 1_c, b + 1_c));
};
inline constexpr auto residual = flow(0_c, 1_c) + flow(2_c, 1_c) + flow(1_c, 0_c) + flow(1_c, 2_c);

}  // namespace tapeless::tests::grid
