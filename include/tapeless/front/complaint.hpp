// The sentences about the data of a call. docs/errors.md has them all.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "tapeless/base/error.hpp"
#include "tapeless/base/sentence.hpp"
#include "tapeless/front/given.hpp"
#include "tapeless/front/reads.hpp"

namespace tapeless::front {

using base::in_digits;
using base::in_quotes;
using base::joined;
using std::ptrdiff_t;

// Extents as one says them: 3 x 4.
[[gnu::cold]] inline std::string in_words(const ptrdiff_t* extent, std::size_t rank) {
  std::string text;
  for (std::size_t d = 0; d < rank; ++d)
    text = joined({text, d > 0 ? " x " : "", in_digits(extent[d])});
  return text;
}

// The names of a program, for sentences.
struct program_words {
  const std::string_view* axes;
  const std::string_view* inputs;
  const ir::index_list* index;   // of each input
  const int* original;           // of each axis: the one whose extent it has
  const int* differentiated_by;  // of each output: the input, or -1 for a value
};

// All of a program that must be there at run time. (One past the end: there may be none.)
template <int Axes, int Inputs, int Outputs>
struct program_tables {
  base::several<std::string_view, Axes + 1> axes;
  base::several<ptrdiff_t, Axes + 1> extents;
  base::several<int, Axes + 1> original;
  base::several<int, Axes + 1> length;
  base::several<std::string_view, Inputs + 1> inputs;
  base::several<ir::index_list, Inputs + 1> index;
  base::several<int, Outputs> differentiated_by;

  constexpr program_words words() const {
    return {axes, inputs, index, original, differentiated_by};
  }
};

template <class P>
inline constexpr auto tables_of = [] {
  program_tables<P::graph.axis_count, P::graph.input_count, P::graph.output_count> t{};
  for (int a = 0; a < P::graph.axis_count; ++a) {
    t.axes[a] = P::graph.axes[a].name;
    t.extents[a] = P::graph.axes[a].extent;
    t.original[a] = original_of<P>(a);
    t.length[a] = P::graph.axes[a].original < 0 ? P::graph.axes[a].length : -1;
  }
  for (int i = 0; i < P::graph.input_count; ++i) {
    t.inputs[i] = P::graph.inputs[i].name;
    t.index[i] = P::graph.inputs[i].axes;
  }
  for (int o = 0; o < P::graph.output_count; ++o)
    t.differentiated_by[o] = P::graph.outputs[o].input;
  return t;
}();

// What is known of extents when a sentence is needed.
template <int Axes, int Inputs>
struct extents_found {
  base::several<ptrdiff_t, Axes + 1> extent = {};
  base::several<int, Axes + 1> from = {};
  base::several<ptrdiff_t, Inputs + 1> size = {};
};

// The sentences about extents. They are of no program: its own would be most of its machine code.
template <std::uint64_t = base::target>
struct complaint {
  static constexpr int declared = -1, given = -2,
                       derived = -3;  // or the input that an extent is from

  program_words words;
  const ptrdiff_t* extent;
  const int* from;
  const ptrdiff_t* size;

  std::string axis_name(int a) const { return joined({"axis ", in_quotes(words.axes[a])}); }
  std::string input_name(int slot) const {
    return joined({"input ", in_quotes(words.inputs[slot])});
  }
  ptrdiff_t extent_of(int axis) const { return extent[words.original[axis]]; }
  [[gnu::cold]] std::string origin(int axis) const {
    const int source = from[words.original[axis]];
    if (source == given) return "as given in the call";
    if (source == derived) return "by its length";
    return source == declared ? "as declared" : joined({"from ", input_name(source)});
  }
  // axis "i" of 3 times axis "j" of 4
  [[gnu::cold]] std::string product(const ir::index_list& axes) const {
    std::string text;
    for (int d = 0; d < axes.size; ++d)
      text = joined({text, d > 0 ? " times " : "", axis_name(axes[d]), " of ",
                     in_digits(extent_of(axes[d]))});
    return text;
  }

