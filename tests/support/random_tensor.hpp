// Formulas with their axes, as grown at compile time.
#pragma once

#include "random_formula.hpp"

namespace tapeless::tests::growing {

using namespace literals;

// The axes are a set of bits.
template <class Formula, unsigned Axes>
struct tensor {
  Formula formula;
};
template <unsigned Axes, class Formula>
constexpr auto over(Formula f) {
  return tensor<Formula, Axes>{f};
}

// One operation more.
template <std::uint64_t Random, class F, unsigned A>
constexpr auto applied(tensor<F, A> of) {
  constexpr std::uint64_t choice = Random % 8;
  const F f = of.formula;
  if constexpr (choice == 0) return over<A>(square(f));
  else if constexpr (choice == 1) return over<A>(tanh(f));
  else if constexpr (choice == 2) return over<A>(sin(f));
  else if constexpr (choice == 3) return over<A>(sigmoid(f));
  else if constexpr (choice == 4) return over<A>(exp(tanh(f)));
  else if constexpr (choice == 5) return over<A>(sqrt(square(f) + 0.5_c));
  else if constexpr (choice == 6) return over<A>(relu(f + 0.25_c));
  else return over<A>(-f);
}

}  // namespace tapeless::tests::growing
