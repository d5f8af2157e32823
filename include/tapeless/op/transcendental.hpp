#pragma once

#include <cstdint>

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

struct transcendental : unary {
  static constexpr int cost = 20;
};

struct exp : transcendental {
  static constexpr std::string_view name = "exp";
  static constexpr nature is = nonnegative | pole | forgets;
  static constexpr auto value(auto x) { return math::exp(x); }
  static constexpr auto adjoint(auto g, auto, auto z) { return grads(g * z); }
};

struct log : transcendental {
  static constexpr std::string_view name = "log";
  static constexpr nature is = pole;
  static constexpr auto value(auto x) { return math::log(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / x); }
};

// log(1 + x)
struct log1p : transcendental {
  static constexpr std::string_view name = "log1p";
  static constexpr nature is = pole;
  static constexpr auto value(auto x) { return math::log1p(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / (x + 1)); }
};

// exp(x) - 1
struct expm1 : transcendental {
  static constexpr std::string_view name = "expm1";
  static constexpr nature is = pole | forgets;
  static constexpr auto value(auto x) { return math::expm1(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::exp(x)); }
};

struct sin : transcendental {
  static constexpr std::string_view name = "sin";
  static constexpr nature is = bounded;
  static constexpr auto value(auto x) { return math::sin(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * math::cos(x)); }
};

struct cos : transcendental {
  static constexpr std::string_view name = "cos";
  static constexpr nature is = bounded;
  static constexpr auto value(auto x) { return math::cos(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(-(g * math::sin(x))); }
};

struct tan : transcendental {
  static constexpr std::string_view name = "tan";
  static constexpr auto value(auto x) { return math::tan(x); }
  static constexpr auto adjoint(auto g, auto, auto z) { return grads(g * (z * z + 1)); }
};

struct tanh : transcendental {
  static constexpr std::string_view name = "tanh";
  static constexpr nature is = bounded | forgets;
  static constexpr auto value(auto x) { return math::tanh(x); }
  // 1 / cosh(x)^2 as exp(-2 |x|) (1 + |z|)^2: in 1 - z^2 the tails cancel
  static constexpr auto adjoint(auto g, auto x, auto z) {
    const auto one_more = math::abs(z) + 1;
    return grads(g * (math::exp(-2 * math::abs(x)) * (one_more * one_more)));
  }
};

struct asin : transcendental {
  static constexpr std::string_view name = "asin";
  static constexpr nature is = bounded | steep;
  static constexpr auto value(auto x) { return math::asin(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(g / math::sqrt((1 - x) * (1 + x)));
  }
};

struct acos : transcendental {
  static constexpr std::string_view name = "acos";
  static constexpr nature is = bounded | steep | nonnegative;
  static constexpr auto value(auto x) { return math::acos(x); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    return grads(-(g / math::sqrt((1 - x) * (1 + x))));
  }
};

struct atan : transcendental {
  static constexpr std::string_view name = "atan";
  static constexpr nature is = bounded | forgets;
  static constexpr auto value(auto x) { return math::atan(x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g / (x * x + 1)); }
};

// x to the power y. A constant whole y is multiplied out and never goes through log
// (ir/builder.hpp). Where x is not positive the derivative by y is 0, as TensorFlow has it.
struct pow : binary {
  static constexpr std::string_view name = "pow";
  static constexpr nature is = pole | steep | forgets;
  static constexpr int cost = 60;
  static constexpr auto value(auto x, auto y) { return math::pow(x, y); }
  // y z / x; where z is 0, infinite or subnormal, y times the power y - 1 (whose exponent is rounded)
  static constexpr auto by_base(auto g, auto x, auto y, auto z) {
    constexpr auto large = std::int64_t{1} << 60;
    const auto part = z / large;
    const auto ordinary = part * large == z && part != 0 && math::is_finite(part);
    const auto one_less = math::where(ordinary, z / x, math::pow(x, y - 1));
    return math::where(y == 0, 0, g * (y * one_less));
  }
  static constexpr auto by_exponent(auto g, auto x, auto z) {
    return math::where(x > 0, g * (z * math::log(x)), 0);
  }
  static constexpr auto adjoint(auto g, auto x, auto y, auto z) {
    return grads(by_base(g, x, y, z), by_exponent(g, x, z));
  }
};

}  // namespace tapeless::op
