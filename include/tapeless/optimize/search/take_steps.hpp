// Optimizers as methods of minimize(): an iteration is a step.
#pragma once

#include "tapeless/optimize/search/descent.hpp"

namespace tapeless::optimizing {

template <class Optimizer, class Descent>
reason take_steps(Optimizer& optimizer, Descent& descent) {
  auto next = descent.here();
  auto& objective = descent.objective();
  for (;;) {
    optimizer.step(objective.theta().theta(), objective.theta().result(descent.here()));
    objective.look_here(next);
    if (!next.finite()) return why_not_finite(static_cast<double>(next.value));
    if (const auto why = descent.arrive(next)) return *why;
  }
}

}  // namespace tapeless::optimizing
