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
  static constexpr ptrdiff_t size(int output, const ptrdiff_t* extent) {
    const ir::index_list axes = P::graph.outputs[output].axes;
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

  [[noreturn, gnu::cold, gnu::noinline]] static void wrong_size(int output, ptrdiff_t needed,
                                                                std::size_t size) {
    base::fail("the memory given to out() has " + std::to_string(size) + " values, but " +
               result(output) + " has " + std::to_string(needed));
  }

 private:
  template <class Other>
  static constexpr void check_shape(const ptrdiff_t*, const Other&) {}
  template <class Input, class T, int Rank>
  static constexpr void check_shape(const ptrdiff_t* extent,
                                    const expr::out_binding<Input, T, base::view<T, Rank>>& b) {
    constexpr int output = P::compilation::template output_of<Input>();
    if (b.memory.repeats()) same_place(output);
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
      if (needed != found) wrong_shape(Output, needed.data(), found.data(), Rank);
    } else {
      const ptrdiff_t needed = size(Output, extent), count = base::product(found);
      if (needed != count) wrong_size(Output, needed, static_cast<std::size_t>(count));
      if (count != *std::max_element(found.begin(), found.end()))
        wrong_rank(Output, found.data(), Rank);
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
      if (meet(seen(a.memory), seen(b.memory))) overlap(one, other);
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

  static std::string result(int output) {
    static constexpr auto input_of = [] {
      std::array<int, P::graph.output_count> all{};
      for (unsigned o = 0; o < all.size(); ++o) all[o] = P::graph.outputs[o].input;
      return all;
    }();
    const int input = input_of[static_cast<unsigned>(output)];
    return input < 0
               ? "the value"
               : "the gradient by " + in_quotes(words<P>::inputs[static_cast<unsigned>(input)]);
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void wrong_shape(int output,
                                                                 const ptrdiff_t* needed,
                                                                 const ptrdiff_t* found,
                                                                 std::size_t rank) {
    base::fail("the memory given to out() is " + in_words(found, rank) + ", but " + result(output) +
               " is " + in_words(needed, rank));
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void wrong_rank(int output, const ptrdiff_t* found,
                                                                std::size_t rank) {
    base::fail("the memory given to out() is " + in_words(found, rank) + ", but " + result(output) +
               " has another number of axes");
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void same_place(int output) {
    base::fail("the memory given to out() has several elements of " + result(output) +
               " at one place");
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void overlap(int one, int other) {
    base::fail("the memory given to out() for " + result(one) + " and for " + result(other) +
               " overlaps");
  }
};

}  // namespace tapeless::front
