// How a method looks at a loss: which derivatives it wants, and what brings them.
#pragma once

#include <type_traits>

#include "tapeless/jacobian.hpp"
#include "tapeless/optimize/search/by_function.hpp"
#include "tapeless/optimize/search/objective.hpp"

namespace tapeless::optimizing {

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

// Whether a formula was compiled: a wrong one has had its sentence.
template <class Compiled>
inline constexpr bool can_be_called = requires {
  typename Compiled::program;
};

// At a formula: by what is compiled for it. Void if the formula is wrong.
template <class Method, class T, expr::operand Loss, class... Wanted>
auto look_at(Loss loss, hana::tuple<Wanted...> wanted) {
  if constexpr (of_squares<Method>) {
    using compiled = decltype(gauss_newton(loss, wanted));
    if constexpr (can_be_called<compiled>) return by_squares<compiled>{};
  } else {
    using compiled = decltype(gradient(loss, wanted));
    if constexpr (can_be_called<compiled>) {
      if constexpr (!of_curvature<Method>) return by_gradient<compiled>{};
      else return by_curvature<as_function<decltype(function(loss))>, T>({});
    }
  }
}

// Whether a function's results are what the method wants, in one sentence.
template <class Method, class Function, class Number, class... Wanted>
consteval bool check_results() {
  using result = std::invoke_result_t<Function&, argument<Wanted, Number>...>;
  constexpr bool one = is_number<Number, result>;
  constexpr bool several = !one && is_range<result>;
  static_assert(one || several,
                "tapeless: minimize(): the function returns no number that depends on the "
                "parameters; with levenberg_marquardt{} it may be a range of them");
  static_assert(!several || of_squares<Method>,
                "tapeless: minimize(): the function returns a range of numbers; this method takes "
                "one, and levenberg_marquardt{} takes residuals");
  return one || (several && of_squares<Method>);
}

template <class Method, class Function, class Calls, class... Wanted>
auto look_by(const Function& function) {
  if constexpr (check_results<Method, Function, typename Calls::number, Wanted...>()) {
    if constexpr (of_squares<Method>) return by_residuals<Calls>{Calls(function)};
    else return by_value<Calls>{Calls(function)};
  }
}

// At a function that is called with duals.
template <class Method, class T, class Function, class... Wanted>
auto look_at(called_with_duals<Function> given, hana::tuple<Wanted...>) {
  using number = dual<T, static_cast<int>(sizeof...(Wanted))>;
  constexpr bool scalars = all_scalars<Wanted...>;
  static_assert(scalars,
                "tapeless: minimize(): duals are for parameters whose number the compiler knows: "
                "scalars; leave with_duals() away");
  if constexpr (scalars) {
    constexpr bool fits = takes<Function, number, Wanted...>;
    static_assert(fits,
                  "tapeless: minimize(): the function is called with the parameters in their "
                  "order, as dual<double, Count>");
    if constexpr (fits)
      return look_by<Method, Function, in_duals<Function, T, static_cast<int>(sizeof...(Wanted))>,
                     Wanted...>(given.function);
  }
}

// (A template is not tried with duals where other numbers will do: its body may not compile.)
template <bool TakesOthers, class T, class Function, class... Wanted>
consteval bool takes_only_duals() {
  if constexpr (TakesOthers || !all_scalars<Wanted...>) return false;
  else return takes<Function, dual<T, static_cast<int>(sizeof...(Wanted))>, Wanted...>;
}

// At any other function: on a tape, or by duals where it takes nothing else.
template <class Method, class T, class Function, class... Wanted>
requires(!expr::operand<Function>) auto look_at(Function function, hana::tuple<Wanted...> wanted) {
  constexpr bool curved = of_curvature<Method>;
  using number = std::conditional_t<curved, active<active<T>>, active<T>>;
  constexpr bool active_numbers = takes<Function, number, Wanted...>;
  constexpr bool duals = takes_only_duals < active_numbers || curved, T, Function, Wanted... > ();
  static_assert(active_numbers || duals || curved,
                "tapeless: minimize(): the function is called with the parameters in their order: "
                "active<double> for a number, std::span<const active<double>> for a tensor");
  static_assert(active_numbers || !curved,
                "tapeless: minimize(): newton{} calls the function with active<active<double>>: "
                "make it a template, such as [](const auto& x, const auto& y) { ... }");
  if constexpr (duals) {
    return look_at<Method, T>(called_with_duals<Function>{function}, wanted);
  } else if constexpr (active_numbers && curved) {
    return by_curvature<Function, T>(function);
  } else if constexpr (active_numbers) {
    return look_by<Method, Function, on_tape<Function, T>, Wanted...>(function);
  }
}

}  // namespace tapeless::optimizing
