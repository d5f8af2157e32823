// The sentences about extents. docs/errors.md has them all.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tapeless/base/error.hpp"
#include "tapeless/base/sentence.hpp"
#include "tapeless/front/given.hpp"

namespace tapeless::front {

using base::in_quotes;
using std::ptrdiff_t;

// Extents as one says them: 3 x 4.
inline std::string in_words(const ptrdiff_t* extent, std::size_t rank) {
  std::string text;
  for (std::size_t d = 0; d < rank; ++d) text += (d > 0 ? " x " : "") + std::to_string(extent[d]);
  return text;
}

// The names of a program: all of it that must be there at run time.
template <class P>
struct words {
  static constexpr auto axes = [] {
    std::array<std::string_view, P::graph.axis_count + 1> names;
    for (unsigned a = 0; a < names.size() - 1; ++a) names[a] = P::graph.axes[a].name;
    return names;
  }();
  static constexpr auto extents = [] {
    std::array<ptrdiff_t, P::graph.axis_count + 1> all{};
    for (unsigned a = 0; a < all.size() - 1; ++a) all[a] = P::graph.axes[a].extent;
    return all;
  }();
  static constexpr auto inputs = [] {
    std::array<std::string_view, P::graph.input_count + 1> names;
    for (unsigned i = 0; i < names.size() - 1; ++i) names[i] = P::graph.inputs[i].name;
    return names;
  }();
  static constexpr auto index = [] {
    std::array<ir::index_list, P::graph.input_count + 1> all{};
    for (unsigned i = 0; i < all.size() - 1; ++i) all[i] = P::graph.inputs[i].axes;
    return all;
  }();
};

// What is known when a sentence is needed.
template <class P>
struct complaint {
  static constexpr int declared = -1, given = -2;  // or the input that an extent is from

  ptrdiff_t extent[P::graph.axis_count + 1] = {};
  int from[P::graph.axis_count + 1] = {};
  ptrdiff_t size[P::graph.input_count + 1] = {};

  static std::string axis_name(int a) {
    return in_quotes(words<P>::axes[static_cast<unsigned>(a)]);
  }
  static std::string input_name(int slot) {
    return "input " + in_quotes(words<P>::inputs[static_cast<unsigned>(slot)]);
  }
  std::string origin(int axis) const {
    const int source = from[original_of<P>(axis)];
    if (source == given) return "as given in the call";
    return source == declared ? "as declared" : "from " + input_name(source);
  }

  [[noreturn, gnu::cold, gnu::noinline]] void wrong_size(int slot, ptrdiff_t needed) const {
    const ir::index_list axes = words<P>::index[static_cast<unsigned>(slot)];
    std::string text = input_name(slot) + " has " + std::to_string(size[slot]) + " values, but ";
    if (axes.size == 1) {
      text += "axis " + axis_name(axes[0]) + " is " + std::to_string(needed) + " (" +
              origin(axes[0]) + ")";
      base::fail(text);
    }
    for (int d = 0; d < axes.size; ++d)
      text += (d > 0 ? " times " : "") + std::string("axis ") + axis_name(axes[d]) + " of " +
              std::to_string(extent[original_of<P>(axes[d])]);
    base::fail(text + " makes " + std::to_string(needed));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void other_shape(int slot, int axis,
                                                          ptrdiff_t found) const {
    base::fail(input_name(slot) + " has " + std::to_string(found) + " along axis " +
               axis_name(axis) + ", which is " + std::to_string(extent[original_of<P>(axis)]) +
               " (" + origin(axis) + ")");
  }
  [[noreturn, gnu::cold, gnu::noinline]] static void other_rank(int slot, const ptrdiff_t* found,
                                                                std::size_t rank) {
    const int axes = words<P>::index[static_cast<unsigned>(slot)].size;
    base::fail(input_name(slot) + " has " + std::to_string(axes) + (axes == 1 ? " axis" : " axes") +
               ", but its data is " + in_words(found, rank));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void too_large(const ir::index_list& axes) const {
    std::string text;
    for (int d = 0; d < axes.size; ++d)
      text += (d > 0 ? " times axis " : "axis ") + axis_name(axes[d]) + " of " +
              std::to_string(extent[original_of<P>(axes[d])]);
    base::fail(text + " makes more elements than memory can hold");
  }
  [[noreturn, gnu::cold, gnu::noinline]] void not_a_multiple(int slot, ptrdiff_t known,
                                                             int times) const {
    const std::string what = times == 1
                                 ? "a multiple of " + std::to_string(known)
                                 : (known == 1 ? "a " : std::to_string(known) + " times a ") +
                                       std::string(times == 2 ? "square" : "power");
    base::fail(input_name(slot) + " has " + std::to_string(size[slot]) +
               " values, but its axes need " + what);
  }
  [[noreturn, gnu::cold, gnu::noinline]] void unknown(int axis) const {
    base::fail("the extent of axis " + axis_name(axis) +
               " does not follow from the data; give it in the call: " +
               std::string(words<P>::axes[static_cast<unsigned>(axis)]) + " = ...");
  }
  [[noreturn, gnu::cold, gnu::noinline]] void negative(int axis, ptrdiff_t found) const {
    base::fail("axis " + axis_name(axis) + " is given as " + std::to_string(found) +
               "; an extent is 0 or more");
  }
  [[noreturn, gnu::cold, gnu::noinline]] void enormous(int axis, ptrdiff_t found) const {
    base::fail("axis " + axis_name(axis) + " is given as " + std::to_string(found) +
               ", more elements than memory can hold");
  }
  [[noreturn, gnu::cold, gnu::noinline]] void given_other(int axis, ptrdiff_t found) const {
    base::fail("axis " + axis_name(axis) + " is given as " + std::to_string(found) +
               ", but it is " + std::to_string(extent[original_of<P>(axis)]) + " (" + origin(axis) +
               ")");
  }
};

}  // namespace tapeless::front
