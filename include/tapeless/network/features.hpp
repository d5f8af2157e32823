// What flows from layer to layer: a formula, the axes of one sample in order, and what was made on
// the way. Other axes of the formula are those of a batch; a layer that does not ask for them works
// for any.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <type_traits>

#include "tapeless/expr/axes_of.hpp"
#include "tapeless/expr/functions.hpp"
#include "tapeless/network/part.hpp"

namespace tapeless {

// A base in this namespace, so that wrt(x), x | layer and the like are found without `using`.
struct any_features {};

namespace network {

template <class X>
concept features = std::derived_from<X, any_features>;

// How statistics over a batch are found: from what was stored, or from the batch itself, whose
// samples lie along these axes.
struct inference {};
template <class... Axes>
struct training {};

// The last `Deep` axes are what a layer like dense sees as one: the channel, or all of them after
// flatten. An empty type, like its formula.
template <class Formula, class Axes, int Deep = 1, class Mode = inference, class Parts = list<>>
struct features_of : any_features {
  static constexpr Formula formula{};
  static constexpr int deep = Deep;
  using axes = Axes;
  using mode = Mode;
  using parts = Parts;
};

// The same with another formula along the same axes, or along others.
template <class Formula, class Axes, int Deep, class Mode, class Parts, expr::formula F>
constexpr auto with_formula(features_of<Formula, Axes, Deep, Mode, Parts>, F) {
  return features_of<F, Axes, Deep, Mode, Parts>{};
}
template <class Formula, class Axes, int Deep, class Mode, class Parts, class... Others>
constexpr auto with_axes(features_of<Formula, Axes, Deep, Mode, Parts>, list<Others...>) {
  return features_of<Formula, list<Others...>, 1, Mode, Parts>{};
}
template <class Formula, class Axes, int Deep, class Mode, class Parts, class... More>
constexpr auto with_parts(features_of<Formula, Axes, Deep, Mode, Parts>, list<More...> more) {
  return features_of<Formula, Axes, Deep, Mode, decltype(together(Parts{}, more))>{};
}

// The axes that are one to a layer, and those before them.
template <features X>
constexpr auto deep_axes(X) {
  return after<size_of<typename X::axes> - X::deep>(typename X::axes{});
}
template <features X>
constexpr auto outer_axes(X) {
  return before<size_of<typename X::axes> - X::deep>(typename X::axes{});
}

// The product of their extents.
template <class... Axes>
constexpr std::int64_t elements_of(list<Axes...>) {
  return (std::int64_t{1} * ... * Axes::info.extent);
}

// A formula along other axes of the same extents.
template <expr::formula F, class... From, class... To>
constexpr auto renamed(F f, list<From...>, list<To...>) {
  if constexpr (std::is_same_v<list<From...>, list<To...>>) {
    return f;
  } else {
    constexpr bool fits = [] {
      if constexpr (sizeof...(From) != sizeof...(To)) return false;
      else return ((From::info.extent == To::info.extent) && ...);
    }();
    static_assert(fits,
                  "tapeless: features that are added have axes of the same extents, in order");
    return at(f, expr::place_binding<From, expr::index_of<To>>{}...);
  }
}

// A whole number in a formula.
template <std::int64_t Number>
constexpr auto whole_constant() {
  return expr::constant<std::bit_cast<std::uint64_t>(static_cast<double>(Number))>{};
}

}  // namespace network

// What a network begins with: features(pixels, row, column, channel). The extents are declared, as
// in axis<"row", 128>.
template <expr::formula Formula, expr::axis... Axes>
constexpr auto features(Formula, Axes...) {
  static_assert(sizeof...(Axes) > 0, "tapeless: features() names the axes of one sample, in order");
  static_assert((expr::has_axis<Formula, Axes> && ...),
                "tapeless: features() names axes that the formula has");
  static_assert(((Axes::info.extent >= 0) && ...),
                "tapeless: layers need extents that the compiler knows: give axes their lengths");
  return network::features_of<Formula, network::list<Axes...>>{};
}

// The same for training: statistics come from the batch, whose samples lie along these axes.
template <class Formula, class Axes, int Deep, class Mode, class Parts, expr::axis... Batch>
constexpr auto training(network::features_of<Formula, Axes, Deep, Mode, Parts>, Batch...) {
  static_assert((expr::has_axis<Formula, Batch> && ...),
                "tapeless: training() names axes of the batch, which the formula has");
  return network::features_of<Formula, Axes, Deep, network::training<Batch...>, Parts>{};
}

// x | layer is layer(x); anything that takes features and returns them is a layer.
template <network::features X, class Layer>
constexpr auto operator|(X x, Layer layer) {
  return layer(x);
}

// Two ways that meet again, as around a block of residuals. Their axes have the same extents, in
// order; the result is along those of the first.
template <network::features X, network::features Y>
constexpr auto operator+(X x, Y y) {
  static_assert(std::is_same_v<typename X::mode, typename Y::mode>,
                "tapeless: features that are added are both for training, or neither");
  const auto other = network::renamed(y.formula, typename Y::axes{}, typename X::axes{});
  return with_parts(with_formula(x, x.formula + other), typename Y::parts{});
}

}  // namespace tapeless
