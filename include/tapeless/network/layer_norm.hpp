// Each sample by itself: gamma (x - mean) / sqrt(variance + 0.001) + beta, over the channel, or
// over all axes after flatten (Ba et al., 2016).
#pragma once

#include "tapeless/expr/statistics.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <base::text Name>
struct layer_norm {
  template <features X>
  constexpr auto operator()(X x) const {
    return apply(x, deep_axes(x));
  }

 private:
  template <features X, class... Deep>
  static constexpr auto apply(X x, list<Deep...> deep) {
    using literals::operator""_c;
    const auto gamma = part_input<Name, ".gamma">(deep);
    const auto beta = part_input<Name, ".beta">(deep);
    const auto f = tapeless::layer_norm(x.formula, 0.001_c, Deep{}...) * gamma + beta;
    return with_parts(with_formula(x, f), learns(begins<ones>(gamma), begins<zeros>(beta)));
  }
};

}  // namespace network

namespace layers {

template <base::text Name>
inline constexpr network::layer_norm<Name> layer_norm{};

}  // namespace layers

}  // namespace tapeless
