// Every axis gets its extent from the sizes of the data; what does not fit is told in one sentence.
#pragma once

#include <string>
#include <utility>

#include "tapeless/base/error.hpp"
#include "tapeless/front/given.hpp"

namespace tapeless::front {

using std::ptrdiff_t;

inline std::string quoted(std::string_view name) {
  std::string text(1, '"');
  text += name;
  return text += '"';
}

// The extents of a call, found from the data.
template <class P>
class extents {
 public:
  // `extent` has an element for each axis of the program; they are set here.
  constexpr explicit extents(ptrdiff_t* extent) : extent_(extent) {
    for (int a = 0; a < P::graph.axis_count; ++a) {
      extent_[a] = P::graph.axes[a].extent;
      from_[a] = declared;
    }
  }

  template <int Axis>
  constexpr void give(ptrdiff_t extent) {
    constexpr int axis = original_of<P>(Axis);
    if (extent < 0) negative(Axis, extent);
    if (extent_[axis] >= 0 && extent_[axis] != extent) given_other(Axis, extent);
    extent_[axis] = extent;
    from_[axis] = given;
  }

  template <int Slot>
  constexpr void give_size(ptrdiff_t size) { size_[Slot] = size; }

  // Every extent from the sizes of the inputs; twice around where one input waits for another.
  constexpr void resolve() {
    for (int round = 0; round < P::graph.axis_count + 1; ++round)
      if (every_input_fits(std::make_integer_sequence<int, P::graph.input_count>{})) break;
    for (int a = 0; a < P::graph.axis_count; ++a) {
      extent_[a] = extent_[original_of<P>(a)];
      if (extent_[a] < 0) unknown(a);
    }
  }

 private:
  static constexpr int declared = -1, given = -2;    // or the input that an extent is from

  template <int... Slot>
  constexpr bool every_input_fits(std::integer_sequence<int, Slot...>) {
    bool all = true;
    ((all = fits<Slot>() && all), ...);
    return all;
  }

  // Whether the input's extents are all known now.
  template <int Slot>
  constexpr bool fits() {
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
      if (axes.size > 0 && size_[Slot] != known) wrong_size(Slot, known);
      return true;
    }
    const ptrdiff_t found = known == 0 ? (size_[Slot] == 0 ? 0 : -1) : root(size_[Slot], known, times);
    if (found < 0) not_a_multiple(Slot, known, times);
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

  static std::string axis_name(int a) { return quoted(P::graph.axes[a].name); }
  static std::string input_name(int slot) { return "input " + quoted(P::graph.inputs[slot].name); }
  std::string origin(int axis) const {
    const int from = from_[original_of<P>(axis)];
    if (from == given) return "as given in the call";
    return from == declared ? "as declared" : "from " + input_name(from);
  }

  [[noreturn, gnu::cold, gnu::noinline]] void wrong_size(int slot, ptrdiff_t needed) const {
    const ir::index_list axes = P::graph.inputs[slot].axes;
    std::string text = input_name(slot) + " has " + std::to_string(size_[slot]) + " values, but ";
    if (axes.size == 1) {
      text += "axis " + axis_name(axes[0]) + " is " + std::to_string(needed) + " (" + origin(axes[0]) + ")";
      throw error(text);
    }
    for (int d = 0; d < axes.size; ++d)
      text += (d > 0 ? " times " : "") + std::string("axis ") + axis_name(axes[d]) + " of " +
              std::to_string(extent_[original_of<P>(axes[d])]);
    throw error(text + " makes " + std::to_string(needed));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void not_a_multiple(int slot, ptrdiff_t known, int times) const {
    const std::string what = times == 1 ? "a multiple of " + std::to_string(known)
                                        : std::to_string(known) + " times a " + (times == 2 ? "square" : "power");
    throw error(input_name(slot) + " has " + std::to_string(size_[slot]) + " values, but its axes need " + what);
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void unknown(int axis) {
    throw error("the extent of axis " + axis_name(axis) + " does not follow from the data; give it in the call: " +
                std::string(P::graph.axes[axis].name) + " = ...");
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void negative(int axis, ptrdiff_t extent) {
    throw error("axis " + axis_name(axis) + " is given as " + std::to_string(extent) + "; an extent is 0 or more");
  }
  [[noreturn, gnu::cold, gnu::noinline]] void given_other(int axis, ptrdiff_t extent) const {
    throw error("axis " + axis_name(axis) + " is given as " + std::to_string(extent) + ", but it is " +
                std::to_string(extent_[original_of<P>(axis)]) + " (" + origin(axis) + ")");
  }

  ptrdiff_t* extent_;
  int from_[std::max(1, P::graph.axis_count)] = {};
  ptrdiff_t size_[std::max(1, P::graph.input_count)] = {};
};

}  // namespace tapeless::front
