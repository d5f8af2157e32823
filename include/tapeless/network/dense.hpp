// Every output from every input. The kernel is [in][out]; after flatten, `in` is all axes of a
// sample, which lie in a row just so.
#pragma once

#include "tapeless/network/features.hpp"

namespace tapeless {

namespace network {

template <base::text Name, int Units>
struct dense {
  template <features X>
  constexpr auto operator()(X x) const {
    return apply(x, deep_axes(x));
  }

 private:
  template <features X, class... In>
  static constexpr auto apply(X x, list<In...> in) {
    using out = expr::named_axis<joined<Name, ".unit">, Units>;
    const auto kernel = part_input<Name, ".kernel">(list<In..., out>{});
    const auto bias = part_input<Name, ".bias">(list<out>{});
    const auto f = sum(x.formula * kernel, In{}...) + bias;
    return with_parts(with_axes(with_formula(x, f), outer_axes(x) + list<out>{}),
                      learns(begins<spread<elements_of(in), Units>>(kernel), begins<zeros>(bias)));
  }
};

// All axes of a sample as one, row-major. (Nothing is moved: dense reads along all of them.)
struct flatten {
  template <class Formula, class... Axes, int Deep, class Mode, class Parts>
  constexpr auto operator()(features_of<Formula, list<Axes...>, Deep, Mode, Parts>) const {
    return features_of<Formula, list<Axes...>, sizeof...(Axes), Mode, Parts>{};
  }
};

}  // namespace network

namespace layers {

// dense<"dense1", 512>: 512 units, and a bias.
template <base::text Name, int Units>
inline constexpr network::dense<Name, Units> dense{};

inline constexpr network::flatten flatten{};

}  // namespace layers

}  // namespace tapeless
