// at_most_0(x + y - 1_c), equal_to_0(f): what the parameters must keep to, for methods that can.
#pragma once

#include <cstddef>
#include <functional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/front/given.hpp"
#include "tapeless/gradient.hpp"
#include "tapeless/optimize/search/by_function.hpp"

namespace tapeless {

namespace optimizing {

enum class relation { at_most_0, equal_to_0 };

// What it has that the loss has not is bound in it.
template <relation Is, class Function, class... Data>
struct constraint {
  static constexpr relation is = Is;
  Function function;
  std::tuple<Data...> data;
};

constexpr auto compiled_function(auto formula) { return function(formula); }

// A formula as a function of numbers; a function by reference.
template <class Function>
auto as_called(const Function& function) {
  if constexpr (expr::operand<Function>)
    return as_function<decltype(compiled_function(function))>{compiled_function(function)};
  else return std::cref(function);
}

// Of all that the loss is called with, what this formula has: bindings as one object, of which it
// takes its own, and extents of its axes.
template <class Program, class Given>
auto of_this_formula(const Given& given) {
  if constexpr (front::bundle<Given>) return std::tie(given);
  else return std::tuple();
}
template <class Program, class Input, class Data>
auto of_this_formula(const expr::binding<Input, Data>& given) {
  using binding = expr::binding<Input, const std::remove_reference_t<Data>&>;
  return std::tuple(bundle_of<std::tuple<binding>>{std::tuple<binding>(binding{given.data})});
}
template <class Program, class Axis>
auto of_this_formula(const expr::extent_binding<Axis>& given) {
  if constexpr (front::axis_of<Program, Axis>() >= 0) return std::tie(given);
  else return std::tuple();
}

// A constraint in a search: its values at a place (a number, or each of a tensor's or a range's),
// and their derivatives, row after row. (Each look has a tape of its own: of several that are there
// at once only the last records.)
template <class Constraint, class Flat, class Data>
class constraint_in_search {
 public:
  using T = typename Flat::number;
  static constexpr relation is = Constraint::is;

  constraint_in_search(const Constraint& given, const Flat& theta, const Data& data)
      : given_(given), theta_(theta), data_(data) {}

  void look(const std::vector<T>& x) {
    using called = decltype(as_called(given_.function));
    on_tape<called, T> calls(as_called(given_.function));
    std::apply([&](const auto&... all) { calls.call(x, theta_, all...); }, own_data());
    values_.resize(calls.results());
    for (std::size_t i = 0; i < values_.size(); ++i)
      values_[i] = static_cast<double>(calls.value(i));
    calls.jacobian(jacobian_);
  }
  const std::vector<double>& values() const { return values_; }
  const std::vector<T>& jacobian() const { return jacobian_; }

 private:
  auto own_data() const {
    using function = decltype(given_.function);
    if constexpr (!expr::operand<std::remove_cv_t<function>>) {
      return std::tuple();
    } else {
      using program = typename decltype(compiled_function(given_.function))::program;
      const auto shared = std::apply(
          [](const auto&... all) { return std::tuple_cat(of_this_formula<program>(all)...); },
          data_);
      return std::tuple_cat(shared, given_.data);
    }
  }

  const Constraint& given_;
  const Flat& theta_;
  const Data& data_;
  std::vector<double> values_{};
  std::vector<T> jacobian_{};
};

}  // namespace optimizing

// Constraints of minimize() for lbfgs, levenberg_marquardt and nlopt_method: the formula, or all
// elements of a tensor, is at most 0, or is 0, at the end (in between it may not be). It shares the
// loss's data; what it has of its own is bound in it: at_most_0(weight * x - most, most = 3.0). A
// function of the parameters may stand for the formula.
template <class Function, class... Data>
auto at_most_0(Function function, const Data&... data) {
  return optimizing::constraint<optimizing::relation::at_most_0, Function, Data...>{
      std::move(function), std::tuple(data...)};
}
template <class Function, class... Data>
auto equal_to_0(Function function, const Data&... data) {
  return optimizing::constraint<optimizing::relation::equal_to_0, Function, Data...>{
      std::move(function), std::tuple(data...)};
}

}  // namespace tapeless
