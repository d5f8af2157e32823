// Every axis gets its extent from the sizes of the data; what does not fit is told in one sentence.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/front/complaint.hpp"

namespace tapeless::front {

// The extents of a call, found from the data.
template <class P>
class extents {
 public:
  // `extent` has an element for each axis of the program; they are set here.
  constexpr explicit extents(ptrdiff_t* extent) : extent_(extent) {
    for (int a = 0; a < P::graph.axis_count; ++a) {
      extent_[a] = words<P>::extents[static_cast<unsigned>(a)];
      from_[a] = complaint<P>::declared;
    }
  }

  template <int Axis>
  constexpr void give(ptrdiff_t extent) {
    constexpr int axis = original_of<P>(Axis);
    if (extent < 0) now().negative(Axis, extent);
    if (extent_[axis] >= 0 && extent_[axis] != extent) now().given_other(Axis, extent);
    extent_[axis] = extent;
    from_[axis] = complaint<P>::given;
  }

  template <int Slot>
  constexpr void give_size(ptrdiff_t size) {
    size_[Slot] = size;
  }

  // Every extent from the sizes of the inputs; twice around where one input waits for another.
  constexpr void resolve() {
    constexpr int rounds = P::graph.axis_count + 1;
    for (int round = 0; round < rounds; ++round)
      if (every_input_fits(round == rounds - 1,
                           std::make_integer_sequence<int, P::graph.input_count>{}))
        break;
    for (int a = 0; a < P::graph.axis_count; ++a) {
      extent_[a] = extent_[original_of<P>(a)];
      if (extent_[a] < 0) now().unknown(a);
    }
  }

 private:
  // A copy for the sentence: if an address of the call escaped, none of it could stay in registers.
  constexpr complaint<P> now() const {
    complaint<P> c;
    for (int a = 0; a < P::graph.axis_count; ++a) c.extent[a] = extent_[a], c.from[a] = from_[a];
    for (int i = 0; i < P::graph.input_count; ++i) c.size[i] = size_[i];
    return c;
  }

  template <int... Slot>
  constexpr bool every_input_fits([[maybe_unused]] bool last_round,
                                  std::integer_sequence<int, Slot...>) {
    bool all = true;
    ((all = fits<Slot>(last_round) && all), ...);
    return all;
  }

  // Whether the input's extents are all known now.
  template <int Slot>
  constexpr bool fits([[maybe_unused]] bool last_round) {
    constexpr ir::index_list axes = P::graph.inputs[Slot].axes;
    ptrdiff_t known = 1;
    int unknown = -1, times = 0;
    for (int d = 0; d < axes.size; ++d) {
      const int a = original_of<P>(axes[d]);
      if (extent_[a] >= 0) known *= extent_[a];
      else if (unknown >= 0 && unknown != a) return false;
      else unknown = a, ++times;
    }
    if (unknown < 0) {
      if (axes.size > 0 && size_[Slot] != known) now().wrong_size(Slot, known);
      return true;
    }
    if (known == 0 && size_[Slot] == 0 && !last_round) return false;  // any extent would do
    const ptrdiff_t found =
        known == 0 ? (size_[Slot] == 0 ? 0 : -1) : root(size_[Slot], known, times);
    if (found < 0) now().not_a_multiple(Slot, known, times);
    extent_[unknown] = found;
    from_[unknown] = Slot;
    return true;
  }

  // e with known * e^times == size, or -1.
  static constexpr ptrdiff_t root(ptrdiff_t size, ptrdiff_t known, int times) {
    if (times == 1) return size % known == 0 ? size / known : -1;
    for (ptrdiff_t e = 0;; ++e) {
      ptrdiff_t power = known;
      for (int t = 0; t < times; ++t) power *= e;
      if (power >= size) return power == size ? e : -1;
    }
  }

  ptrdiff_t* extent_;
  int from_[std::max(1, P::graph.axis_count)] = {};
  ptrdiff_t size_[std::max(1, P::graph.input_count)] = {};
};

}  // namespace tapeless::front
