// What a method of minimize() says of itself.
#pragma once

#include "tapeless/optimize/settings.hpp"

namespace tapeless::optimizing {

// An optimizer, or a solver (which has run() as well).
template <class Method>
concept method = requires(const Method& m, const settings& must_be) {
  Method::name;
  m.check(must_be);
};

// Whether the method is given residuals, and lowers the sum of their squares.
template <class Method>
inline constexpr bool of_squares = requires {
  Method::of_squares;
};
// Whether it wants second derivatives.
template <class Method>
inline constexpr bool of_curvature = requires {
  Method::of_curvature;
};
// Whether it takes bounds(); whether it takes at_most_0() and equal_to_0(), itself or as a part of
// the value (keep_constraints.hpp).
template <class Method>
inline constexpr bool takes_bounds = requires {
  requires Method::takes_bounds;
};
template <class Method>
inline constexpr bool takes_penalties = requires {
  requires Method::takes_penalties;
};
template <class Method>
inline constexpr bool takes_constraints = takes_penalties<Method> || requires {
  requires Method::takes_constraints;
};

}  // namespace tapeless::optimizing
