#pragma once

#include <cstdint>

#include "tapeless/op/careful.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

struct transcendental : unary {
  static constexpr int cost = 20;
};

struct exp : transcendental {
  static constexpr std::string_view name = "exp";
  static constexpr nature is = nonnegative | pole | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::exp(x); }
  static constexpr auto adjoint(auto g, auto, auto z) { return grads(g * z); }
};

struct log : transcendental {
  static constexpr std::string_view name = "log";
  static constexpr nature is = pole;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::log(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / x); }
};

// log(1 + x)
struct log1p : transcendental {
  static constexpr std::string_view name = "log1p";
  static constexpr nature is = pole;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::log1p(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / (x + 1)); }
};

// exp(x) - 1
struct expm1 : transcendental {
  static constexpr std::string_view name = "expm1";
  static constexpr nature is = pole | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::expm1(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::exp(x)); }
};

// Powers of another base than e, and logarithms to it.
template <int Base>
struct exp_of_base : exp {
  template <class Z>
  static constexpr auto adjoint(auto g, auto, Z z) {
    return grads(g * (z * math::constant<Z>(math::log_of<Base>)));
  }
};
template <int Base>
struct log_to_base : log {
  template <class X>
  static constexpr auto adjoint(auto g, X x, auto) {
    return grads(g / (x * math::constant<X>(math::log_of<Base>)));
  }
};

struct exp2 : exp_of_base<2> {
  static constexpr std::string_view name = "exp2";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::exp2(x); }
};

struct exp10 : exp_of_base<10> {
  static constexpr std::string_view name = "exp10";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::exp10(x); }
};

struct log2 : log_to_base<2> {
  static constexpr std::string_view name = "log2";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::log2(x); }
};

struct log10 : log_to_base<10> {
  static constexpr std::string_view name = "log10";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::log10(x); }
};

struct sin : transcendental {
  static constexpr std::string_view name = "sin";
  static constexpr nature is = bounded;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::sin(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::cos(x)); }
};

struct cos : transcendental {
  static constexpr std::string_view name = "cos";
  static constexpr nature is = bounded;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::cos(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(-(g * math::sin(x))); }
};

struct tan : transcendental {
  static constexpr std::string_view name = "tan";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::tan(x); }
  static constexpr auto adjoint(auto g, auto, auto z) { return grads(g * (z * z + 1)); }
};

// What tanh(x) and its derivative are computed from in packs is exp(|x|) - 1, once for both.
struct tanh_by_growth : binary {
  static constexpr std::string_view name = "tanh_by_growth";
  static constexpr nature is = bounded | forgets;
  static constexpr int cost = 10;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto h) {
    return math::tanh_by_growth(x, h);
  }
  static constexpr auto adjoint(auto g, auto, auto h, auto) {
    return grads(g * math::tanh_slope_by_growth(h), 0 * g);
  }
};
// 1 - z^2 where z is tanh(x); in the tails that would cancel.
struct tanh_slope : binary {
  static constexpr std::string_view name = "tanh_slope";
  static constexpr nature is = nonnegative | bounded | forgets;
  static constexpr int cost = 10;
  [[gnu::always_inline]] static constexpr auto value(auto, auto h) {
    return math::tanh_slope_by_growth(h);
  }
  static constexpr auto adjoint(auto g, auto z, auto, auto) { return grads(-2 * (g * z), 0 * g); }
};

struct tanh : transcendental {
  static constexpr std::string_view name = "tanh";
  static constexpr bool composite = true;
  static constexpr nature is = bounded | forgets;
  template <class X>
  [[gnu::always_inline]] static constexpr auto value(X x) {
    if constexpr (std::is_floating_point_v<X>) return math::tanh(x);
    else return math::tanh_by_growth(x, math::expm1(math::abs(x)));
  }
  static constexpr auto adjoint(auto g, auto x, auto z) {
    return grads(g * math::tanh_slope(x, z));
  }
};

struct asin : transcendental {
  static constexpr std::string_view name = "asin";
  static constexpr nature is = bounded | steep;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::asin(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(g / math::sqrt((1 - x) * (1 + x)));
  }
};

