// Whether a rule ends a search here.
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

#include "tapeless/optimize/search/progress.hpp"

namespace tapeless::optimizing {

// What the rules about a step ask, beside its length.
struct step_taken {
  double relative_length;
  double value_before;
};

// The first rule that holds. A gradient of 0 ends any search: no method would leave.
inline std::optional<reason> verdict(const stop& rules, const progress& now,
                                     const step_taken& step) {
  const double change = std::abs(step.value_before - now.value);
  const double size = std::max(std::abs(step.value_before), std::abs(now.value));
  const bool moved = now.iterations > 0;
  if (now.gradient_norm <= rules.gradient_norm.value_or(0)) return reason::gradient_norm;
  if (moved && rules.step_length && now.step_length <= *rules.step_length)
    return reason::step_length;
  if (moved && rules.relative_step && step.relative_length <= *rules.relative_step)
    return reason::relative_step;
  if (moved && rules.relative_decrease && change <= *rules.relative_decrease * size)
    return reason::relative_decrease;
  if (rules.iterations && now.iterations >= *rules.iterations) return reason::iterations;
  if (rules.seconds && now.seconds >= *rules.seconds) return reason::seconds;
  return std::nullopt;
}

}  // namespace tapeless::optimizing