  [[noreturn, gnu::cold]] void wrong_size(int slot, ptrdiff_t needed) const {
    const ir::index_list axes = words.index[slot];
    const std::string text =
        joined({input_name(slot), " has ", in_digits(size[slot]), " values, but "});
    if (axes.size == 1)
      base::fail(joined(
          {text, axis_name(axes[0]), " is ", in_digits(needed), " (", origin(axes[0]), ")"}));
    base::fail(joined({text, product(axes), " makes ", in_digits(needed)}));
  }
  [[noreturn, gnu::cold]] void other_shape(int slot, int axis, ptrdiff_t found) const {
    base::fail(joined({input_name(slot), " has ", in_digits(found), " along ", axis_name(axis),
                       ", which is ", in_digits(extent_of(axis)), " (", origin(axis), ")"}));
  }
  [[noreturn, gnu::cold]] void too_large(const ir::index_list& axes) const {
    base::fail(joined({product(axes), " makes more elements than memory can hold"}));
  }
  [[noreturn, gnu::cold]] void not_a_multiple(int slot, ptrdiff_t known, int times) const {
    const std::string what = times == 1   ? joined({"a multiple of ", in_digits(known)})
                             : known == 1 ? "a "
                                          : joined({in_digits(known), " times a "});
    base::fail(joined({input_name(slot), " has ", in_digits(size[slot]),
                       " values, but its axes need ", what,
                       times == 1   ? ""
                       : times == 2 ? "square"
                                    : "power"}));
  }
  [[noreturn, gnu::cold]] void other_length(int axis, ptrdiff_t length) const {
    base::fail(joined({axis_name(axis), " is ", in_digits(extent_of(axis)), " (", origin(axis),
                       "), but its length makes ", in_digits(length)}));
  }
  [[noreturn, gnu::cold]] void read_outside(int slot, int axis, ptrdiff_t at) const {
    base::fail(joined({slot < 0 ? "a formula" : input_name(slot), " is read at ", in_digits(at),
                       " along ", axis_name(axis), ", which is ", in_digits(extent_of(axis)), " (",
                       origin(axis), ")"}));
  }
  [[noreturn, gnu::cold]] void read_outside_by(int slot, int axis, ptrdiff_t at, int by,
                                               ptrdiff_t place) const {
    const std::string cause =
        by < 0 ? "" : joined({" (", words.inputs[by], "[", in_digits(place), "])"});
    base::fail(joined({slot < 0 ? "a formula" : input_name(slot), " is read at ", in_digits(at),
                       " along ", axis_name(axis), cause, ", which is ", in_digits(extent_of(axis)),
                       " (", origin(axis), ")"}));
  }
  [[noreturn, gnu::cold]] void unknown(int axis) const {
    base::fail(joined({"the extent of ", axis_name(axis),
                       " does not follow from the data; give it in the call: ", words.axes[axis],
                       " = ..."}));
  }
  [[noreturn, gnu::cold]] void negative(int axis, ptrdiff_t found) const {
    base::fail(
        joined({axis_name(axis), " is given as ", in_digits(found), "; an extent is 0 or more"}));
  }
  [[noreturn, gnu::cold]] void enormous(int axis, ptrdiff_t found) const {
    base::fail(joined({axis_name(axis), " is given as ", in_digits(found),
                       ", more elements than memory can hold"}));
  }
  [[noreturn, gnu::cold]] void given_other(int axis, ptrdiff_t found) const {
    base::fail(joined({axis_name(axis), " is given as ", in_digits(found), ", but it is ",
                       in_digits(extent_of(axis)), " (", origin(axis), ")"}));
  }
};

// Everything is given by value: if an address of a call escaped, none of it could stay in
// registers.
template <auto Sentence, int Axes, int Inputs, class... Said>
[[noreturn, gnu::cold, gnu::noinline]] void complain(program_words words,
                                                     extents_found<Axes, Inputs> found,
                                                     Said... said) {
  (complaint<>{words, found.extent, found.from, found.size}.*Sentence)(said...);
}

template <std::uint64_t = base::target>
[[noreturn, gnu::cold, gnu::noinline]] void other_rank(program_words words, int slot,
                                                       const ptrdiff_t* found, std::size_t rank) {
  const int axes = words.index[slot].size;
  base::fail(joined({"input ", in_quotes(words.inputs[slot]), " has ", in_digits(axes),
                     axes == 1 ? " axis" : " axes", ", but its data is ", in_words(found, rank)}));
}

// The sentences about memory for results.
template <std::uint64_t = base::target>
struct out_complaint {
  program_words words;

  [[gnu::cold]] std::string result(int output) const {
    const int input = words.differentiated_by[output];
    return input >= 0    ? joined({"the gradient by ", in_quotes(words.inputs[input])})
           : output == 0 ? "the value"
                         : "a formula of also()";
  }

  [[noreturn, gnu::cold, gnu::noinline]] void wrong_size(int output, ptrdiff_t needed,
                                                         std::size_t size) const {
    base::fail(joined({"the memory given to out() has ", in_digits(static_cast<ptrdiff_t>(size)),
                       " values, but ", result(output), " has ", in_digits(needed)}));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void wrong_shape(int output, const ptrdiff_t* needed,
                                                          const ptrdiff_t* found,
                                                          std::size_t rank) const {
    base::fail(joined({"the memory given to out() is ", in_words(found, rank), ", but ",
                       result(output), " is ", in_words(needed, rank)}));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void wrong_rank(int output, const ptrdiff_t* found,
                                                         std::size_t rank) const {
    base::fail(joined({"the memory given to out() is ", in_words(found, rank), ", but ",
                       result(output), " has another number of axes"}));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void same_place(int output) const {
    base::fail(joined(
        {"the memory given to out() has several elements of ", result(output), " at one place"}));
  }
  [[noreturn, gnu::cold, gnu::noinline]] void overlap(int one, int other) const {
    base::fail(joined(
        {"the memory given to out() for ", result(one), " and for ", result(other), " overlaps"}));
  }
};

}  // namespace tapeless::front
