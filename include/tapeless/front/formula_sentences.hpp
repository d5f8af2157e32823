// The mistakes of a formula that the compiler can see, one sentence each (docs/errors.md). They are
// told at the front door, before anything is compiled, and nothing else is compiled then.
#pragma once

#include <string_view>
#include <utility>

#include "tapeless/base/text.hpp"
#include "tapeless/expr/refused.hpp"
#include "tapeless/front/limits.hpp"

namespace tapeless::front {

using expr::refused;

template <class Compiled>
inline constexpr bool is_refused = std::is_same_v<Compiled, refused>;

// Whether a sentence was said of one of several arguments.
template <class... Given>
inline constexpr bool told_before = (is_refused<Given> || ...);

// A name of the formula, which get() returns, as a template argument: an error shows it.
template <class Get>
consteval auto text_of(Get) {
  constexpr std::string_view name = Get{}();
  return [name]<std::size_t... I>(std::index_sequence<I...>) {
    const char letters[] = {name[I]..., '\0'};
    return base::text<sizeof...(I) + 1>(letters);
  }
  (std::make_index_sequence<name.size()>{});
}

template <base::text Input, base::text Axis, std::int64_t Least, std::int64_t Greatest,
          std::int64_t Extent>
struct read_lies_inside {
  static constexpr refused compile() {
    static_assert(Least >= 0 && Greatest < Extent,
                  "tapeless: an input or a formula is read where it has no elements (the name, the "
                  "axis, the least and the greatest place, and the extent are in the type)");
    return {};
  }
};

// Whether a formula can be compiled. The type of one that can not has the sentence.
template <ir::problem Found>
struct formula_is_sound {
  static constexpr refused compile() {
    static_assert(Found != ir::problem::axis_has_two_meanings,
                  "tapeless: two axes of the formula have one name, but another extent or another "
                  "original; rename one");
    static_assert(Found != ir::problem::input_has_two_meanings,
                  "tapeless: two inputs of the formula have one name, but other axes; rename one");
    static_assert(Found != ir::problem::too_many_axes,
                  "tapeless: a formula has at most 60 axes, and a tensor at most 6");
    static_assert(Found != ir::problem::axis_not_there,
                  "tapeless: a reduction is over an axis that its operand does not have");
    static_assert(Found != ir::problem::read_along_other_extent,
                  "tapeless: an input is read along an axis of another extent; use a twin of the "
                  "axis it was declared over");
    static_assert(
        Found != ir::problem::not_a_subscript,
        "tapeless: a subscript is a whole-number formula of axes, extents and inputs of whole "
        "numbers, such as i + 1_c, 2_c * i + k, extent(i) - 1_c - i or which");
    static_assert(Found != ir::problem::loss_is_not_a_scalar,
                  "tapeless: gradient: the loss is a tensor; wrap it in sum() or mean()");
    static_assert(
        Found != ir::problem::whole_in_part,
        "tapeless: remainders are of whole numbers: of steps, extents and inputs of whole "
        "numbers");
    static_assert(Found != ir::problem::wanted_twice,
                  "tapeless: gradient: an input is named twice in wrt()");
    static_assert(Found != ir::problem::wanted_not_there,
                  "tapeless: gradient: an input in wrt() does not appear in the loss");
    return {};
  }
};

// Whether there is room for what is derived from it.
template <bool Rank, bool Axes, bool Elements>
struct formula_is_small_enough {
  static constexpr refused compile() {
    static_assert(
        Rank,
        "tapeless: a tensor has at most 6 axes: in a Jacobian those of the formula and of "
        "an input, in normal equations those of two inputs");
    static_assert(
        !Rank || Axes,
        "tapeless: a formula has at most 60 axes; a Jacobian needs one more for each axis "
        "of an input in wrt(), normal equations two");
    static_assert(!Rank || !Axes || Elements,
                  "tapeless: the declared extents make a tensor of more elements than memory can "
                  "hold");
    return {};
  }
};

template <class Compiled>
struct nothing_wrong {
  static constexpr Compiled compile() { return {}; }
};

// What compiles a formula: to `Compiled`, or with a sentence about what is wrong with it. (The
// sentences are in functions: clang goes on with those, and not with a class that has a mistake.)
template <class Compiled, pipeline::pass_function Derive, class Formula, class... Wanted>
consteval auto judge() {
  constexpr ir::problem found = mistake<Derive, Formula, Wanted...>;
  if constexpr (found == ir::problem::read_outside) {
    constexpr auto& outside = pipeline::traced<Derive, Formula, Wanted...>.outside;
    constexpr auto input =
        text_of([] { return pipeline::traced<Derive, Formula, Wanted...>.outside.input; });
    constexpr auto axis =
        text_of([] { return pipeline::traced<Derive, Formula, Wanted...>.outside.axis; });
    return std::type_identity<
        read_lies_inside<input, axis, outside.least, outside.greatest, outside.extent>>{};
  } else if constexpr (found != ir::problem::none) {
    return std::type_identity<formula_is_sound<found>>{};
  } else {
    using room = limits<Derive, Formula, Wanted...>;
    if constexpr (room::rank && room::axes && room::elements)
      return std::type_identity<nothing_wrong<Compiled>>{};
    else
      return std::type_identity<formula_is_small_enough<room::rank, room::axes, room::elements>>{};
  }
}
template <class Compiled, pipeline::pass_function Derive, class Formula, class... Wanted>
using if_sound = typename decltype(judge<Compiled, Derive, Formula, Wanted...>())::type;

}  // namespace tapeless::front
