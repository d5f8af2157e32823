// Every axis gets its extent from the sizes of the data; what does not fit is told in one sentence.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/base/view.hpp"
#include "tapeless/front/whole_data.hpp"

namespace tapeless::front {

// Up to here no size in bytes overflows, whatever is kept for each element.
using expr::most_elements;

// The product, or more than most_elements if it is.
constexpr ptrdiff_t product_of(ptrdiff_t size, ptrdiff_t extent) {
  ptrdiff_t z = 0;
  return __builtin_mul_overflow(size, extent, &z) ? most_elements + 1 : z;
}

// Of each tensor of several axes that a call makes: results, and what is kept.
template <class P>
constexpr base::list<ir::index_list> find_made() {
  base::list<ir::index_list> all;
  const auto add = [&all](const ir::index_list& axes) {
    if (axes.size > 1) all.push(axes);
  };
  for (int o = 0; o < P::graph.output_count; ++o) add(P::graph.outputs[o].axes);
  for (int b = 0; b < P::plan.buffers.size; ++b) add(P::plan.buffers[b].axes);
  return all;
}
template <class P>
inline constexpr const auto& axes_made = base::array_of<find_made<P>>;

// The extents of a call, found from the data.
template <class P>
class extents {
 public:
  // `extent` has an element for each axis of the program; they are set here.
  constexpr explicit extents(ptrdiff_t* extent) : extent_(extent) {
    for (int a = 0; a < P::graph.axis_count; ++a) {
      extent_[a] = tables_of<P>.extents[a];
      from_[a] = complaint<>::declared;
    }
  }

  template <int Axis>
  constexpr void give(ptrdiff_t extent) {
    constexpr int axis = original_of<P>(Axis);
    if (extent < 0) say<&complaint<>::negative>(Axis, extent);
    if (extent > most_elements) say<&complaint<>::enormous>(Axis, extent);
    if (extent_[axis] >= 0 && extent_[axis] != extent) say<&complaint<>::given_other>(Axis, extent);
    extent_[axis] = extent;
    from_[axis] = complaint<>::given;
  }

  template <int Slot>
  constexpr void give_size(ptrdiff_t size) {
    size_[Slot] = size;
  }

  // What whole numbers lead to.
  constexpr void check_gathered(const std::int32_t* const* whole) const {
    const outside_place found = gathered_reads<P>(extent_, whole).find_outside();
    if (found.read < 0) return;
    const read_dimension& r = reads_of<P>[static_cast<unsigned>(found.read)];
    say<&complaint<>::read_outside_by>(r.input, r.axis, static_cast<ptrdiff_t>(found.at), found.by,
                                       found.element);
  }

  template <int Slot>
  constexpr ptrdiff_t size() const {
    return size_[Slot];
  }

  // The extents that data tells, all of them.
  template <int Slot, std::size_t Rank>
  constexpr void give_shape(const std::array<ptrdiff_t, Rank>& shape) {
    constexpr ir::index_list axes = P::graph.inputs[Slot].axes;
    for (std::size_t d = 0; d < Rank; ++d) {
      const int axis = axes[static_cast<int>(d)], original = tables_of<P>.original[axis];
      if (extent_[original] == shape[d]) continue;
      if (extent_[original] >= 0) say<&complaint<>::other_shape>(Slot, axis, shape[d]);
      extent_[original] = shape[d];
      from_[original] = Slot;
    }
    size_[Slot] = base::product(shape);
  }

  // Every extent from the sizes of the inputs; twice around where one input waits for another.
  constexpr void resolve() {
    constexpr int rounds = P::graph.axis_count + 1;
    for (int round = 0; round < rounds; ++round) {
      const bool all_fit = every_input_fits(
          round == rounds - 1, std::make_integer_sequence<int, P::graph.input_count>{});
      if (derive(std::make_integer_sequence<int, P::graph.axis_count>{}) && all_fit) break;
    }
    for (int a = 0; a < P::graph.axis_count; ++a) {
      extent_[a] = extent_[tables_of<P>.original[a]];
      if (extent_[a] < 0) say<&complaint<>::unknown>(a);
    }
    must_be_inside(std::make_index_sequence<reads_of<P>.size()>{});
    must_fit_into_memory();
  }

 private:
  template <auto Sentence, class... Said>
  [[noreturn, gnu::always_inline]] constexpr void say(Said... said) const {
    extents_found<P::graph.axis_count, P::graph.input_count> found;
    for (int a = 0; a < P::graph.axis_count; ++a)
      found.extent[a] = extent_[a], found.from[a] = from_[a];
    for (int i = 0; i < P::graph.input_count; ++i) found.size[i] = size_[i];
    complain<Sentence>(tables_of<P>.words(), found, said...);
  }

