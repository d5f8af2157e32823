// minimize(loss, wrt(...), data..., theta, method, stop): one door for all methods.
#pragma once

#include <tuple>
#include <type_traits>
#include <utility>

#include "tapeless/optimize/search/complain.hpp"
#include "tapeless/optimize/search/keep_constraints.hpp"
#include "tapeless/optimize/search/looks.hpp"
#include "tapeless/optimize/search/take_steps.hpp"

namespace tapeless {

namespace optimizing {

// The rules in force, checked. A method may have its own for when nothing is said.
template <class T, class Arguments>
stop rules_of(const Arguments& given) {
  using method = typename Arguments::template type<role::method>;
  stop said, usual;
  if constexpr (Arguments::template has<role::rules>) said = given.template the<role::rules>();
  if constexpr (requires { method::template usual_stop<T>(); })
    usual = method::template usual_stop<T>();
  check(said);
  return in_force(said, usual);
}

template <class Arguments>
progress_bar bar_of(const Arguments& given, const stop& rules) {
  if constexpr (Arguments::template has<role::bar>)
    return progress_bar(given.template the<role::bar>().file, rules);
  else return progress_bar(nullptr, rules);
}

// An optimizer that is a constant lends its settings to a copy.
template <class Method, class Descent, class... Constraints>
reason run(Method& method, Descent& descent, Constraints... constraints) {
  if constexpr (requires { method.run(descent, constraints...); }) {
    return method.run(descent, constraints...);
  } else if constexpr (std::is_const_v<Method>) {
    auto copy = method;
    return take_steps(copy, descent);
  } else {
    return take_steps(method, descent);
  }
}

// One search, with constraints that the method itself takes, or none.
template <class Method, class Flat, class Data, class T, class... Constraints>
outcome descend(Method& method, auto& look, Flat& theta, const Data& data, const stop& rules,
                const auto& watch, const box<T>& within, Constraints... constraints) {
  objective loss(look, theta, data);
  descent way(loss, rules, watch, within);
  if (const auto at_once = way.start()) return way.end(*at_once);
  return way.end(run(method, way, constraints...));
}
// Several, with constraints as a part of the value.
template <class Method, class Flat, class Data, class T, class... Constraints>
requires(takes_penalties<std::remove_const_t<Method>> && sizeof...(Constraints) > 0)  //
    outcome descend(Method& method, auto& look, Flat& theta, const Data& data, const stop& rules,
                    const auto& watch, const box<T>& within, Constraints... constraints) {
  augmented_lagrangian lagrangian(look, constraints...);
  constrained_search search(lagrangian, objective(look, theta, data), rules, within);
  return search.run([&](auto& descent) { return run(method, descent); }, watch);
}

// (Looks are in looks.hpp.)
template <class Look, class Wanted, class... Given>
outcome search(Look& look, const arguments<Wanted, Given...>& given) {
  auto& method = given.template the<role::method>();
  method.check(settings(method.name));
  flat theta(Wanted{}, given.template the<role::theta>());
  using T = typename decltype(theta)::number;
  const stop rules = rules_of<T>(given);
  const box<T> within = std::apply([&](const auto&... bounds) { return box_of(theta, bounds...); },
                                   given.template those<role::bounds>());

  progress_bar bar = bar_of(given, rules);
  const auto watch = [&, watchers = given.template those<role::watcher>()](const progress& now,
                                                                           const auto& at) {
    bool go_on = true;
    std::apply([&](auto&... each) { ((go_on = each(now, at) && go_on), ...); }, watchers);
    return bar.show(now), go_on;
  };
  const auto data = given.template those<role::data>();
  return std::apply(
      [&](const auto&... each) {
        return descend(method, look, theta, data, rules, watch, within,
                       constraint_in_search(each, theta, data)...);
      },
      given.template those<role::constraint>());
}

// The inputs of parameters() that are in a variable.
template <class Given>
struct inputs_in {
  using type = void;
};
template <class T, class... Inputs>
struct inputs_in<parameters<T, Inputs...>&> {
  using type = hana::tuple<Inputs...>;
};

template <class Wanted>
inline constexpr bool is_wrt = false;
template <class... Wanted>
inline constexpr bool is_wrt<hana::tuple<Wanted...>> = true;

// Those of the first such parameters() among the arguments; no inputs if there are none.
template <class... Given>
struct all_inputs {
  using type = hana::tuple<>;
};
template <class First, class... Given>
struct all_inputs<First, Given...> {
  using own = typename inputs_in<First>::type;
  using type = typename std::conditional_t<std::is_void_v<own>, all_inputs<Given...>,
                                           std::type_identity<own>>::type;
};

}  // namespace optimizing

// Changes theta until the loss is as low as the method gets it. After wrt() come, in any order:
// what a call of the loss needs (input = data, axis = extent, threads(n)); theta, the parameters()
// that hold the inputs in wrt(); a method: an optimizer, lbfgs{}, levenberg_marquardt{} (the loss
// is a tensor of residuals then, and the sum of their squares is lowered), newton{}; and, if
// wished, bounds(input, lower, upper), at_most_0(formula), equal_to_0(formula), stop{}, on_step(f)
// and show_progress{}. The loss is a formula, or a function that is called with the inputs in wrt()
// as active numbers or duals (looks.hpp). Theta always holds the last good values. Throws
// tapeless::error, with nothing changed, when data, settings or the loss at the start are wrong.
template <class Loss, expr::input... Wanted, class... Given>
outcome minimize(Loss loss, hana::tuple<Wanted...> wanted, Given&&... given) {
  using all = optimizing::arguments<hana::tuple<Wanted...>, Given...>;
  if constexpr (!optimizing::fit<all, expr::operand<Loss>>(wanted)) {
    optimizing::complain<all, expr::operand<Loss>>(wanted);
  } else if constexpr (!optimizing::suit<all>(wanted)) {
    optimizing::complain_of_method<all>(wanted,
                                        typename all::template types<optimizing::role::bounds>{});
  } else {
    using method = typename all::template type<optimizing::role::method>;
    using T = typename all::template type<optimizing::role::theta>::number;
    if constexpr (!optimizing::is_usable<method, T, Loss>(wanted)) {
      optimizing::complain_of_function<method, T, Loss>(wanted);
    } else {
      using look_type = decltype(optimizing::look_at<method, T>(loss, wanted));
      using sentence = typename decltype(optimizing::about_call<look_type>(
          typename all::template types<optimizing::role::theta>{},
          typename all::template types<optimizing::role::data>{}))::type;
      using other_sentence =
          typename decltype(optimizing::about_constraints<
                            typename all::template type<optimizing::role::theta>>(
              typename all::template types<optimizing::role::constraint>{},
              typename all::template types<optimizing::role::data>{}))::type;
      if constexpr (!std::is_void_v<sentence>) {
        sentence::instead(0);
      } else if constexpr (!std::is_void_v<other_sentence>) {
        other_sentence::instead(0);
      } else if constexpr (!std::is_void_v<look_type>) {
        look_type look = optimizing::look_at<method, T>(loss, wanted);
        return optimizing::search(look, all(given...));
      }
    }
  }
  return {};
}

// Without wrt() a function is called with all that theta holds, in its order.
template <class Function, class First, class... Given>
requires(!expr::operand<Function> && !optimizing::is_wrt<std::remove_cvref_t<First>>)  //
    outcome minimize(Function function, First&& first, Given&&... given) {
  return minimize(std::move(function), typename optimizing::all_inputs<First, Given...>::type{},
                  std::forward<First>(first), std::forward<Given>(given)...);
}

template <expr::operand Loss, class Other, class... Given>
void minimize(Loss, Other&&, Given&&...) {
  static_assert(
      !std::is_same_v<Other, Other>,
      "tapeless: minimize: the inputs are given in wrt(): minimize(loss, wrt(x, y), ...)");
}

}  // namespace tapeless
