// Gradients that are too long are made shorter: Pascanu, Mikolov, Bengio, "On the difficulty of
// training recurrent neural networks", ICML 2013.
#pragma once

#include <string>
#include <type_traits>

#include "tapeless/base/finite.hpp"
#include "tapeless/front/result.hpp"
#include "tapeless/optimize/settings.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless {

// If the joint norm of all gradients in the result is above the limit, they are scaled together so
// that it is the limit (TensorFlow's clip_by_global_norm). Returns the norm they had.
template <class T, class... Wanted, class Kept>
double clip_by_norm(gradients<T, hana::tuple<Wanted...>, Kept>& result, double limit) {
  optimizing::settings("clip_by_norm").at_least_0("limit", limit);
  const double norm = optimizing::norm(optimizing::as_span(result[Wanted{}])...);
  if (!base::is_finite(norm))
    base::fail("clip_by_norm: the norm of the gradients is " + base::printed(norm) +
               "; nothing is changed");
  if (norm > limit)
    (optimizing::change_norm(optimizing::as_span(result[Wanted{}]), norm, limit), ...);
  return norm;
}

template <class... Of>
void clip_by_norm(const gradients<Of...>&, double) {
  static_assert(sizeof...(Of) == 0,
                "tapeless: clip_by_norm() changes the result; keep it in a variable that is not "
                "const");
}

}  // namespace tapeless
