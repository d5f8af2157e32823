// A loss that is any function of numbers: how it is called, and what it may return.
#pragma once

#include <concepts>
#include <cstddef>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/base/gather.hpp"
#include "tapeless/optimize/search/flat.hpp"
#include "tapeless/tape/dual.hpp"
#include "tapeless/tape/memory_of.hpp"
#include "tapeless/tape/tape.hpp"

namespace tapeless {

namespace optimizing {

// A function that is called with duals.
template <class Function>
struct called_with_duals {
  Function function;
};

template <class Input, class Number>
using argument = std::conditional_t<rank<Input> == 0, const Number&, std::span<const Number>>;
template <class Function, class Number, class... Wanted>
inline constexpr bool takes = std::is_invocable_v<Function&, argument<Wanted, Number>...>;

// Duals carry the derivatives by all parameters, whose number the compiler must know.
template <class... Wanted>
inline constexpr bool all_scalars = ((rank<Wanted> == 0) && ...);
template <class T, class... Wanted>
using dual_by = dual<T, static_cast<int>(sizeof...(Wanted))>;

// The numbers that a function is called with: those of a tape, or of a tape in a tape; duals where
// it takes nothing else; void if it takes none. (A template is tried with one kind only: its body
// may not compile with another.)
template <bool SecondOrder, class T, class Function, class... Wanted>
consteval auto number_taken() {
  using recorded = std::conditional_t<SecondOrder, active<active<T>>, active<T>>;
  if constexpr (takes<Function, recorded, Wanted...>) return std::type_identity<recorded>{};
  else if constexpr (SecondOrder) return std::type_identity<void>{};
  else if constexpr (!all_scalars<Wanted...>) return std::type_identity<void>{};
  else if constexpr (takes<Function, dual_by<T, Wanted...>, Wanted...>)
    return std::type_identity<dual_by<T, Wanted...>>{};
  else return std::type_identity<void>{};
}

// What came back: one number, or a range of them.
template <class Number, class Result>
inline constexpr bool is_number =
    std::is_convertible_v<Result, Number> && !base::readable<std::remove_cvref_t<Result>>;
template <class Result>
concept is_range = base::readable<std::remove_cvref_t<Result>> ||
    requires(const std::remove_cvref_t<Result>& r) {
  std::begin(r), std::end(r);
};

// What a method can make of a function.
template <bool SecondOrder, class T, class Function, class... Wanted>
struct facts_of_function {
  using plain = Function;
  static constexpr bool wants_duals = false;
  using number = typename decltype(number_taken<SecondOrder, T, Function, Wanted...>())::type;
  static constexpr bool is_taken = !std::is_void_v<number>;
};
template <bool SecondOrder, class T, class Function, class... Wanted>
struct facts_of_function<SecondOrder, T, called_with_duals<Function>, Wanted...> {
  using plain = Function;
  static constexpr bool wants_duals = true;
  using number = dual_by<T, Wanted...>;
  static constexpr bool is_taken = [] {
    if constexpr (SecondOrder || !all_scalars<Wanted...>) return false;
    else return takes<Function, number, Wanted...>;
  }();
};

// What it returns: nothing that can be used, a number, or several.
enum class returned { nothing, one, several };
template <class Facts, class... Wanted>
consteval returned what_returns() {
  if constexpr (!Facts::is_taken) {
    return returned::nothing;
  } else {
    using number = typename Facts::number;
    using result = std::invoke_result_t<typename Facts::plain&, argument<Wanted, number>...>;
    if constexpr (is_number<number, result>) return returned::one;
    else return is_range<result> ? returned::several : returned::nothing;
  }
}

// The results, as numbers of one type, in memory that is kept.
template <class Number, class Result>
void keep(const Result& found, std::vector<Number>& results) {
  results.clear();
  if constexpr (is_number<Number, Result>) {
    results.push_back(found);
  } else {
    taped::with_all(found, [&](const auto& data, std::size_t, const auto& each) {
      each(data, [&](const auto& x) { results.push_back(x); });
    });
  }
}

// A compiled formula as a function of numbers: what is bound to other inputs comes behind.
template <class Compiled>
struct as_function {
  Compiled compiled;
};

// What a formula is called with, as one object: of it, and of the data, it takes what it has.
template <class Bindings>
struct bundle_of {
  Bindings all;
  const Bindings& bindings() const { return all; }
};

template <class Number, class Flat, class... Data>
decltype(auto) call(auto& function, const Flat& theta, const std::vector<Number>& numbers,
                    const Data&...) {
  return theta.call(function, numbers);
}
template <class Number, class Compiled, class Flat, class... Data>
auto call(as_function<Compiled>& function, const Flat& theta, const std::vector<Number>& numbers,
          const Data&... data) {
  const auto bindings = theta.bindings(numbers);
  return function.compiled(bundle_of<decltype(bindings)>{bindings}, data...);
}

}  // namespace optimizing

// minimize(with_duals(f), theta, ...) calls f with dual numbers, not with those of a tape: for few
// parameters, all of them scalars, that is faster in long programs.
template <class Function>
auto with_duals(Function function) {
  return optimizing::called_with_duals<Function>{std::move(function)};
}

}  // namespace tapeless
