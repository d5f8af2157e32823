// One step of any optimizer. Everything is checked first: a step that fails has changed nothing.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tapeless/base/finite.hpp"
#include "tapeless/optimize/settings.hpp"
#include "tapeless/optimize/steps/all_finite.hpp"
#include "tapeless/optimize/steps/match.hpp"
#include "tapeless/optimize/steps/memory.hpp"
#include "tapeless/optimize/steps/stream.hpp"

namespace tapeless::optimizing {

inline void check_loss(std::string_view optimizer, double loss) {
  if (!base::is_finite(loss))
    base::fail(std::string(optimizer) + ": the loss is " + printed(loss) + "; nothing is changed");
}

inline void check_size(std::string_view optimizer, const record* before,
                       const expr::input_info& input, std::size_t size, std::size_t gradient) {
  const auto fail = [&](const std::string& rest) {
    base::fail(std::string(optimizer) + ": parameter " + in_quotes(input.name) + " has " +
               std::to_string(size) + " values, but " + rest);
  };
  if (gradient != size) fail("its gradient has " + std::to_string(gradient));
  if (before != nullptr && before->size != size)
    fail("it had " + std::to_string(before->size) + " in the steps before; reset() forgets them");
}

// [17], or [1, 7] in a tensor of 10 columns; nothing where there is but one number.
inline std::string place_of(std::size_t element, const std::vector<std::size_t>& shape) {
  std::string place;
  for (std::size_t d = shape.size(); d-- > 0; element /= shape[d])
    place = std::to_string(element % shape[d]) + (place.empty() ? "" : ", " + place);
  return place.empty() ? "" : " at [" + place + "]";
}

template <class T, class Input>
void check_gradient(std::string_view optimizer, Input input, const auto& theta,
                    std::span<const T> gradient, int threads) {
  if (all_finite(gradient, threads)) return;
  const auto first = std::find_if_not(gradient.begin(), gradient.end(), base::is_finite<T>);
  base::fail(std::string(optimizer) + ": the gradient by " + in_quotes(input.info.name) + " is " +
             printed(static_cast<double>(*first)) +
             place_of(static_cast<std::size_t>(first - gradient.begin()), theta.shape(input)) +
             "; nothing is changed");
}

template <class Optimizer, class T, class... Inputs, class Result>
void check_step(Optimizer& self, parameters<T, Inputs...>& theta, const Result& result) {
  constexpr std::string_view name = Optimizer::name;
  const settings must_be(name);
  self.check(must_be);
  must_be.at_least_1("threads", self.threads);
  check_loss(name, static_cast<double>(result.value));
  history* const before = self.memory.find(theta.identity().mark());
  for_each_match(theta, result, [&](auto input, auto value, auto gradient) {
    record* const known = before != nullptr ? before->find(input.info) : nullptr;
    check_size(name, known, input.info, value.size(), gradient.size());
    check_gradient(name, input, theta, gradient, self.threads);
  });
}

// An optimizer has check(settings) and with_rule<T>(rate, history, use), which calls use(rule) with
// the arithmetic of the next step.
template <class Optimizer, class T, class... Inputs, class Result>
void take_step(Optimizer& self, parameters<T, Inputs...>& theta, const Result& result) {
  check_step(self, theta, result);
  history& past = self.memory.at(theta.identity().mark());
  const double rate = self.learning_rate(static_cast<double>(past.steps));
  settings(Optimizer::name).at_least_0("learning_rate", rate);

  self.template with_rule<T>(rate, past, [&](const auto& rule, double start = 0) {
    for_each_match(theta, result, [&](auto input, auto value, auto) {
      past.make_room<T>(input.info, value.size(), rule.moments, start);
    });
    for_each_match(theta, result, [&](auto input, auto value, auto gradient) {
      advance_all(rule, value, gradient.data(), past.moments<T>(input.info), self.threads);
    });
  });
  ++past.steps;
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
