// What a result is kept in.
#pragma once

#include <array>
#include <span>
#include <type_traits>
#include <vector>

#include "tapeless/front/given.hpp"

namespace tapeless::front {

using std::ptrdiff_t;

// How many elements an output has; 0 for a scalar, at_run_time if an extent is not known to the
// compiler.
template <class P, int Output>
consteval ptrdiff_t static_size() {
  constexpr ir::index_list axes = P::graph.outputs[Output].axes;
  if (axes.size == 0) return 0;
  ptrdiff_t size = 1;
  for (int d = 0; d < axes.size; ++d) {
    const auto extent = P::graph.axes[axes[d]].extent;
    if (extent < 0) return expr::at_run_time;
    size *= extent;
  }
  return size;
}

// Results of at most so many bytes whose extents are declared are arrays; larger ones do not belong
// on the stack.
inline constexpr std::size_t most_bytes_of_an_array = std::size_t{1} << 16;

template <class T>
constexpr bool is_array(ptrdiff_t size) {
  return size >= 0 && static_cast<std::size_t>(size) <= most_bytes_of_an_array / sizeof(T);
}

template <class T, ptrdiff_t Size>
struct memory_for {
  using type =
      std::conditional_t<is_array<T>(Size),
                         std::array<T, static_cast<std::size_t>(is_array<T>(Size) ? Size : 0)>,
                         std::vector<T>>;
};
template <class T>
struct memory_for<T, 0> {
  using type = T;
};
template <class T>
struct memory_for<T, expr::at_run_time> {
  using type = std::vector<T>;
};

// Where an output is kept: a number, an array, a vector, or the caller's memory.
template <class P, class T, int Output, class... Given>
struct kept_output {
  static constexpr bool given =
      static_size<P, Output>() != 0 &&
      ((is_out_in_a_row<Given> && given_output<P, Given> == Output) || ...);
  using type = std::conditional_t<given, std::span<T>,
                                  typename memory_for<T, static_size<P, Output>()>::type>;
};
template <class P, class T, int Output, class... Given>
using kept = typename kept_output<P, T, Output, Given...>::type;

}  // namespace tapeless::front
