// What is done to each number by itself, and to the numbers of a channel: as layers, x | relu, and
// of formulas as ever, relu(f).
#pragma once

#include "tapeless/expr/softmax.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

// A layer from a function of formulas. (What is no features is passed on: numbers of a tape, too.)
template <class Function>
struct elementwise {
  template <class X>
  constexpr auto operator()(const X& x) const {
    if constexpr (features<X>) return with_formula(x, Function::of(x.formula));
    else return Function::of(x);
  }
};

struct relu {
  static constexpr auto of(const auto& x) { return tapeless::relu(x); }
};
// Between 0 and 6.
struct relu6 {
  static constexpr auto of(const auto& x) { return min(tapeless::relu(x), whole_constant<6>()); }
};
// x sigmoid(x)
struct silu {
  static constexpr auto of(const auto& x) { return x * sigmoid(x); }
};
// x times the normal distribution's integral up to x, as Hendrycks and Gimpel (2016) approximate
// it.
struct gelu {
  static constexpr auto of(const auto& x) {
    using literals::operator""_c;
    const auto inner = 0.7978845608028654_c * (x + 0.044715_c * x * square(x));  // sqrt(2 / pi)
    return x * sigmoid(2_c * inner);
  }
};

struct softmax {
  template <features X>
  constexpr auto operator()(X x) const {
    return []<class... Axes>(X of, list<Axes...>) {
      return with_formula(of, tapeless::softmax(of.formula, Axes{}...));
    }(x, deep_axes(x));
  }
  template <expr::operand F, expr::axis... Over>
  constexpr auto operator()(F f, Over... over) const {
    return tapeless::softmax(f, over...);
  }
};

}  // namespace network

namespace layers {

inline constexpr network::elementwise<network::relu> relu{};
inline constexpr network::elementwise<network::relu6> relu6{};
inline constexpr network::elementwise<network::silu> silu{};
inline constexpr network::elementwise<network::gelu> gelu{};

// Over the channel, or over all axes after flatten.
inline constexpr network::softmax softmax{};

}  // namespace layers

// -log of the probability of a label, or of probabilities, along the axis of the logits.
template <network::features X, class Target>
constexpr auto cross_entropy(X x, Target target) {
  static_assert(X::deep == 1, "tapeless: cross_entropy() is along one axis of logits");
  return cross_entropy(x.formula, target, network::item<0, decltype(deep_axes(x))>{});
}

}  // namespace tapeless
