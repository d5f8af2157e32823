// Numbers in memory at regular distances: what the language has from C++23 on as std::mdspan.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

namespace tapeless::base {

using std::ptrdiff_t;

inline constexpr ptrdiff_t not_known = -1;

template <int Rank>
using extent_list = std::array<ptrdiff_t, static_cast<std::size_t>(Rank)>;

template <std::size_t Rank>
constexpr ptrdiff_t product(const std::array<ptrdiff_t, Rank>& extents) {
  ptrdiff_t all = 1;
  for (const ptrdiff_t e : extents) all *= e;
  return all;
}

// A range of addresses, to see whether two overlap.
struct address_range {
  std::uintptr_t begin = 0, end = 0;

  bool meets(const address_range& other) const { return begin < other.end && other.begin < end; }
};

template <class T>
address_range range_of(const T* first, ptrdiff_t count) {
  const auto begin = reinterpret_cast<std::uintptr_t>(first);
  return {begin, begin + static_cast<std::uintptr_t>(count) * sizeof(T)};
}

// A tensor of these extents; from one element to the next along an axis it is `stride` elements.
template <class T, int Rank>
struct view {
  static constexpr int rank = Rank;

  T* first = nullptr;
  extent_list<Rank> extent{};
  extent_list<Rank> stride{};

  constexpr ptrdiff_t count() const { return product(extent); }

  // Whether the elements lie one behind the other, row-major.
  constexpr bool in_a_row() const {
    if (count() <= 1) return true;
    ptrdiff_t distance = 1;
    for (std::size_t d = Rank; d-- > 0;) {
      if (extent[d] != 1 && stride[d] != distance) return false;
      distance *= extent[d];
    }
    return true;
  }

  // Whether an element is there more than once because an axis goes nowhere.
  constexpr bool repeats() const {
    bool any = false;
    for (std::size_t d = 0; d < Rank; ++d) any = any || (extent[d] > 1 && stride[d] == 0);
    return any && count() > 0;
  }

  // use(element) for each, the last axis fastest.
  template <class Use>
  constexpr void for_each(const Use& use) const {
    if (count() > 0) walk<0>(first, use);
  }

  // From the first address to behind the last one.
  address_range range() const {
    if (count() <= 0) return {};
    T *low = first, *high = first;
    for (std::size_t d = 0; d < Rank; ++d) {
      const ptrdiff_t far = (extent[d] - 1) * stride[d];
      (far < 0 ? low : high) += far;
    }
    return {reinterpret_cast<std::uintptr_t>(low), reinterpret_cast<std::uintptr_t>(high + 1)};
  }

 private:
  template <std::size_t Axis, class Use>
  constexpr void walk(T* at, const Use& use) const {
    for (ptrdiff_t i = 0; i < extent[Axis]; ++i)
      if constexpr (Axis + 1 == Rank) use(at[i * stride[Axis]]);
      else walk<Axis + 1>(at + i * stride[Axis], use);
  }
};

// The same where the numbers lie one behind the other, row-major.
template <class T, int Rank>
struct shaped_span : std::span<T> {
  extent_list<Rank> shape{};
};

// A view of numbers that lie one behind the other, row-major.
template <class T, std::size_t Rank>
constexpr view<T, static_cast<int>(Rank)> row_major(T* first,
                                                    const std::array<ptrdiff_t, Rank>& extent) {
  view<T, static_cast<int>(Rank)> v{first, extent, {}};
  ptrdiff_t distance = 1;
  for (std::size_t d = Rank; d-- > 0; distance *= extent[d]) v.stride[d] = distance;
  return v;
}

}  // namespace tapeless::base
