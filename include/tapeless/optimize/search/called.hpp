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
// Duals carry the derivatives by all parameters, whose number the compiler must know.
template <class... Wanted>
inline constexpr bool all_scalars = ((rank<Wanted> == 0) && ...);

template <class Input, class Number>
using argument = std::conditional_t<rank<Input> == 0, const Number&, std::span<const Number>>;
template <class Function, class Number, class... Wanted>
inline constexpr bool takes = std::is_invocable_v<Function&, argument<Wanted, Number>...>;

// What came back: one number, or a range of them.
template <class Number, class Result>
inline constexpr bool is_number =
    std::is_convertible_v<Result, Number> && !base::readable<std::remove_cvref_t<Result>>;
template <class Result>
concept is_range = base::readable<std::remove_cvref_t<Result>> ||
    requires(const std::remove_cvref_t<Result>& r) {
  std::begin(r), std::end(r);
};

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
