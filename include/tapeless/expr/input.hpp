// Named inputs: the leaves of a formula, and what data is bound to.
#pragma once

#include <type_traits>
#include <utility>

#include "tapeless/base/text.hpp"
#include "tapeless/expr/axis.hpp"
#include "tapeless/expr/formula.hpp"

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

template <class... Axes>
consteval bool all_differ() {
  const std::string_view names[] = {Axes::info.name..., ""};
  for (std::size_t i = 0; i < sizeof...(Axes); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (names[i] == names[j]) return false;
  return true;
}

// An input read along axes other than its own.
template <class Input, class... Axes>
inline constexpr term reading{.code = op::input,
                              .input = &Input::info,
                              .axes = {{&Axes::info...}, sizeof...(Axes)},
                              .hash = hash_of(Input::term.hash, Axes::hash...)};
template <class Input, class... Axes>
using read = typename naming<reading<Input, Axes...>>::type;

// A tensor over named axes, row-major: the last axis is contiguous.
template <base::text Name, class... Axes>
struct tensor_input : any_formula {
  static_assert(sizeof...(Axes) <= max_rank, "tapeless: an input has at most 6 axes");
  static_assert(all_differ<Axes...>(),
                "tapeless: an input is declared over one axis twice; use a twin of it");
  using is_input = void;
  static constexpr input_info info{Name.view(), {{&Axes::info...}, sizeof...(Axes)}};
  static constexpr expr::term term{.code = op::input,
                                   .input = &info,
                                   .axes = info.axes,
                                   .hash = hash_of(hash_of(Name.view()), op::input, Axes::hash...)};

  template <class Data>
  constexpr auto operator=(Data&& data) const {
    return binding<tensor_input, Data>{std::forward<Data>(data)};
  }

  template <axis... Others>
  constexpr auto operator()(Others...) const {
    static_assert(sizeof...(Others) == sizeof...(Axes),
                  "tapeless: an input is read along as many axes as it was declared with");
    if constexpr ((std::is_same_v<Axes, Others> && ...)) {
      return *this;
    } else {
      return read<tensor_input, Others...>{};
    }
  }
};

// A scalar input, and the maker of tensors: input<"x"> and input<"x">(n, d).
template <base::text Name>
struct scalar_input : any_formula {
  using is_input = void;
  static constexpr input_info info{Name.view(), {}};
  static constexpr expr::term term{
      .code = op::input, .input = &info, .hash = hash_of(hash_of(Name.view()), op::input)};

  template <class Data>
  constexpr auto operator=(Data&& data) const {
    return binding<scalar_input, Data>{std::forward<Data>(data)};
  }

  template <axis... Axes>
  constexpr auto operator()(Axes...) const {
    if constexpr (sizeof...(Axes) == 0) return *this;
    else return tensor_input<Name, Axes...>{};
  }
};

}  // namespace expr

// An input: input<"slope"> is a scalar, input<"height">(n) a tensor over axis n.
template <base::text Name>
inline constexpr expr::scalar_input<Name> input{};

}  // namespace tapeless