struct acos : transcendental {
  static constexpr std::string_view name = "acos";
  static constexpr nature is = bounded | steep | nonnegative;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::acos(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(-(g / math::sqrt((1 - x) * (1 + x))));
  }
};

struct atan : transcendental {
  static constexpr std::string_view name = "atan";
  static constexpr nature is = bounded | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::atan(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / (x * x + 1)); }
};

// The angle of the point (x, y), from -pi to pi. At the origin its derivatives are 0.
struct atan2 : binary {
  static constexpr std::string_view name = "atan2";
  static constexpr nature is = bounded | steep | forgets;
  static constexpr int cost = 40;
  [[gnu::always_inline]] static constexpr auto value(auto y, auto x) { return math::atan2(y, x); }
  static constexpr auto adjoint(auto g, auto y, auto x, auto) {
    const auto r = math::hypot(x, y);
    return grads(math::where(r == 0, 0, g * (x / r / r)),
                 math::where(r == 0, 0, -(g * (y / r / r))));
  }
};

struct sinh : transcendental {
  static constexpr std::string_view name = "sinh";
  static constexpr nature is = pole | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::sinh(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::cosh(x)); }
};

struct cosh : transcendental {
  static constexpr std::string_view name = "cosh";
  static constexpr nature is = nonnegative | pole | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::cosh(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::sinh(x)); }
};

// (The derivatives are products of roots, or a hypot: squares would overflow.)
struct asinh : transcendental {
  static constexpr std::string_view name = "asinh";
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::asinh(x); }
  template <class X>
  static constexpr auto adjoint(auto g, X x, auto) {
    return grads(g / math::hypot(x, math::constant<X>(1)));
  }
};

struct acosh : transcendental {
  static constexpr std::string_view name = "acosh";
  static constexpr nature is = nonnegative | steep;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::acosh(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(g / (math::sqrt(x - 1) * math::sqrt(x + 1)));
  }
};

struct atanh : transcendental {
  static constexpr std::string_view name = "atanh";
  static constexpr nature is = pole;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::atanh(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / ((1 - x) * (1 + x))); }
};

// x to the power y. A constant whole y is multiplied out and never goes through log
// (ir/builder.hpp). Where x is not positive the derivative by y is 0, as TensorFlow has it.
struct pow : binary {
  static constexpr std::string_view name = "pow";
  static constexpr nature is = pole | steep | forgets;
  static constexpr int cost = 60;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto y) { return math::pow(x, y); }
  // Whether z has all of its digits: it is not 0, infinite or subnormal.
  static constexpr auto is_whole(auto z) {
    constexpr auto large = std::int64_t{1} << 60;
    const auto part = z / large;
    return part * large == z && part != 0 && math::is_finite(part);
  }
  // The root of |x| to the power y: where z has lost digits, it has them.
  static constexpr auto half(auto x, auto y) { return math::pow(math::abs(x), y / 2); }

  // y z / x. At 0 the powers of x are written so that their derivatives are right, too.
  static constexpr auto by_base(auto g, auto x, auto y, auto z) {
    const auto size = math::abs(x);
    const auto h = half(x, y);
    const auto quotient = z / x;
    const auto careful = math::where(quotient < 0, -(h / size * h), h / size * h);
    const auto near_0 = x + size;  // (not -0)
    const auto above_1 = math::where(y == 2, x, math::where(y < 2, math::sqrt(near_0), 0));
    const auto at_0 = math::where(y == 1, 1, math::where(y < 1, 1 / near_0, above_1));
    const auto one_less =
        math::where(x == 0, at_0, math::where(is_whole(z) || z != z, quotient, careful));
    return math::with_factor(y, g * (y * one_less));
  }
  static constexpr auto by_exponent(auto g, auto x, auto y, auto z) {
    const auto h = half(x, y);
    const auto log = math::log(x);
    return math::where(x > 0, g * math::where(is_whole(z), z * log, h * log * h), 0);
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto z) {
    return grads(by_base(g, x, y, z), by_exponent(g, x, y, z));
  }
};

}  // namespace tapeless::op
