// zeros(25, 10): a tensor of zeros, as a parameter's start. It has extents and no memory yet.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <type_traits>

#include "tapeless/base/error.hpp"
#include "tapeless/expr/axis.hpp"

namespace tapeless {

namespace optimizing {

template <class T, std::size_t Rank>
struct zero_tensor {
  std::array<std::size_t, Rank> extents;
};

template <class Extent>
std::size_t extent_of([[maybe_unused]] Extent extent) {
  if constexpr (expr::axis<Extent>) {
    static_assert(Extent::info.extent >= 0,
                  "tapeless: zeros(): the compiler does not know the extent of an axis; write the "
                  "number");
    return static_cast<std::size_t>(Extent::info.extent);
  } else {
    static_assert(std::is_integral_v<Extent>,
                  "tapeless: zeros() takes extents: whole numbers, or axes that declare theirs");
    if (extent < Extent{})
      base::fail("zeros(): an extent is " + std::to_string(extent) + "; it must be at least 0");
    return static_cast<std::size_t>(extent);
  }
}

}  // namespace optimizing

// A tensor of zeros with these extents, or with those of axes: zeros(25, 10), zeros(k, d). As a
// whole number does, it takes the number type of the parameters beside it; zeros<float>(25, 10)
// insists on its own.
template <class T = int, class... Extents>
auto zeros(Extents... extents) {
  static_assert(sizeof...(Extents) > 0, "tapeless: zeros() takes at least one extent");
  return optimizing::zero_tensor<T, sizeof...(Extents)>{{optimizing::extent_of(extents)...}};
}

}  // namespace tapeless
