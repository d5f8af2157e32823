// The memory given to out(): of the right size and shape, and each result's its own.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "tapeless/base/view.hpp"
#include "tapeless/front/complaint.hpp"

namespace tapeless::front {

template <class P>
class out_memory {
 public:
  // How many elements an output has.
  template <int Output>
  static constexpr ptrdiff_t size(const ptrdiff_t* extent) {
    constexpr ir::index_list axes = P::graph.outputs[Output].axes;
    ptrdiff_t size = 1;
    for (int d = 0; d < axes.size; ++d) size *= extent[axes[d]];
    return size;
  }

  // Memory that does not lie in a row has the shape of its result, and no memory is given twice.
  template <class... Given>
  static constexpr void check(const ptrdiff_t* extent, const Given&... given) {
    (check_shape(extent, given), ...);
    if constexpr ((0 + ... + (is_out<Given> ? 1 : 0)) > 1)
      if (!std::is_constant_evaluated()) check_pairs(given...);
  }

  static constexpr out_complaint<> complain{tables_of<P>.words()};

 private:
  template <class Other>
  static constexpr void check_shape(const ptrdiff_t*, const Other&) {}
  template <class Input, class T, int Rank>
  static constexpr void check_shape(const ptrdiff_t* extent,
                                    const expr::out_binding<Input, T, base::view<T, Rank>>& b) {
    constexpr int output = P::compilation::template output_of<Input>();
    if (b.memory.repeats()) complain.same_place(output);
    compare<output>(extent, b.memory.extent);
  }
  template <class Input, class T, int Rank>
  static constexpr void check_shape(
      const ptrdiff_t* extent, const expr::out_binding<Input, T, base::shaped_span<T, Rank>>& b) {
    compare<P::compilation::template output_of<Input>()>(extent, b.memory.shape);
  }
  template <int Output, std::size_t Rank>
  static constexpr void compare(const ptrdiff_t* extent, const std::array<ptrdiff_t, Rank>& found) {
    constexpr ir::index_list axes = P::graph.outputs[Output].axes;
    if constexpr (axes.size == Rank) {
      std::array<ptrdiff_t, Rank> needed{};
      for (unsigned d = 0; d < Rank; ++d) needed[d] = extent[axes[static_cast<int>(d)]];
      if (needed != found) complain.wrong_shape(Output, needed.data(), found.data(), Rank);
    } else {
      const ptrdiff_t needed = size<Output>(extent), count = base::product(found);
      if (needed != count) complain.wrong_size(Output, needed, static_cast<std::size_t>(count));
      if (count != *std::max_element(found.begin(), found.end()))
        complain.wrong_rank(Output, found.data(), Rank);
    }
  }

  template <class... Given>
  static void check_pairs(const Given&... given) {
    const auto each_pair = [&](const auto& one) { (check_pair(one, given), ...); };
    (each_pair(given), ...);
  }
  template <class One, class Other>
  static void check_pair(const One&, const Other&) {}
  template <class A, class B, class T, class M, class N>
  static void check_pair(const expr::out_binding<A, T, M>& a, const expr::out_binding<B, T, N>& b) {
    constexpr int one = P::compilation::template output_of<A>(),
                  other = P::compilation::template output_of<B>();
    if constexpr (one < other)
      if (meet(seen(a.memory), seen(b.memory))) complain.overlap(one, other);
  }

  template <class T>
  static auto seen(const std::span<T>& memory) {
    return base::row_major(memory.data(), base::extent_list<1>{std::ssize(memory)});
  }
  template <class T, int Rank>
  static auto seen(const base::view<T, Rank>& memory) {
    return memory;
  }

  // Whether they share an element. (Two columns of a row-major matrix lie between each other.)
  template <class One, class Other>
  static bool meet(const One& one, const Other& other) {
    if (!one.range().meets(other.range())) return false;
    if (one.in_a_row() && other.in_a_row()) return true;
    std::vector<const void*> addresses;
    const auto add = [&](const auto& element) { addresses.push_back(&element); };
    one.for_each(add);
    other.for_each(add);
    std::sort(addresses.begin(), addresses.end());
    return std::adjacent_find(addresses.begin(), addresses.end()) != addresses.end();
  }
};

}  // namespace tapeless::front
