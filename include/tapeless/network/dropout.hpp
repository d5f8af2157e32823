// Dropout (Srivastava et al., 2014): in training a share of the numbers is 0, another share each
// time, and the others are larger by as much, so that sums stay what they were. In inference it
// does nothing. Which they are is a function of a seed and of where they stand (expr/random.hpp):
// the same for any number of threads, and in the gradient.
#pragma once

#include "tapeless/expr/random.hpp"
#include "tapeless/network/features.hpp"

namespace tapeless {

namespace layers {

// A whole number that is another one in each step of training: fit(theta, dropout_seed = step,
// ...).
inline constexpr auto dropout_seed = input<"dropout.seed">;

}  // namespace layers

namespace network {

template <class Rate>
struct dropout {
  template <features X>
  constexpr auto operator()(X x) const {
    return drop(x, typename X::mode{}, typename X::axes{});
  }

 private:
  template <features X, class Axes>
  static constexpr auto drop(X x, inference, Axes) {
    return x;
  }
  template <features X, class... Batch, class... Axes>
  static constexpr auto drop(X x, training<Batch...>, list<Axes...>) {
    using literals::operator""_c;
    // (Each layer has a stream of its own: it goes by what flows into it.)
    constexpr std::int64_t stream = decltype(X::formula)::term.hash % (1 << 20);
    const auto key = expr::key_of(layers::dropout_seed, whole_constant<stream>());
    const auto random = expr::uniform_by(key, Batch{}..., Axes{}...);
    return with_formula(x, expr::chosen(x.formula, Rate{} <= random) * (1_c / (1_c - Rate{})));
  }
};

}  // namespace network

namespace layers {

// dropout(0.25_c): a quarter is 0 in training.
template <expr::formula Rate>
constexpr auto dropout(Rate) {
  return network::dropout<Rate>{};
}

}  // namespace layers

}  // namespace tapeless
