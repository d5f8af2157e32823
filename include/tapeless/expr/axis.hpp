// Named axes. Operations align tensors by the names of their axes.
#pragma once

#include <concepts>
#include <string_view>
#include <type_traits>

#include "tapeless/base/text.hpp"
#include "tapeless/expr/formula.hpp"
#include "tapeless/expr/length.hpp"
#include "tapeless/expr/refused.hpp"

namespace tapeless {

struct any_axis {};

namespace expr {

template <class A>
concept axis = std::derived_from<A, any_axis>;

// An extent given to an axis in a call: n = 1000.
template <class Axis>
struct extent_binding {
  std::int64_t extent;
};

// The place along an axis at which at() reads: i = m + 1_c.
template <class Axis, class Subscript>
struct place_binding {};

// What can be said of an axis with an equals sign.
template <class Axis>
struct assignable_axis : any_axis {
  template <class X>
  constexpr auto operator=([[maybe_unused]] X x) const {
    if constexpr (axis<X>) {
      return place_binding<Axis, index_of<X>>{};
    } else if constexpr (formula<X>) {
      return place_binding<Axis, X>{};
    } else {
      static_assert(std::is_integral_v<X>, "tapeless: an extent is a whole number");
      if constexpr (std::is_integral_v<X>)
        return extent_binding<Axis>{static_cast<std::int64_t>(x)};
      else return refused{};
    }
  }
};

// An axis whose extent follows from those of others. `Length` is a formula of them.
template <base::text Name, class Length>
struct derived_axis : assignable_axis<derived_axis<Name, Length>> {
  using assignable_axis<derived_axis>::operator=;
  static constexpr length_found known = length_of(Length::term);
  static_assert(known.whole,
                "tapeless: the length of an axis is a formula of extents and whole constants with "
                "+ - * / min and max, such as extent(i) - 1_c");
  static_assert(known.value <= most_elements,
                "tapeless: the extent of an axis is 0 or more, and at most 2^44");
  static constexpr axis_info info{Name.view(), known.value, {}, &Length::term};
  static constexpr std::uint64_t hash = hash_of(hash_of(Name.view()), Length::term.hash);
};

template <base::text Name, std::int64_t Extent>
struct named_axis : assignable_axis<named_axis<Name, Extent>> {
  using assignable_axis<named_axis>::operator=;
  static_assert(Extent == at_run_time || (Extent >= 0 && Extent <= most_elements),
                "tapeless: the extent of an axis is 0 or more, and at most 2^44");
  static constexpr axis_info info{Name.view(), Extent};
  static constexpr std::uint64_t hash = hash_of(hash_of(Name.view()), Extent);

  template <class Length>
  constexpr auto operator()(Length) const {
    constexpr bool one = Extent == at_run_time;
    static_assert(one, "tapeless: an axis has one extent, not two");
    static_assert(!one || is_formula<Length>,
                  "tapeless: an axis has a length in numbers, axis<\"n\", 3>, or by a formula of "
                  "extents, axis<\"m\">(extent(n) - 1_c)");
    if constexpr (is_formula<Length>) return derived_axis<Name, Length>{};
    else return named_axis{};
  }
};

template <base::text Name, class Of>
struct twin_axis : assignable_axis<twin_axis<Name, Of>> {
  using assignable_axis<twin_axis>::operator=;
  static constexpr axis_info info{Name.view(), Of::info.extent, &Of::info};
  static constexpr std::uint64_t hash = hash_of(hash_of(Name.view()), Of::hash);
};

template <class... Axes>
consteval bool all_differ() {
  const std::string_view names[] = {Axes::info.name..., ""};
  for (std::size_t i = 0; i < sizeof...(Axes); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (names[i] == names[j]) return false;
  return true;
}

}  // namespace expr

// An axis: axis<"n"> has the extent of the data bound to it, axis<"k", 25> is known to the
// compiler, and axis<"m">(extent(n) - 1_c) follows from others (never below 0).
template <base::text Name, std::int64_t Extent = expr::at_run_time>
inline constexpr expr::named_axis<Name, Extent> axis{};

// A second axis with the extent of another: j = twin<"j">(i). v(j, d) reads along j what was
// declared along i.
template <base::text Name>
constexpr auto twin(expr::axis auto of) {
  return expr::twin_axis<Name, decltype(of)>{};
}

// The extent of an axis as a number of formulas, of subscripts, and of other axes' lengths (there
// quotients are rounded down).
constexpr auto extent(expr::axis auto of) { return expr::extent_of<decltype(of)>{}; }

}  // namespace tapeless
