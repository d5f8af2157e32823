// Each channel with a mean and a variance that are learned: gamma (x - mean) / sqrt(variance +
// 0.001) + beta (Ioffe and Szegedy, 2015). Mean and variance are stored ones, or in training those
// of the batch (by the count, not by one less); statistics.hpp keeps these.
#pragma once

#include "tapeless/expr/statistics.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <base::text Name>
struct batch_norm {
  template <features X>
  constexpr auto operator()(X x) const {
    using literals::operator""_c;
    const auto channel = deep_axes(x);
    const auto gamma = part_input<Name, ".gamma">(channel);
    const auto beta = part_input<Name, ".beta">(channel);
    const auto mean = mean_of(x, typename X::mode{}, outer_axes(x));
    const auto variance = variance_of(x, typename X::mode{}, outer_axes(x));
    // (A variance is not negative. Said here, no derivative by it needs to be guarded.)
    const auto f = (x.formula - mean) * (gamma / sqrt(abs(variance) + 0.001_c)) + beta;
    return with_parts(
        with_formula(x, f),
        learns(begins<ones>(gamma), begins<zeros>(beta), keeps<zeros, Name, ".mean">(channel, mean),
               keeps<ones, Name, ".variance">(channel, variance)));
  }

 private:
  template <features X, class Outer>
  static constexpr auto mean_of(X x, inference, Outer) {
    return part_input<Name, ".mean">(deep_axes(x));
  }
  template <features X, class Outer>
  static constexpr auto variance_of(X x, inference, Outer) {
    return part_input<Name, ".variance">(deep_axes(x));
  }
  template <features X, class... Batch, class... Outer>
  static constexpr auto mean_of(X x, training<Batch...>, list<Outer...>) {
    return mean(x.formula, Batch{}..., Outer{}...);
  }
  template <features X, class... Batch, class... Outer>
  static constexpr auto variance_of(X x, training<Batch...>, list<Outer...>) {
    return variance(x.formula, Batch{}..., Outer{}...);
  }
};

}  // namespace network

namespace layers {

template <base::text Name>
inline constexpr network::batch_norm<Name> batch_norm{};

}  // namespace layers

}  // namespace tapeless
