// A contraction of the plan, as the kernel in machine/ wants it: extents and distances in memory.
#pragma once

#include <algorithm>

#include "tapeless/emit/code.hpp"
#include "tapeless/machine/contraction.hpp"
#include "tapeless/machine/contraction/small.hpp"

namespace tapeless::emit {

namespace contraction = machine::contraction;

// A tensor: how it is walked, and how it is laid out.
struct tensor_walk {
  int tensor = -1;
  long long walk = 0, layout = 0;
};

template <class P, plan::factor F>
inline constexpr tensor_walk walk_of_factor = [] {
  constexpr const ir::node& n = P::graph.nodes[F.node];
  if constexpr (F.buffer < 0) {
    return tensor_walk{n.input, encode(n.index), encode(P::graph.inputs[n.input].axes)};
  } else {
    constexpr const plan::buffer& b = P::plan.buffers[F.buffer];
    ir::index_list walk = b.axes;
    if constexpr (b.node != F.node)
      walk = ir::replaced(b.axes, P::graph.nodes[b.node].axes, n.index);
    return tensor_walk{tensors<P>::of_buffer(F.buffer), encode(walk), encode(b.axes)};
  }
}();

template <class P, int Which>
struct contraction_facts {
  static constexpr plan::contraction is = P::plan.contractions[Which];
  static constexpr ir::node node = P::graph.nodes[is.node];
  static constexpr tensor_walk a = walk_of_factor<P, is.a>, b = walk_of_factor<P, is.b>;
  static constexpr ir::index_list c_axes = P::plan.buffers[is.result].axes;
  static constexpr tensor_walk c{tensors<P>::of_buffer(is.result), encode(c_axes), encode(c_axes)};
  static constexpr ir::axis_set a_axes = P::graph.nodes[is.a.node].axes,
                                b_axes = P::graph.nodes[is.b.node].axes;
};

template <class P, int Which, int Axis, class Frame>
[[gnu::always_inline]] constexpr contraction::axis axis_in_memory(const Frame& f) {
  using facts = contraction_facts<P, Which>;
  return {f.extent[Axis], stride<P, facts::a.walk, facts::a.layout, Axis>(f),
          stride<P, facts::b.walk, facts::b.layout, Axis>(f),
          stride<P, facts::c.walk, facts::c.layout, Axis>(f)};
}

// Its axes, by what they are to the kernel. What b walks beside the columns that lie in a row is a
// batch: a lacks it.
template <class P, int Which, class Frame>
[[gnu::noinline]] constexpr void set_problem(contraction::problem& p, const Frame& f) {
  using facts = contraction_facts<P, Which>;
  contraction::axes columns, reduced;
  const auto sort = [&]<int Axis>() {
    constexpr bool in_a = facts::a_axes.has(Axis), in_b = facts::b_axes.has(Axis);
    const contraction::axis x = axis_in_memory<P, Which, Axis>(f);
    if constexpr (in_a && in_b) p.batch.push(x);
    else if constexpr (in_a) p.rows.push(x);
    else columns.push(x);
  };
  [&]<int... D>(std::integer_sequence<int, D...>) {
    (sort.template operator()<facts::c_axes[D]>(), ...);
  }
  (std::make_integer_sequence<int, facts::c_axes.size>{});
  const auto reduce = [&]<int Axis>() {
    if constexpr (facts::node.over.has(Axis))
      reduced.push_by_distance(axis_in_memory<P, Which, Axis>(f));
  };
  [&]<int... A>(std::integer_sequence<int, A...>) { (reduce.template operator()<A>(), ...); }
  (std::make_integer_sequence<int, P::graph.axis_count>{});
  p.columns = columns.pop_row_of_c();
  for (int i = 0; i < columns.size; ++i) p.batch.push(columns[i]);
  for (int i = 0; i < reduced.size; ++i) p.reduced.push(reduced[i]);
  p.run = p.reduced.pop_innermost();
  p.unless_zero = facts::node.unless_zero;
}

struct extents_alone {
  const ptrdiff_t* extent;
};

// A product of small matrices, all of whose extents are declared; else of none.
template <class P, int Which>
inline constexpr contraction::shape small_shape = [] {
  constexpr ir::axis_set axes =
      contraction_facts<P, Which>::a_axes | contraction_facts<P, Which>::b_axes;
  ptrdiff_t extent[static_cast<unsigned>(P::graph.axis_count)] = {};
  for (int a = 0; a < P::graph.axis_count; ++a) {
    extent[a] = static_cast<ptrdiff_t>(P::graph.axes[a].extent);
    if (axes.has(a) && extent[a] < 0) return contraction::shape{};
  }
  contraction::problem p;
  set_problem<P, Which>(p, extents_alone{extent});
  contraction::shape s{p.rows.pop_innermost(), p.columns, p.run};
  const bool one_product = p.rows.size + p.reduced.size + p.batch.size == 0;
  return one_product && s.is_small() ? s : contraction::shape{};
}();
template <class P, int Which>
inline constexpr bool is_small_product = small_shape<P, Which>.is_small();

// The room for copies that a thread needs, in elements.
template <class P, class T>
ptrdiff_t room_for_contractions(const ptrdiff_t* extent) {
  const auto room = [extent]<int Which>() -> ptrdiff_t {
    if constexpr (is_small_product<P, Which>) return 0;
    contraction::problem p;
    set_problem<P, Which>(p, extents_alone{extent});
    return contraction::room_for<T>(p);
  };
  return [&room]<int... C>(std::integer_sequence<int, C...>) {
    return std::max({room.template operator()<C>()...});
  }
  (std::make_integer_sequence<int, P::plan.contractions.size>{});
}

// `memory` is that of the first thread; those of the others are so far apart.
template <class P, int Which, class Frame>
[[gnu::always_inline]] inline void run_contraction(Frame& f, typename Frame::number_type* memory,
                                                   ptrdiff_t between, int threads) {
  using T = typename Frame::number_type;
  using facts = contraction_facts<P, Which>;
  std::fill_n(f.at, P::graph.axis_count, ptrdiff_t{0});
  const T* const a = f.tensor[facts::a.tensor] + offset<P, facts::a.walk, facts::a.layout>(f);
  const T* const b = f.tensor[facts::b.tensor] + offset<P, facts::b.walk, facts::b.layout>(f);
  T* const c = f.tensor[facts::c.tensor];
  T times(1);
  if constexpr (facts::is.times.exists()) times = at<encode(facts::is.times), 1, 0>(f);
  const auto problem = [&] {
    contraction::problem p;
    set_problem<P, Which>(p, f);
    p.times = static_cast<double>(times);
    return p;
  };
  if constexpr (is_small_product<P, Which>) {
    constexpr contraction::shape shape = small_shape<P, Which>;
    contraction::run_small<T, shape>(a, b, c, times);
    if constexpr (facts::node.unless_zero)
      if (contraction::has_nan(c, shape.rows, shape.columns.extent))
        contraction::sum_again_unless_zero(
            problem(), {0, shape.rows.extent, 0, shape.columns.extent}, a, b, c);
  } else {
    contraction::run(problem(), a, b, c, memory, between, threads);
  }
}

}  // namespace tapeless::emit
