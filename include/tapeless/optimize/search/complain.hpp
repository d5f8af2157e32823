// Whether the arguments of minimize() fit together; if not, why, in one sentence.
#pragma once

#include <type_traits>

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

template <class Method>
inline constexpr bool takes_bounds = requires {
  requires Method::takes_bounds;
};

// The type of one that fails shows the input's name.
template <class Input, bool IsThere>
struct bounds_are_wanted {
  static_assert(IsThere,
                "tapeless: minimize(): bounds() are given for a parameter that does not move");
};

template <class Bounds, class... Wanted>
consteval bool are_wanted(hana::tuple<Wanted...>) {
  using bounded = typename std::remove_cvref_t<Bounds>::input;
  constexpr bool there = (std::is_same_v<bounded, Wanted> || ...);
  (void)sizeof(bounds_are_wanted<bounded, there>);
  return there;
}

// Whether the method takes bounds(), if there are any, and they are for inputs in wrt().
template <class Method, class Wanted, class... Bounds>
consteval bool bounds_fit(std::type_identity<std::tuple<Bounds...>>) {
  constexpr bool taken = sizeof...(Bounds) == 0 || takes_bounds<Method>;
  static_assert(taken,
                "tapeless: minimize(): this method takes no bounds(); lbfgs{}, "
                "levenberg_marquardt{}, newton{} and nlopt_method{} do");
  if constexpr (!taken) return false;
  else return (are_wanted<Bounds>(Wanted{}) && ...);
}

template <class Method>
inline constexpr bool takes_constraints = requires {
  requires Method::takes_constraints;
};
template <class Method, int Count>
consteval bool constraints_fit() {
  constexpr bool taken = Count == 0 || takes_constraints<Method>;
  static_assert(taken,
                "tapeless: minimize(): this method takes no constraints; nlopt_method{} does, with "
                "an algorithm such as NLOPT_LD_SLSQP or NLOPT_LN_COBYLA");
  return taken;
}

template <class All, class Wanted>
consteval bool fit() {
  return All::template count<role::none> == 0 && holds_all<All>(Wanted{}) &&
         All::template has<role::method> && All::template count<role::rules> < 2 &&
         All::template count<role::bar> < 2;
}

template <class All, class... Wanted>
void complain(hana::tuple<Wanted...>) {
  constexpr bool known = All::template count<role::none> == 0;
  constexpr int thetas = All::template count<role::theta>;
  constexpr bool one_method = All::template has<role::method>;
  constexpr bool once = All::template count<role::rules> < 2 && All::template count<role::bar> < 2;
  static_assert(known,
                "tapeless: minimize() takes input = data, axis = extent, threads(n), parameters(), "
                "a method such as lbfgs{}, stop{}, on_step() and show_progress{}");
  static_assert(thetas > 0,
                "tapeless: minimize() changes the parameters() that hold the inputs in wrt(); keep "
                "them in a variable that is not const");
  static_assert(thetas < 2,
                "tapeless: minimize(): the inputs in wrt() must be in one parameters()");
  static_assert(one_method, "tapeless: minimize() needs one method, such as lbfgs{}");
  static_assert(once, "tapeless: minimize(): stop{} or show_progress{} is given twice");
  if constexpr (thetas == 1)
    ((void)sizeof(parameters_hold<Wanted, holds<typename All::template type<role::theta>, Wanted>>),
     ...);
}

}  // namespace tapeless::optimizing
