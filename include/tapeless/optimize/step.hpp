// One step of any optimizer. Everything is checked first: a step that fails has changed nothing.
#pragma once

#include <cmath>
#include <string>
#include <string_view>

#include "tapeless/optimize/match.hpp"
#include "tapeless/optimize/memory.hpp"
#include "tapeless/optimize/settings.hpp"
#include "tapeless/optimize/stream.hpp"

namespace tapeless::optimizing {

inline void check_loss(std::string_view optimizer, double loss) {
  if (!std::isfinite(loss))
    base::fail(std::string(optimizer) + ": the loss is " + printed(loss) + "; nothing is changed");
}

inline void check_size(std::string_view optimizer, const record* before,
                       const expr::input_info& input, std::size_t size, std::size_t gradient) {
  const auto fail = [&](const std::string& rest) {
    base::fail(std::string(optimizer) + ": parameter " + quoted(input.name) + " has " +
               std::to_string(size) + " values, but " + rest);
  };
  if (gradient != size) fail("its gradient has " + std::to_string(gradient));
  if (before != nullptr && before->size != size)
    fail("it had " + std::to_string(before->size) + " in the steps before; reset() forgets them");
}

// An optimizer has check(settings) and with_rule<T>(rate, t, use), which calls use(rule) with the
// arithmetic of step t; t is 1 in the first.
template <class Optimizer, class T, class... Inputs, class Result>
void take_step(Optimizer& self, parameters<T, Inputs...>& theta, const Result& result) {
  const settings must_be(Optimizer::name);
  self.check(must_be);
  must_be.at_least_1("threads", self.threads);
  check_loss(Optimizer::name, static_cast<double>(result.value));
  for_each_match(theta, result, [&](const auto& input, auto value, auto gradient) {
    check_size(Optimizer::name, self.memory.find(input), input, value.size(), gradient.size());
  });
  const auto steps = static_cast<double>(self.memory.steps);
  const double rate = self.learning_rate(steps);
  must_be.at_least_0("learning_rate", rate);

  self.template with_rule<T>(rate, steps + 1, [&](const auto& rule, double start = 0) {
    for_each_match(theta, result, [&](const auto& input, auto value, auto) {
      self.memory.template make_room<T>(input, value.size(), rule.moments, start);
    });
    for_each_match(theta, result, [&](const auto& input, auto value, auto gradient) {
      advance_all(rule, value, gradient.data(), self.memory.template moments<T>(input),
                  self.threads);
    });
  });
  ++self.memory.steps;
}

// What opt.step(theta, result, project) does; project(theta) comes last, if it is given.
template <class Optimizer, class Theta, class Result, class... Project>
void step(Optimizer& self, Theta& theta, const Result& result, Project&&... project) {
  if constexpr (match<Theta, Result>()) {
    take_step(self, theta, result);
    (project(theta), ...);
  }
}

}  // namespace tapeless::optimizing
