// What a parameter may start from: the mistakes that the compiler can see, one sentence each.
#pragma once

#include <cstddef>
#include <iterator>
#include <type_traits>
#include <utility>

#include "tapeless/base/gather.hpp"
#include "tapeless/expr/input.hpp"
#include "tapeless/optimize/zeros.hpp"

namespace tapeless::optimizing {

// The type of a value's numbers, and how many axes it is for.
inline constexpr int any = -1;

template <class Value>
struct start_of {
  using number = Value;
  static constexpr int axes = 0;
};
template <base::readable Value>
struct start_of<Value> {
  using number = base::number_in<Value>;
  static constexpr int axes = any;
};
template <class T, std::size_t Rank>
struct start_of<zero_tensor<T, Rank>> {
  using number = T;
  static constexpr int axes = static_cast<int>(Rank);
};

template <class Input, class Value>
consteval bool check_start() {
  constexpr int axes = Input::info.axes.size;
  constexpr bool numbers = std::is_arithmetic_v<typename start_of<Value>::number>;
  constexpr bool scalar = start_of<Value>::axes == 0;
  static_assert(axes != 0 || (numbers && scalar),
                "tapeless: parameters(): a scalar input starts from a number");
  static_assert(axes == 0 || (numbers && !scalar) || base::strange<Value>,
                "tapeless: parameters(): a tensor input starts from a contiguous range of numbers, "
                "or from zeros()");
  static_assert(!base::strange<Value>,
                "tapeless: parameters(): an input starts from data with a shape that only its own "
                "library can read; use a view with the members of std::mdspan, or a copy");
  static_assert(
      axes == 0 || scalar || start_of<Value>::axes == any || start_of<Value>::axes == axes,
      "tapeless: parameters(): zeros() needs as many extents as the input has axes");
  return true;
}

// One argument of parameters(). What is not input = value stands for an input without a name.
template <class Given>
struct start {
  using input = expr::scalar_input<"">;
  using number = int;
  static constexpr int data_of(const Given&) { return 0; }
};
template <class Input, class Data>
struct start<expr::binding<Input, Data>> {
  using value = std::remove_cvref_t<Data>;
  using input = Input;
  using number = typename start_of<value>::number;
  static_assert(check_start<Input, value>());

  template <class Given>
  static constexpr auto&& data_of(Given&& given) {
    return std::forward<Given>(given).data;
  }
};

template <class Given>
inline constexpr bool is_start = requires {
  typename start<std::remove_cvref_t<Given>>::value;
};

// float or double, as the values have it. Whole numbers take the type of the others.
template <class... Number>
struct common_number {
  static constexpr bool floats = (std::is_same_v<Number, float> || ...);
  static constexpr bool doubles = (std::is_same_v<Number, double> || ...);
  static constexpr bool mixed = floats && doubles;
  using type = std::conditional_t<floats, float, double>;
};

}  // namespace tapeless::optimizing
