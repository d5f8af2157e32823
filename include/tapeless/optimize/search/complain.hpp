// Whether the arguments of minimize() fit together; if not, why, in one sentence.
#pragma once

#include <tuple>
#include <type_traits>

#include "tapeless/front/call_sentences.hpp"
#include "tapeless/optimize/search/arguments.hpp"

namespace tapeless::optimizing {

// The type of one that fails shows the input's name.
template <class Input, bool IsThere>
struct parameters_hold {
  static_assert(IsThere, "tapeless: minimize(): an input in wrt() is not among the parameters");
};

template <class All, class... Wanted>
consteval bool holds_all(hana::tuple<Wanted...>) {
  if constexpr (!All::template has<role::theta>) return false;
  else return (holds<typename All::template type<role::theta>, Wanted> && ...);
}

// Whether it is clear who is who. A function has its data in its captures.
template <class All, bool IsFormula, class... Wanted>
consteval bool fit(hana::tuple<Wanted...> wanted) {
  return All::template count<role::none> == 0 && holds_all<All>(wanted) &&
         All::template has<role::method> && All::template count<role::rules> < 2 &&
         All::template count<role::bar> < 2 && (IsFormula || All::template count<role::data> == 0);
}

template <class All, bool IsFormula, class... Wanted>
void complain(hana::tuple<Wanted...>) {
  constexpr bool known = All::template count<role::none> == 0;
  constexpr int thetas = All::template count<role::theta>;
  constexpr bool one_method = All::template has<role::method>;
  constexpr bool once = All::template count<role::rules> < 2 && All::template count<role::bar> < 2;
  constexpr bool no_data = IsFormula || All::template count<role::data> == 0;
  static_assert(known,
                "tapeless: minimize() takes input = data, axis = extent, threads(n), parameters(), "
                "a method such as lbfgs{}, stop{}, bounds(), on_step() and show_progress{}");
  static_assert(!known || thetas > 0,
                "tapeless: minimize() changes the parameters() that hold the inputs in wrt(); keep "
                "them in a variable that is not const");
  static_assert(!known || thetas < 2,
                "tapeless: minimize(): the inputs in wrt() must be in one parameters()");
  static_assert(!known || thetas != 1 || one_method,
                "tapeless: minimize() needs one method, such as lbfgs{}");
  static_assert(!known || thetas != 1 || !one_method || once,
                "tapeless: minimize(): stop{} or show_progress{} is given twice");
  static_assert(!known || thetas != 1 || !one_method || !once || no_data,
                "tapeless: minimize(): a function has its data in its captures; what is bound to "
                "inputs is for formulas");
  if constexpr (known && one_method && once && no_data && thetas == 1)
    ((void)sizeof(parameters_hold<Wanted, holds<typename All::template type<role::theta>, Wanted>>),
     ...);
}

template <class Input, class... Wanted>
inline constexpr bool is_among = (std::is_same_v<Input, Wanted> || ...);

template <class Bounds>
using input_of = typename std::remove_cvref_t<Bounds>::input;

// The type of one that fails shows the input's name.
template <class Input, bool IsThere>
struct bounds_are_wanted {
  static_assert(IsThere,
                "tapeless: minimize(): bounds() are given for a parameter that does not move");
};

template <class All, class Method, class... Wanted, class... Bounds>
consteval bool bounds_fit(std::type_identity<std::tuple<Bounds...>>) {
  return sizeof...(Bounds) == 0 ||
         (takes_bounds<Method> && (is_among<input_of<Bounds>, Wanted...> && ...));
}
template <class Theta, class... Watcher>
consteval bool watchers_fit(std::type_identity<std::tuple<Watcher...>>) {
  return (std::remove_cvref_t<Watcher>::template takes<Theta> && ...);
}

// Whether the method can do what is wanted.
template <class All, class... Wanted>
consteval bool suit(hana::tuple<Wanted...>) {
  using method = typename All::template type<role::method>;
  return bounds_fit<All, method, Wanted...>(typename All::template types<role::bounds>{}) &&
         (All::template count<role::constraint> == 0 || takes_constraints<method>)&&watchers_fit<
             typename All::template type<role::theta>>(
             typename All::template types<role::watcher>{});
}

template <class All, class... Wanted, class... Bounds>
void complain_of_method(hana::tuple<Wanted...>, std::type_identity<std::tuple<Bounds...>>) {
  using method = typename All::template type<role::method>;
  constexpr bool bounded = sizeof...(Bounds) == 0 || takes_bounds<method>;
  constexpr bool constrained =
      All::template count<role::constraint> == 0 || takes_constraints<method>;
  constexpr bool watched = watchers_fit<typename All::template type<role::theta>>(
      typename All::template types<role::watcher>{});
  static_assert(bounded,
                "tapeless: minimize(): this method takes no bounds(); lbfgs{}, "
                "levenberg_marquardt{}, newton{} and nlopt_method{} do");
  static_assert(constrained,
                "tapeless: minimize(): this method takes no constraints; lbfgs{}, "
                "levenberg_marquardt{} and nlopt_method{} do");
  static_assert(watched,
                "tapeless: on_step() takes a function of (const progress&, const auto& theta)");
  if constexpr (bounded && constrained && watched)
    ((void)sizeof(bounds_are_wanted<input_of<Bounds>, is_among<input_of<Bounds>, Wanted...>>), ...);
}

// Whether a function can be called, and returns what the method wants.
template <class Method, class T, class Loss, class... Wanted>
consteval bool is_usable(hana::tuple<Wanted...>) {
  if constexpr (expr::operand<Loss>) {
    return true;
  } else {
    using facts = facts_of_function<of_curvature<Method>, T, Loss, Wanted...>;
    constexpr returned what = what_returns<facts, Wanted...>();
    return what == returned::one || (what == returned::several && of_squares<Method>);
  }
}
template <class Method, class T, class Loss, class... Wanted>
void complain_of_function(hana::tuple<Wanted...>) {
  using facts = facts_of_function<of_curvature<Method>, T, Loss, Wanted...>;
  constexpr bool taken = facts::is_taken, curved = of_curvature<Method>;
  constexpr bool scalars = !facts::wants_duals || all_scalars<Wanted...>;
  constexpr returned what = what_returns<facts, Wanted...>();
  static_assert(taken || curved || facts::wants_duals,
                "tapeless: minimize(): the function is called with the parameters in their order: "
                "active<double> for a number, std::span<const active<double>> for a tensor");
  static_assert(taken || !curved,
                "tapeless: minimize(): newton{} calls the function with active<active<double>>: "
                "make it a template, such as [](const auto& x, const auto& y) { ... }");
  static_assert(scalars,
                "tapeless: minimize(): duals are for parameters whose number the compiler knows: "
                "scalars; leave with_duals() away");
  static_assert(taken || curved || !facts::wants_duals || !scalars,
                "tapeless: minimize(): the function is called with the parameters in their order, "
                "as dual<double, Count>");
  static_assert(!taken || what != returned::nothing,
                "tapeless: minimize(): the function returns no number that depends on the "
                "parameters; with levenberg_marquardt{} it may be a range of them");
  static_assert(what != returned::several || of_squares<Method>,
                "tapeless: minimize(): the function returns a range of numbers; this method takes "
                "one, and levenberg_marquardt{} takes residuals");
}

// The sentence about a call of the compiled loss with theta and data; void if there is none.
template <class Look, class Theta, class... Data>
consteval auto about_call(std::type_identity<std::tuple<Theta&>>,
                          std::type_identity<std::tuple<Data...>>) {
  if constexpr (requires { typename Look::compiled; })
    return std::type_identity<
        front::sentence_about_call<typename Look::compiled::program, std::remove_cvref_t<Theta>,
                                   std::remove_cvref_t<Data>...>>{};
  else return std::type_identity<void>{};
}

// The sentence about the first constraint that has too little data, or too much; void if there is
// none.
template <class Theta, relation Is, class Function, class... Own, class... Data>
consteval auto about_constraint(std::type_identity<constraint<Is, Function, Own...>>,
                                std::type_identity<std::tuple<Data...>>) {
  if constexpr (!expr::operand<Function>) {
    return std::type_identity<void>{};
  } else {
    using program = typename decltype(compiled_function(std::declval<Function>()))::program;
    using all = decltype(std::tuple_cat(of_this_formula<program>(std::declval<Data>())...,
                                        std::declval<std::tuple<Own...>>()));
    return []<class... Each>(std::type_identity<std::tuple<Each...>>) {
      return std::type_identity<
          front::sentence_about_call<program, Theta, std::remove_cvref_t<Each>...>>{};
    }(std::type_identity<all>{});
  }
}
template <class Theta, class Data>
consteval auto about_constraints(std::type_identity<std::tuple<>>, Data) {
  return std::type_identity<void>{};
}
template <class Theta, class First, class... More, class Data>
consteval auto about_constraints(std::type_identity<std::tuple<First, More...>>, Data data) {
  using sentence =
      decltype(about_constraint<Theta>(std::type_identity<std::remove_cvref_t<First>>{}, data));
  if constexpr (!std::is_void_v<typename sentence::type>) return sentence{};
  else return about_constraints<Theta>(std::type_identity<std::tuple<More...>>{}, data);
}

}  // namespace tapeless::optimizing
