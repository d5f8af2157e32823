#pragma once

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

struct neg : unary {
  static constexpr std::string_view name = "neg";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return -x; }
  static constexpr auto adjoint(auto g, auto, auto) { return grads(-g); }
};

struct add : binary {
  static constexpr std::string_view name = "add";
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return x + y; }
  static constexpr auto adjoint(auto g, auto, auto, auto) { return grads(g, g); }
};

struct sub : binary {
  static constexpr std::string_view name = "sub";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return x - y; }
  static constexpr auto adjoint(auto g, auto, auto, auto) { return grads(g, -g); }
};

struct mul : binary {
  static constexpr std::string_view name = "mul";
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return x * y; }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) { return grads(g * y, g * x); }
};

struct div : binary {
  static constexpr std::string_view name = "div";
  static constexpr nature is = pole | forgets;
  static constexpr int cost = 4;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return x / y; }
  static constexpr auto adjoint(auto g, auto, auto y, auto z) { return grads(g / y, -(g / y * z)); }
};

struct square : unary {
  static constexpr std::string_view name = "square";
  static constexpr nature is = nonnegative;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return x * x; }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(2 * g * x); }
};

// The derivative at 0 is +infinity, as IEEE 1/0 says.
struct sqrt : unary {
  static constexpr std::string_view name = "sqrt";
  static constexpr nature is = nonnegative | steep;
  static constexpr int cost = 6;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::sqrt(x); }
  static constexpr auto adjoint(auto g, auto, auto z) { return grads(g / (2 * z)); }
};

// x^3
struct cube : unary {
  static constexpr std::string_view name = "cube";
  static constexpr int cost = 2;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return x * x * x; }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(3 * g * (x * x)); }
};

// The derivative at 0 is +infinity.
struct cbrt : unary {
  static constexpr std::string_view name = "cbrt";
  static constexpr nature is = steep;
  static constexpr int cost = 20;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::cbrt(x); }
  static constexpr auto adjoint(auto g, auto x, auto z) {
    return grads(g * math::where(x == 0, 1 / math::abs(x), z / x / 3));
  }
};

// sqrt(x^2 + y^2), without overflow on the way. The derivatives at 0 are 0.
struct hypot : binary {
  static constexpr std::string_view name = "hypot";
  static constexpr nature is = nonnegative;
  static constexpr bool commutative = true;
  static constexpr int cost = 10;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return math::hypot(x, y); }
  static constexpr auto adjoint(auto g, auto x, auto y, auto z) {
    return grads(math::where(z == 0, 0, g * (x / z)), math::where(z == 0, 0, g * (y / z)));
  }
};

// -1, 0 or 1; NaN stays NaN.
struct sign : unary {
  static constexpr std::string_view name = "sign";
  static constexpr nature is = bounded;
  [[gnu::always_inline]] static constexpr auto value(auto x) {
    return math::where(math::of_numbers(x < 0, x), -1,
                       math::where(math::of_numbers(x > 0, x), 1, x));
  }
  static constexpr auto adjoint(auto, auto, auto) { return grads(0); }
};

// The derivative at 0 is 0.
struct abs : unary {
  static constexpr std::string_view name = "abs";
  static constexpr nature is = nonnegative;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::abs(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(math::where(x < 0, -g, math::where(x == 0, 0, g)));
  }
};

// Equal operands share the gradient; NaN wins.
struct max : binary {
  static constexpr std::string_view name = "max";
  static constexpr nature is = selects;
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::where(math::is_nan(x) || math::less(y, x), x, y);
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) {
    return grads(math::where(x > y, g, math::where(x == y, g / 2, 0)),
                 math::where(y > x, g, math::where(x == y, g / 2, 0)));
  }
};

struct min : binary {
  static constexpr std::string_view name = "min";
  static constexpr nature is = selects;
  static constexpr bool commutative = true;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::where(math::is_nan(x) || math::less(x, y), x, y);
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) {
    return grads(math::where(x < y, g, math::where(x == y, g / 2, 0)),
                 math::where(y < x, g, math::where(x == y, g / 2, 0)));
  }
};

// As max and min, but a number beside a NaN wins.
struct fmax : max {
  static constexpr std::string_view name = "fmax";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::where(math::is_nan(y) || math::less(y, x), x, y);
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) {
    return grads(math::where(math::is_nan(y) || x > y, g, math::where(x == y, g / 2, 0)),
                 math::where(math::is_nan(y) || x > y, 0, math::where(x == y, g / 2, g)));
  }
};

struct fmin : min {
  static constexpr std::string_view name = "fmin";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::where(math::is_nan(y) || math::less(x, y), x, y);
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto) {
    return grads(math::where(math::is_nan(y) || x < y, g, math::where(x == y, g / 2, 0)),
                 math::where(math::is_nan(y) || x < y, 0, math::where(x == y, g / 2, g)));
  }
};

// The size of x with the sign of y.
struct copysign : binary {
  static constexpr std::string_view name = "copysign";
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) {
    return math::copysign(x, y);
  }
  static constexpr auto adjoint(auto g, auto x, auto, auto z) {
    return grads(math::where(x == z, g, -g), 0 * g);
  }
};

}  // namespace tapeless::op
