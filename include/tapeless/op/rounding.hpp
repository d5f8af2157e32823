// Whole numbers near a number, and what is left of it.
#pragma once

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

// A function of steps: its derivative is 0 wherever there is one. On the tape and in duals it is a
// plain number.
struct staircase : unary {
  static constexpr int cost = 4;
  static constexpr auto adjoint(auto, auto, auto) { return grads(0); }
};

struct floor : staircase {
  static constexpr std::string_view name = "floor";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::floor(x); }
};
struct ceil : staircase {
  static constexpr std::string_view name = "ceil";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::ceil(x); }
};
// (Halves away from 0.)
struct round : staircase {
  static constexpr std::string_view name = "round";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::round(x); }
};
struct trunc : staircase {
  static constexpr std::string_view name = "trunc";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::trunc(x); }
};

// x less a whole multiple of y: of the quotient towards 0 (as %), or the nearest.
struct leftover : binary {
  static constexpr int cost = 20;
  static constexpr auto adjoint(auto g, auto x, auto y, auto z) {
    return grads(g, g * ((z - x) / y));
  }
};
struct fmod : leftover {
  static constexpr std::string_view name = "fmod";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return math::fmod(x, y); }
};
struct remainder : leftover {
  static constexpr std::string_view name = "remainder";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::remainder(x, y);
  }
};

}  // namespace tapeless::op
