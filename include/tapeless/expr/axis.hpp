// Named axes. Operations align tensors by the names of their axes.
#pragma once

#include <concepts>
#include <type_traits>

#include "tapeless/base/text.hpp"
#include "tapeless/expr/term.hpp"

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

template <base::text Name, std::int64_t Extent>
struct named_axis : any_axis {
  static_assert(Extent == at_run_time || (Extent >= 0 && Extent <= most_elements),
                "tapeless: the extent of an axis is 0 or more, and at most 2^44");
  static constexpr axis_info info{Name.view(), Extent, false, nullptr};
  static constexpr std::uint64_t hash = hash_of(hash_of(Name.view()), Extent);

  template <class Number>
  constexpr auto operator=(Number extent) const {
    static_assert(std::is_integral_v<Number>, "tapeless: an extent is a whole number");
    return extent_binding<named_axis>{static_cast<std::int64_t>(extent)};
  }
};

template <base::text Name, class Of>
struct twin_axis : any_axis {
  static constexpr axis_info info{Name.view(), Of::info.extent, true, &Of::info};
  static constexpr std::uint64_t hash = hash_of(hash_of(Name.view()), Of::hash);
};

}  // namespace expr

// An axis: axis<"n"> has the extent of the data bound to it, axis<"k", 25> is known to the
// compiler.
template <base::text Name, std::int64_t Extent = expr::at_run_time>
inline constexpr expr::named_axis<Name, Extent> axis{};

// A second axis with the extent of another: j = twin<"j">(i). v(j, d) reads along j what was
// declared along i.
template <base::text Name>
constexpr auto twin(expr::axis auto of) {
  return expr::twin_axis<Name, decltype(of)>{};
}

}  // namespace tapeless
