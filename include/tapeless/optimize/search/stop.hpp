// When a search for a minimum ends, and why it did.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/settings.hpp"

namespace tapeless {

// The rules that end minimize(): the first one that holds after an iteration. `iterations` and
// `seconds` are limits: they end what has not ended before. Where none of the other rules is set,
// the method's own holds beside the limits; where no limit is set, 1000 iterations are one.
struct stop {
  std::optional<double> gradient_norm = {};      // the gradient's norm is at most this
  std::optional<double> step_length = {};        // the step's norm is at most this
  std::optional<double> relative_step = {};      // ... at most this times the parameters' norm
  std::optional<double> relative_decrease = {};  // the value changed by at most this times itself
  std::optional<std::int64_t> iterations = {};
  std::optional<double> seconds = {};
};

enum class reason {
  gradient_norm,
  step_length,
  relative_step,
  relative_decrease,
  iterations,
  seconds,
  callback,
  solver,
  precision,
  unbounded,
  no_decrease,
  not_finite,
  infeasible,
};

constexpr std::string_view to_string(reason why) {
  constexpr std::string_view sentences[] = {
      "the gradient is short enough",
      "the step is short enough",
      "the step is short enough beside the parameters",
      "the value hardly changes any more",
      "the iterations are used up",
      "the time is used up",
      "the callback asked for it",
      "the solver's own rule holds",
      "rounding hides what is left to gain",
      "the value falls on and on, as if there were no minimum",
      "no step was found that lowers the value",
      "the next value is not finite",
      "no place was found that keeps the constraints",
  };
  return sentences[static_cast<int>(why)];
}

namespace optimizing {

inline void check(const stop& rules) {
  const settings must_be("stop");
  const auto at_least_0 = [&](std::string_view name, const auto& rule) {
    if (rule) must_be.at_least_0(name, static_cast<double>(*rule));
  };
  at_least_0("gradient_norm", rules.gradient_norm);
  at_least_0("step_length", rules.step_length);
  at_least_0("relative_step", rules.relative_step);
  at_least_0("relative_decrease", rules.relative_decrease);
  at_least_0("iterations", rules.iterations);
  at_least_0("seconds", rules.seconds);
}

// Whether it says only how long a search may take, not when it has arrived.
inline bool has_only_limits(const stop& rules) {
  return !rules.gradient_norm && !rules.step_length && !rules.relative_step &&
         !rules.relative_decrease;
}

// The usual end of smooth descents: what is left to gain is not worth an iteration.
template <class T>
inline constexpr double negligible = std::is_same_v<T, float> ? 1e-7 : 1e-12;

// The rules in force: the given ones, and the method's where only limits are given; never without
// an end.
inline stop in_force(const stop& given, const stop& of_the_method) {
  stop rules = has_only_limits(given) ? of_the_method : given;
  rules.iterations = given.iterations;
  rules.seconds = given.seconds;
  if (!rules.iterations && !rules.seconds) rules.iterations = 1000;
  return rules;
}

// Why a search ends at a value that is not finite, or beside a gradient that is not.
inline reason why_not_finite(double value) {
  return base::is_inf(value) && value < 0 ? reason::unbounded : reason::not_finite;
}

}  // namespace optimizing

}  // namespace tapeless
