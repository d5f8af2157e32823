// Parameters and the result of a gradient, brought together by input.
#pragma once

#include <span>
#include <type_traits>

#include "tapeless/front/result.hpp"
#include "tapeless/optimize/parameters.hpp"
#include "tapeless/optimize/vectors.hpp"

namespace tapeless::optimizing {

template <class Result, class Input>
inline constexpr bool has_gradient = false;
template <class T, class... Wanted, class Kept, class Input>
inline constexpr bool has_gradient<gradients<T, hana::tuple<Wanted...>, Kept>, Input> =
    (std::is_same_v<Input, Wanted> || ...);

// use(input, value, gradient) for each parameter whose gradient is in the result.
template <class T, class... Inputs, class Result>
void for_each_match(parameters<T, Inputs...>& theta, const Result& result, const auto& use) {
  const auto one = [&]<class Input>(Input input) {
    if constexpr (has_gradient<Result, Input>)
      use(input, as_span(theta[input]), std::span<const T>(as_span(result[input])));
  };
  (one(Inputs{}), ...);
}

// The mistakes that the compiler can see, one sentence each.
template <class T, class... Inputs, class Number, class Wanted, class Kept>
consteval bool match(std::type_identity<parameters<T, Inputs...>>,
                     std::type_identity<gradients<Number, Wanted, Kept>>) {
  constexpr bool one_type = std::is_same_v<T, Number>;
  constexpr bool some = (has_gradient<gradients<Number, Wanted, Kept>, Inputs> || ...);
  static_assert(one_type, "tapeless: step(): float and double are mixed; use one of them");
  static_assert(some, "tapeless: step(): the result has no gradient by any of the parameters");
  return one_type && some;
}
template <class... Other>
consteval bool match(Other...) {
  static_assert(sizeof...(Other) == 0,
                "tapeless: step() takes parameters() and what a gradient returned for them");
  return false;
}
template <class Theta, class Result>
consteval bool match() {
  return match(std::type_identity<Theta>{}, std::type_identity<Result>{});
}

}  // namespace tapeless::optimizing
