// minimize(loss, wrt(...), data..., theta, method, stop): one door for all methods.
#pragma once

#include <tuple>
#include <type_traits>

#include "tapeless/jacobian.hpp"
#include "tapeless/optimize/search/complain.hpp"
#include "tapeless/optimize/search/objective.hpp"
#include "tapeless/optimize/search/take_steps.hpp"

namespace tapeless {

namespace optimizing {

// Whether the method is given residuals, and lowers the sum of their squares.
template <class Method>
inline constexpr bool of_squares = requires {
  Method::of_squares;
};

// How the method looks at the loss: by_gradient, by_squares, or void if the loss is wrong.
template <class Method, class Loss, class Wanted>
auto look_at(Loss loss, Wanted wanted) {
  if constexpr (of_squares<Method>) {
    using compiled = decltype(gauss_newton(loss, wanted));
    if constexpr (!front::is_refused<compiled>) return by_squares<compiled>{};
  } else {
    using compiled = decltype(gradient(loss, wanted));
    if constexpr (!front::is_refused<compiled>) return by_gradient<compiled>{};
  }
}

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
template <class Method, class Descent>
reason run(Method& method, Descent& descent) {
  if constexpr (requires { method.run(descent); }) {
    return method.run(descent);
  } else if constexpr (std::is_const_v<Method>) {
    auto copy = method;
    return take_steps(copy, descent);
  } else {
    return take_steps(method, descent);
  }
}

// Look is by_gradient or by_squares.
template <class Look, class Wanted, class... Given>
outcome search(Look look, const arguments<Wanted, Given...>& given) {
  auto& method = given.template the<role::method>();
  method.check(settings(method.name));
  flat theta(Wanted{}, given.template the<role::theta>());
  const stop rules = rules_of<typename decltype(theta)::number>(given);

  progress_bar bar = bar_of(given, rules);
  const auto watch = [&, watchers = given.template those<role::watcher>()](const progress& now,
                                                                           const auto& at) {
    bool go_on = true;
    std::apply([&](auto&... each) { ((go_on = each(now, at) && go_on), ...); }, watchers);
    return bar.show(now), go_on;
  };
  const auto data = given.template those<role::data>();
  objective loss(look, theta, data);
  descent way(loss, rules, watch);
  const auto at_once = way.start();
  return way.end(at_once ? *at_once : run(method, way));
}

}  // namespace optimizing

// Changes theta until the loss is as low as the method gets it. After wrt() come, in any order:
// what a call of the loss needs (input = data, axis = extent, threads(n)); theta, the parameters()
// that hold the inputs in wrt(); a method: an optimizer, lbfgs{}, levenberg_marquardt{} (the loss
// is a tensor of residuals then, and the sum of their squares is lowered); and, if wished, stop{},
// on_step(f) and show_progress{}.
// Theta always holds the last good values. Throws tapeless::error, with nothing changed, when data,
// settings or the loss at the start are wrong.
template <class Loss, expr::input... Wanted, class... Given>
outcome minimize(Loss loss, hana::tuple<Wanted...> wanted, Given&&... given) {
  using all = optimizing::arguments<hana::tuple<Wanted...>, Given...>;
  if constexpr (!optimizing::fit<all, hana::tuple<Wanted...>>()) {
    optimizing::complain<all>(wanted);
  } else {
    using method = typename all::template type<optimizing::role::method>;
    using look = decltype(optimizing::look_at<method>(loss, wanted));
    if constexpr (!std::is_void_v<look>) return optimizing::search(look{}, all(given...));
  }
  return {};
}

template <expr::operand Loss, class Other, class... Given>
void minimize(Loss, Other&&, Given&&...) {
  static_assert(
      !std::is_same_v<Other, Other>,
      "tapeless: minimize: the inputs are given in wrt(): minimize(loss, wrt(x, y), ...)");
}

}  // namespace tapeless
