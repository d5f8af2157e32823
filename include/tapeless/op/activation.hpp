// Composite rows: each value is written with other rows, so that their parts (exp(-|x|), say) are
// computed once.
#pragma once

#include "tapeless/op/math.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless::op {

struct composite_unary : unary {
  static constexpr bool composite = true;
  static constexpr int cost = 30;
};

// 1 / (1 + exp(-x)), without overflow
struct sigmoid : composite_unary {
  static constexpr std::string_view name = "sigmoid";
  static constexpr nature is = nonnegative | bounded | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) {
    const auto e = math::exp(math::minus_size(x));
    return math::where(x < 0, e, 1) / (e + 1);
  }
  // exp(-|x|) / (1 + exp(-|x|))^2: in z (1 - z) the tails cancel
  static constexpr auto adjoint(auto g, auto x, auto z) {
    const auto of_size = math::where(x < 0, 1 - z, z);
    return grads(g * (math::exp(math::minus_size(x)) * (of_size * of_size)));
  }
};

// log(1 + exp(x)), without overflow; its derivative is sigmoid(x)
struct softplus : composite_unary {
  static constexpr std::string_view name = "softplus";
  static constexpr nature is = nonnegative | forgets;
  [[gnu::always_inline]] static constexpr auto value(auto x) {
    return math::where(x < 0, 0, x) + math::log1p(math::exp(math::minus_size(x)));
  }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(g * sigmoid::value(x)); }
};

// max(x, 0); the derivative at 0 is 0; NaN stays NaN
struct relu : composite_unary {
  static constexpr std::string_view name = "relu";
  static constexpr nature is = nonnegative | selects;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return math::where(x <= 0, 0, x); }
  static constexpr auto adjoint(auto g, auto x, auto) { return grads(math::where(x <= 0, 0, g)); }
};

// x / (1 + |x|)
struct softsign : composite_unary {
  static constexpr std::string_view name = "softsign";
  static constexpr int cost = 6;
  [[gnu::always_inline]] static constexpr auto value(auto x) { return x / (math::abs(x) + 1); }
  static constexpr auto adjoint(auto g, auto x, auto) {
    const auto more = math::abs(x) + 1;
    return grads(g / more / more);
  }
};

// x^2 / 2 where |x| <= d, and straight on from there (Huber, 1964); d > 0
struct huber : binary {
  static constexpr std::string_view name = "huber";
  static constexpr bool composite = true;
  static constexpr int cost = 6;
  [[gnu::always_inline]] static constexpr auto value(auto x, auto d) {
    const auto size = math::abs(x);
    return math::where(size <= d, x * x / 2, d * (size - d / 2));
  }
  static constexpr auto adjoint(auto g, auto x, auto d, auto) {
    const auto size = math::abs(x);
    return grads(g * math::where(size <= d, x, math::where(x < 0, -d, d)),
                 math::where(size <= d, 0, g * (size - d)));
  }
};

}  // namespace tapeless::op
