// Named inputs: the leaves of a formula, and what data is bound to.
#pragma once

#include <initializer_list>
#include <type_traits>
#include <utility>
#include <vector>

#include "tapeless/base/text.hpp"
#include "tapeless/expr/axis.hpp"
#include "tapeless/expr/operators.hpp"

namespace tapeless {

namespace expr {

// Data given to an input in a call: height = h. Data is a reference, or what was a temporary: that
// is the binding's own, so that `auto b = (height = load())` can be kept.
template <class Input, class Data>
struct binding {
  Data data;
};

template <class I>
concept input = requires {
  typename I::is_input;
};

template <class I>
inline constexpr bool holds_whole = [] {
  if constexpr (input<I>) return I::info.is_whole;
  else return false;
}();

// An input read along axes other than its own.
template <class Input, class... Axes>
inline constexpr term reading{.code = op::input,
                              .input = &Input::info,
                              .axes = {{&Axes::info...}, sizeof...(Axes)},
                              .hash = hash_of(Input::term.hash, Axes::hash...)};
template <class Input, class... Axes>
using read = typename naming<reading<Input, Axes...>>::type;

// An input read at subscripts, one a dimension: x(m + 1_c).
template <class Input, class... Subscripts>
inline constexpr term reading_at{
    .code = op::input,
    .input = &Input::info,
    .subscripts = subscript_terms<Subscripts...>,
    .hash = hash_of(Input::term.hash, op::inside, Subscripts::term.hash...)};
template <class Input, class... Subscripts>
using read_at = typename naming<reading_at<Input, Subscripts...>>::type;

// What inputs hold: numbers, or whole numbers, which subscripts can be made of.
struct numbers_kind {
  static constexpr bool is_whole = false;
};
struct whole_kind {
  static constexpr bool is_whole = true;
};

// A tensor over named axes, row-major: the last axis is contiguous.
template <bool IsWhole, base::text Name, class... Axes>
struct tensor_of : any_formula {
  static_assert(sizeof...(Axes) <= max_rank, "tapeless: an input has at most 6 axes");
  static_assert(all_differ<Axes...>(),
                "tapeless: an input is declared over one axis twice; use a twin of it");
  using is_input = void;
  static constexpr input_info info{Name.view(), {{&Axes::info...}, sizeof...(Axes)}, IsWhole};
  static constexpr expr::term term{
      .code = op::input,
      .input = &info,
      .axes = info.axes,
      .hash = hash_of(hash_of(Name.view()), op::input + info.is_whole, Axes::hash...)};

  template <class Data>
  constexpr auto operator=(Data&& data) const {
    return binding<tensor_of, Data>{std::forward<Data>(data)};
  }

  // v = {1.0, 2.0} and m = {{1.0, 2.0}, {3.0, 4.0}}.
  template <class T>
  constexpr auto operator=(std::initializer_list<T> numbers) const {
    return binding<tensor_of, std::vector<T>>{numbers};
  }
  template <class T>
  constexpr auto operator=(std::initializer_list<std::initializer_list<T>> rows) const {
    return binding<tensor_of, std::vector<std::vector<T>>>{{rows.begin(), rows.end()}};
  }

  // Read along other axes, or at subscripts: whole-number formulas of axes, extents and inputs of
  // whole numbers.
  template <class... Others>
  constexpr auto operator()(Others...) const {
    constexpr bool as_many = sizeof...(Others) == sizeof...(Axes);
    static_assert(as_many, "tapeless: an input is read along as many axes as it was declared with");
    if constexpr (!as_many) {
      return *this;
    } else if constexpr (!(axis<Others> && ...)) {
      return read_at<tensor_of, decltype(number_of<Others>())...>{};
    } else if constexpr ((std::is_same_v<Axes, Others> && ...)) {
      return *this;
    } else {
      return read<tensor_of, Others...>{};
    }
  }
};

// A scalar input, and the maker of tensors: input<"x"> and input<"x">(n, d).
template <bool IsWhole, base::text Name>
struct scalar_of : any_formula {
  using is_input = void;
  static constexpr input_info info{Name.view(), {}, IsWhole};
  static constexpr expr::term term{
      .code = op::input,
      .input = &info,
      .hash = hash_of(hash_of(Name.view()), op::input + info.is_whole)};

  template <class Data>
  constexpr auto operator=(Data&& data) const {
    return binding<scalar_of, Data>{std::forward<Data>(data)};
  }

  template <class... Axes>
  constexpr auto operator()(Axes...) const {
    constexpr bool axes = (axis<Axes> && ...);
    static_assert(axes,
                  "tapeless: an input is declared over axes: input<\"x\">(n) with n = axis<\"n\">, "
                  "or axis<\"n\", 3>");
    if constexpr (!axes || sizeof...(Axes) == 0) return *this;
    else return tensor_of<IsWhole, Name, Axes...>{};
  }
};

template <base::text Name, class... Axes>
using tensor_input = tensor_of<false, Name, Axes...>;
template <base::text Name>
using scalar_input = scalar_of<false, Name>;

}  // namespace expr

// The kind of an input that holds whole numbers, of 8 to 64 bits: input<"which", whole>(n). It is
// what subscripts are made of, table(which, d), and a number in formulas; it has no derivative.
using whole = expr::whole_kind;

// An input: input<"slope"> is a scalar, input<"height">(n) a tensor over axis n.
template <base::text Name, class Kind = expr::numbers_kind>
inline constexpr expr::scalar_of<Kind::is_whole, Name> input{};

}  // namespace tapeless
