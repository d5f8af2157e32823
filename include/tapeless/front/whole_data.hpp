// Inputs of whole numbers: their data as the kernel reads it, and whether all that it leads to lies
// inside.
#pragma once

#include <algorithm>
#include <utility>

#include "tapeless/emit/walk.hpp"
#include "tapeless/front/complaint.hpp"

namespace tapeless::front {

template <class P>
constexpr base::list<ir::whole> find_wholes() {
  return P::graph.thaw().wholes;
}
template <class P>
inline constexpr const auto& wholes_of = base::array_of<find_wholes<P>>;

// Data that can be read where it lies: one int behind the other.
template <class Data>
constexpr bool is_ready(const Data& data) {
  if constexpr (!std::is_same_v<base::number_in<Data>, std::int32_t>) return false;
  else return base::lies_in_a_row(data);
}

[[noreturn, gnu::cold]] inline void say_beyond_32_bits(std::string_view input, ptrdiff_t place) {
  base::fail(joined({"input ", in_quotes(input), " has at [", in_digits(place),
                     "] a whole number beyond 32 bits"}));
}

// The whole numbers of an input as the kernel reads them, one behind the other; the place behind
// them. `visit(f)` calls f with each.
template <class Visit>
constexpr std::int32_t* narrow(std::string_view input, const Visit& visit, std::int32_t* to) {
  // (To std::in_range bool and letters are no whole numbers.)
  const auto fits = [](auto x) { return std::in_range<std::int32_t>(+x); };
  bool all_fit = true;
  visit([&](auto x) {
    all_fit &= fits(x);
    *to++ = static_cast<std::int32_t>(x);
  });
  ptrdiff_t place = 0;
  if (!all_fit)
    visit([&](auto x) {
      if (!fits(x)) say_beyond_32_bits(input, place);
      ++place;
    });
  return to;
}

// Where a subscript is looked at: what a kernel's frame has of that.
template <class P>
struct place_in_loops {
  using number_type = double;
  ptrdiff_t at[P::graph.axis_count + 1] = {};
  const ptrdiff_t* extent = nullptr;
  const std::int32_t* const* whole = nullptr;

  // One step on, along some axes.
  constexpr bool advance(ir::axis_set axes) {
    for (int a = P::graph.axis_count - 1; a >= 0; --a) {
      if (!axes.has(a)) continue;
      if (++at[a] < extent[a]) return true;
      at[a] = 0;
    }
    return false;
  }
};

// A read that leads outside: what it is read at there, and by which element of which input (-1: by
// none alone).
struct outside_place {
  int read = -1;
  std::int64_t at = 0;
  int by = -1;
  ptrdiff_t element = 0;
};

// Looks at all whole numbers of a call before anything is computed.
template <class P>
class gathered_reads {
 public:
  constexpr gathered_reads(const ptrdiff_t* extent, const std::int32_t* const* whole)
      : extent_(extent), whole_(whole) {}

  // The first of the reads that leads outside.
  constexpr outside_place find_outside() const {
    return [&]<std::size_t... Read>(std::index_sequence<Read...>) {
      outside_place found;
      (void)((found = look_at<static_cast<int>(Read)>(), found.read >= 0) || ...);
      return found;
    }
    (std::make_index_sequence<reads_of<P>.size()>{});
  }

 private:
  template <int Read>
  static constexpr read_dimension read = reads_of<P>[static_cast<unsigned>(Read)];

  // The whole number that is all of a subscript beside steps along other axes; -1: there is none.
  static constexpr int only_whole(const ir::subscript& s) {
    int found = -1, wholes = 0;
    ir::axis_set steps;
    for (int t = 0; t < s.size; ++t) {
      if (s.terms[t].is == ir::subscript::kind::step) steps = steps | s.terms[t].axes;
      if (s.terms[t].is == ir::subscript::kind::whole) found = s.terms[t].of, ++wholes;
    }
    const bool alone = wholes == 1 && s.divisor == 1 &&
                       !wholes_of<P>[static_cast<unsigned>(found)].axes.meets(steps);
    return alone ? found : -1;
  }
  static constexpr bool is_whole_input(const ir::whole& w) {
    return w.is == ir::whole::kind::read && w.index == tables_of<P>.index[w.value];
  }

  template <int Read>
  constexpr outside_place look_at() const {
    constexpr int whole = only_whole(read<Read>.at);
    if constexpr (!has_whole_numbers(read<Read>.at)) return {};
    else if (has_empty_axis(read<Read>.at.axes())) return {};
    else if constexpr (whole < 0) return look_everywhere<Read>();
    else if constexpr (is_whole_input(wholes_of<P>[whole])) return look_at_data<Read, whole>();
    else return look_at_whole<Read, whole>();
  }
  constexpr bool has_empty_axis(ir::axis_set axes) const {
    for (int a = 0; a < P::graph.axis_count; ++a)
      if (axes.has(a) && extent_[a] == 0) return true;
    return false;
  }