  // The extents of derived axes, as far as they can be known; whether all are.
  template <int... Axis>
  constexpr bool derive(std::integer_sequence<int, Axis...>) {
    bool all = true;
    ((all = derived<Axis>() && all), ...);
    return all;
  }
  template <int Axis>
  constexpr bool derived() {
    constexpr int which = tables_of<P>.length[Axis];
    if constexpr (which >= 0) {
      bool known = true;
      const ptrdiff_t length = std::max(ptrdiff_t{0}, length_now<which>(known));
      if (!known) return false;
      if (extent_[Axis] == length) return true;
      if (extent_[Axis] >= 0) say<&complaint<>::other_length>(Axis, length);
      extent_[Axis] = length;
      from_[Axis] = complaint<>::derived;
    }
    return true;
  }
  template <int Which>
  constexpr ptrdiff_t length_now(bool& known) const {
    constexpr base::length l = lengths_of<P>[Which];
    if constexpr (l.is == base::length::kind::number) {
      return static_cast<ptrdiff_t>(l.value);
    } else if constexpr (l.is == base::length::kind::extent) {
      known = known && extent_[l.value] >= 0;
      return extent_[l.value];
    } else {
      return static_cast<ptrdiff_t>(
          base::combined(l.is, length_now<l.left>(known), length_now<l.right>(known)));
    }
  }

  // Nothing is read where there is nothing.
  template <std::size_t... Read>
  constexpr void must_be_inside(std::index_sequence<Read...>) const {
    (must_be_inside<Read>(), ...);
  }
  template <std::size_t Read>
  constexpr void must_be_inside() const {
    constexpr read_dimension r = reads_of<P>[Read];
    if constexpr (!has_whole_numbers(r.at)) {
      const ir::reach reach = reach_of(r.at, [this](int a) { return extent_[a]; });
      if (reach.least >= 0 && reach.greatest < extent_[r.axis]) return;
      for (int t = 0; t < r.at.size; ++t)  // (along an empty axis nothing is read)
        if (r.at.terms[t].is == ir::subscript::kind::step && extent_[r.at.terms[t].of] == 0) return;
      say<&complaint<>::read_outside>(r.input, r.axis,
                                      reach.least < 0 ? reach.least : reach.greatest);
    }
  }

  // (An empty axis does not make up for another: a part of the axes may be a tensor too.)
  constexpr void must_fit_into_memory() const {
    for (const ir::index_list& axes : axes_made<P>) {
      ptrdiff_t size = 1;
      for (int d = 0; d < axes.size; ++d)
        size = product_of(size, std::max(ptrdiff_t{1}, extent_[axes[d]]));
      if (size > most_elements) say<&complaint<>::too_large>(axes);
    }
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
      const int a = tables_of<P>.original[axes[d]];
      if (extent_[a] >= 0) known = product_of(known, extent_[a]);
      else if (unknown >= 0 && unknown != a) return false;
      else unknown = a, ++times;
    }
    if (axes.size > 1 && known > most_elements) say<&complaint<>::too_large>(axes);
    if (unknown < 0) {
      if (axes.size > 0 && size_[Slot] != known) say<&complaint<>::wrong_size>(Slot, known);
      return true;
    }
    if (known == 0 && size_[Slot] == 0 && !last_round) return false;  // any extent would do
    const ptrdiff_t found =
        known == 0 ? (size_[Slot] == 0 ? 0 : -1) : root(size_[Slot], known, times);
    if (found < 0) say<&complaint<>::not_a_multiple>(Slot, known, times);
    extent_[unknown] = found;
    from_[unknown] = Slot;
    return true;
  }

  // e with known * e^times == size, or -1.
  static constexpr ptrdiff_t root(ptrdiff_t size, ptrdiff_t known, int times) {
    if (times == 1) return size % known == 0 ? size / known : -1;
    for (ptrdiff_t e = 0;; ++e) {
      ptrdiff_t power = known;
      for (int t = 0; t < times; ++t) power = product_of(power, e);
      if (power >= size) return power == size ? e : -1;
    }
  }

  ptrdiff_t* extent_;
  int from_[std::max(1, P::graph.axis_count)] = {};
  ptrdiff_t size_[std::max(1, P::graph.input_count)] = {};
};

}  // namespace tapeless::front
