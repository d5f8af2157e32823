// A function of the user's own, of one number or of two, with its derivatives.
#pragma once

#include <concepts>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

#include "tapeless/base/hash.hpp"
#include "tapeless/base/link.hpp"
#include "tapeless/base/text.hpp"
#include "tapeless/op/row.hpp"

namespace tapeless {

template <base::text Name, class F, class... By>
class own_function;

namespace op {

// The nodes of a graph that are such functions.
struct own : unary {
  static constexpr std::string_view name = "own";
  static constexpr int cost = 100;
};
struct own_of_two : binary {
  static constexpr std::string_view name = "own";
  static constexpr int cost = 100;
};

// What the compiler of formulas knows of one.
struct own_rule {
  std::string_view name;
  std::uint64_t hash;
  double (*in_double)(const double*);
  float (*in_float)(const float*);
  base::link<own_rule> by[2];  // the derivatives

  constexpr double operator()(const double* x) const { return in_double(x); }
  constexpr float operator()(const float* x) const { return in_float(x); }
  // (Slow evaluations compute in long double.)
  constexpr long double operator()(const long double* x) const {
    const double operands[] = {static_cast<double>(x[0]), static_cast<double>(x[1])};
    return static_cast<long double>(in_double(operands));
  }
};

template <class T, int Arity, class F>
constexpr T call_own(const T* x) {
  if constexpr (Arity == 1) return static_cast<T>(F{}(x[0]));
  else return static_cast<T>(F{}(x[0], x[1]));
}

// (The derivatives of a derivative are unknown, unless it is made by with_derivative() itself.)
template <base::text Name, std::uint64_t Hash, int Arity, class F, class... By>
struct own_rule_of {
  static constexpr own_rule value = []<int... K>(std::integer_sequence<int, K...>) {
    own_rule rule{
        Name.view(), Hash, call_own<double, Arity, F>, call_own<float, Arity, F>, {{}, {}}};
    ((rule.by[K] = &own_rule_of<Name, base::hash_of(Hash, K + 1), Arity, By>::value), ...);
    return rule;
  }
  (std::make_integer_sequence<int, sizeof...(By)>{});
};
template <base::text Name, std::uint64_t Hash, int Arity, base::text Own, class F, class... By>
struct own_rule_of<Name, Hash, Arity, own_function<Own, F, By...>>
    : own_rule_of<Own, base::hash_of(Own.view()), Arity, F, By...> {};

}  // namespace op

// What with_derivative() makes: a function of numbers, formulas, active numbers and duals.
template <base::text Name, class F, class... By>
class own_function {
 public:
  static constexpr int arity = sizeof...(By);
  static_assert(
      arity == 1 || arity == 2,
      "tapeless: with_derivative() takes a function of one number and its derivative, or a "
      "function of two numbers and its derivatives by each");

  static constexpr bool has_state = !(std::is_empty_v<F> && ... && std::is_empty_v<By>);
  using rule = op::own_rule_of<Name, base::hash_of(Name.view()), arity, F, By...>;

  constexpr own_function() = default;
  constexpr explicit own_function(F f, By... by) : f_(std::move(f)), by_(std::move(by)...) {}

  template <std::floating_point... X>
  requires(sizeof...(X) == arity) constexpr auto operator()(X... x) const {
    return static_cast<std::common_type_t<X...>>(f_(x...));
  }
  template <class... X>
  requires(sizeof...(X) == arity && !(std::floating_point<std::remove_cvref_t<X>> && ...))
      [[gnu::always_inline]] constexpr auto
      operator()(X&&... x) const {
    return compute_own(*this, std::forward<X>(x)...);
  }

  // The derivative by the K-th operand.
  template <int K, class... X>
  constexpr auto derivative(const X&... x) const {
    return std::get<K>(by_)(x...);
  }

 private:
  [[no_unique_address]] F f_;
  [[no_unique_address]] std::tuple<By...> by_;
};

// A function of one number with its derivative, or of two numbers with its derivatives by each:
//
//   constexpr auto drag = with_derivative<"drag">([](auto v) { return look_up(v); },
//                                                 [](auto v) { return look_up_slope(v); });
//
// drag(x) is a formula if x is one, an active number if x is one, and so on; each name stands for
// one function. In a formula f and its derivatives have no state (lambdas without captures); they
// are called with float or double, one number after the other. A derivative may be made by
// with_derivative() itself: then there are second derivatives.
template <base::text Name, class F, class... By>
constexpr auto with_derivative(F f, By... by) {
  return own_function<Name, F, By...>(std::move(f), std::move(by)...);
}

}  // namespace tapeless
