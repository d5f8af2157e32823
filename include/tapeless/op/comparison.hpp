// Conditions, and the choice between two values. x > y is written less(y, x), and x != y is written
// negation(equal(x, y)).
#pragma once

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

struct comparison : binary {
  static constexpr bool condition = true;
};

struct less : comparison {
  static constexpr std::string_view name = "less";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return math::less(x, y); }
};

struct less_equal : comparison {
  static constexpr std::string_view name = "less_equal";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::less_equal(x, y);
  }
};

struct equal : comparison {
  static constexpr std::string_view name = "equal";
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return math::equal(x, y); }
};

// Neither infinite nor NaN.
struct finite : unary {
  static constexpr std::string_view name = "finite";
  static constexpr bool condition = true;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::is_finite(x); }
};

struct connective : comparison {
  static constexpr bool of_conditions = true;
};

struct both : connective {
  static constexpr std::string_view name = "both";
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return x && y; }
};

struct either : connective {
  static constexpr std::string_view name = "either";
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return x || y; }
};

struct negation : unary {
  static constexpr std::string_view name = "not";
  static constexpr bool condition = true;
  static constexpr bool of_conditions = true;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return !x; }
};

// x ? y : w. The compiler's adjoint pass masks where the branches re-join, so nothing leaks from
// the branch not taken.
struct where : ternary {
  static constexpr std::string_view name = "where";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y, auto w) {
    return math::where(x, y, w);
  }
  static constexpr auto adjoint(auto g, auto x, auto, auto, auto) {
    return grads(math::where(x, g, 0), math::where(x, 0, g));
  }
};

// x where a condition holds, else 0: an ordinary function of x. So unlike where(c, x, 0) its 0 is
// not kept from what is infinite further back (but for what pass/singular.hpp knows of), which
// would cost a look at each element there.
struct chosen : binary {
  static constexpr std::string_view name = "chosen";
  static constexpr bool composite = true;
  static constexpr nature is = selects;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto c) {
    return math::where(c, x, 0);
  }
  static constexpr auto adjoint(auto g, auto, auto c, auto) {
    return grads(math::where(c, g, 0), 0 * g);
  }
};

// A product x, but 0 where a factor of it is 0: 0 times anything is 0 in the chain rule
// (docs/numerics.md). Where x is finite it is 0 anyway, and the derivative is x's.
struct unless_zero : binary {
  static constexpr std::string_view name = "unless_zero";
  static constexpr auto is_dropped(auto x, auto factor) {
    return factor == 0 && !math::is_finite(x);
  }
  [[gnu::always_inline]] static constexpr auto value(auto x, auto factor) {
    return math::where(factor == 0, 0, x);
  }
  static constexpr auto adjoint(auto g, auto x, auto factor, auto) {
    return grads(math::where(is_dropped(x, factor), 0, g), 0 * g);
  }
};

}  // namespace tapeless::op
