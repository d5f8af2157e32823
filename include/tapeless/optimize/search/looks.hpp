// How a method looks at a loss: which derivatives it wants, and what brings them.
#pragma once

#include <type_traits>

#include "tapeless/jacobian.hpp"
#include "tapeless/optimize/search/by_function.hpp"
#include "tapeless/optimize/search/method.hpp"
#include "tapeless/optimize/search/objective.hpp"

namespace tapeless::optimizing {

// At a formula: by what is compiled for it. Void if the formula is wrong.
template <class Method, class T, expr::operand Loss, class... Wanted>
auto look_at(Loss loss, hana::tuple<Wanted...> wanted) {
  if constexpr (of_squares<Method>) {
    using compiled = decltype(gauss_newton(loss, wanted));
    if constexpr (!front::is_refused<compiled>) return by_squares<compiled>{};
  } else {
    using compiled = decltype(gradient(loss, wanted));
    if constexpr (!front::is_refused<compiled>) {
      if constexpr (!of_curvature<Method>) return by_gradient<compiled>{};
      else return by_curvature<as_function<decltype(function(loss))>, T>({});
    }
  }
}

template <class Function, class Number>
struct calls_with;
template <class Function, class T>
struct calls_with<Function, active<T>> {
  using type = on_tape<Function, T>;
};
template <class Function, class T, int Count>
struct calls_with<Function, dual<T, Count>> {
  using type = in_duals<Function, T, Count>;
};

template <class Function>
const Function& plain_function(const Function& given) {
  return given;
}
template <class Function>
const Function& plain_function(const called_with_duals<Function>& given) {
  return given.function;
}

// At a function: on a tape, or by duals. (complain.hpp has seen whether it can be called.)
template <class Method, class T, class Function, class... Wanted>
requires(!expr::operand<Function>) auto look_at(const Function& given, hana::tuple<Wanted...>) {
  using facts = facts_of_function<of_curvature<Method>, T, Function, Wanted...>;
  using plain = typename facts::plain;
  if constexpr (of_curvature<Method>) {
    return by_curvature<plain, T>(plain_function(given));
  } else {
    using calls = typename calls_with<plain, typename facts::number>::type;
    if constexpr (of_squares<Method>) return by_residuals<calls>{calls(plain_function(given))};
    else return by_value<calls>{calls(plain_function(given))};
  }
}

}  // namespace tapeless::optimizing