  // What a read reaches where its whole number is between two.
  template <int Read>
  constexpr ir::reach reach(std::int64_t least, std::int64_t greatest) const {
    return reach_of(
        read<Read>.at, [this](int a) { return std::int64_t{extent_[a]}; },
        [&](int) {
          return ir::reach{least, greatest};
        });
  }
  template <int Read>
  constexpr bool lies_inside(const ir::reach& r) const {
    return r.least >= 0 && r.greatest < extent_[read<Read>.axis];
  }
  template <int Read>
  constexpr outside_place outside(std::int64_t whole, int by, ptrdiff_t element) const {
    const ir::reach there = reach<Read>(whole, whole);
    return {Read, there.least < 0 ? there.least : there.greatest, by, element};
  }

  // The least and the greatest of the data say it.
  template <int Read, int Whole>
  constexpr outside_place look_at_data() const {
    constexpr int input = static_cast<int>(wholes_of<P>[Whole].value);
    ptrdiff_t size = 1;
    for (int d = 0; d < tables_of<P>.index[input].size; ++d)
      size *= extent_[tables_of<P>.index[input][d]];
    const std::int32_t* const data = whole_[input];
    std::int32_t least = data[0], greatest = data[0];
    for (ptrdiff_t i = 0; i < size; ++i) {
      least = std::min(least, data[i]);
      greatest = std::max(greatest, data[i]);
    }
    if (lies_inside<Read>(reach<Read>(least, greatest))) return {};
    ptrdiff_t i = 0;
    while (lies_inside<Read>(reach<Read>(data[i], data[i]))) ++i;
    return outside<Read>(data[i], input, i);
  }

  // The whole number at each step along its own axes.
  template <int Read, int Whole>
  constexpr outside_place look_at_whole() const {
    constexpr ir::whole w = wholes_of<P>[Whole];
    place_in_loops<P> p{{}, extent_, whole_};
    do {
      const std::int64_t here = whole_at<Whole>(p);
      if (lies_inside<Read>(reach<Read>(here, here))) continue;
      if constexpr (w.is == ir::whole::kind::read)
        return outside<Read>(here, static_cast<int>(w.value), element_of(w, p));
      else return outside<Read>(here, -1, 0);
    } while (p.advance(w.axes));
    return {};
  }

  // The subscript at each step along all of its axes.
  template <int Read>
  constexpr outside_place look_everywhere() const {
    place_in_loops<P> p{{}, extent_, whole_};
    do {
      const std::int64_t here = value_of(read<Read>.at, p);
      if (here < 0 || here >= extent_[read<Read>.axis]) return {Read, here, -1, 0};
    } while (p.advance(read<Read>.at.axes()));
    return {};
  }

  // (At run time as a kernel computes it.)
  template <int Whole>
  static constexpr std::int64_t whole_at(const place_in_loops<P>& p) {
    if (std::is_constant_evaluated()) return value_of_whole(Whole, p);
    return emit::whole_now<P, Whole>(p);
  }
  // Which element of its input a whole number is.
  static constexpr ptrdiff_t element_of(const ir::whole& w, const place_in_loops<P>& p) {
    ptrdiff_t place = 0;
    for (int d = 0; d < w.index.size; ++d)
      place = place * p.extent[tables_of<P>.index[w.value][d]] + step_of(w.index[d], p);
    return place;
  }
  static constexpr ptrdiff_t step_of(int entry, const place_in_loops<P>& p) {
    if (ir::is_axis(entry)) return p.at[entry];
    return static_cast<ptrdiff_t>(value_of(P::graph.subscripts[entry - ir::max_axes], p));
  }
  static constexpr std::int64_t value_of(const ir::subscript& s, const place_in_loops<P>& p) {
    std::int64_t z = s.constant;
    for (int t = 0; t < s.size; ++t) {
      const auto [of, is, times, axes] = s.terms[t];
      z += times * (is == ir::subscript::kind::whole    ? value_of_whole(of, p)
                    : is == ir::subscript::kind::extent ? p.extent[of]
                                                        : p.at[of]);
    }
    return ir::quotient(z, s.divisor);
  }
  static constexpr std::int64_t value_of_whole(int which, const place_in_loops<P>& p) {
    const ir::whole& w = wholes_of<P>[static_cast<unsigned>(which)];
    using kind = ir::whole::kind;
    if (w.is == kind::number) return w.value;
    if (w.is == kind::step) return p.at[w.value];
    if (w.is == kind::extent) return p.extent[w.value];
    if (w.is != kind::read)
      return ir::combined(w.is, value_of_whole(w.left, p), value_of_whole(w.right, p));
    return p.whole[w.value][element_of(w, p)];
  }

  const ptrdiff_t* extent_;
  const std::int32_t* const* whole_;
};

}  // namespace tapeless::front
