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

// The axes of the result in order, and those that are reduced.
template <class P, int Which>
constexpr base::list<int> find_contracted() {
  using facts = contraction_facts<P, Which>;
  base::list<int> all;
  for (int d = 0; d < facts::c_axes.size; ++d) all.push(facts::c_axes[d]);
  for (int a = 0; a < P::graph.axis_count; ++a)
    if (facts::node.over.has(a)) all.push(a);
  return all;
}
template <class P, int Which>
inline constexpr const auto& contracted = base::array_of<find_contracted<P, Which>>;

struct extents_alone {
  const ptrdiff_t* extent;
};

template <class P, int Which, int Axis>
[[gnu::always_inline]] constexpr contraction::placed_axis axis_in_memory(const extents_alone& f) {
  using facts = contraction_facts<P, Which>;
  constexpr bool in_a = facts::a_axes.has(Axis), in_b = facts::b_axes.has(Axis);
  constexpr auto is = facts::node.over.has(Axis) ? contraction::role::reduced
                      : in_a && in_b             ? contraction::role::batch
                      : in_a                     ? contraction::role::row
                                                 : contraction::role::column;
  return {{f.extent[Axis], stride<P, facts::a.walk, facts::a.layout, Axis>(f),
           stride<P, facts::b.walk, facts::b.layout, Axis>(f),
           stride<P, facts::c.walk, facts::c.layout, Axis>(f)},
          is};
}

template <class P, int Which>
[[gnu::noinline]] constexpr void set_problem(contraction::problem& p, const ptrdiff_t* extent) {
  const extents_alone f{extent};
  [&]<std::size_t... D>(std::index_sequence<D...>) {
    const contraction::placed_axis all[] = {
        axis_in_memory<P, Which, contracted<P, Which>[D]>(f)...};
    contraction::set_axes(p, all, sizeof...(D));
  }
  (std::make_index_sequence<contracted<P, Which>.size()>{});
  p.unless_zero = contraction_facts<P, Which>::node.unless_zero;
}

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
  set_problem<P, Which>(p, extent);
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
    set_problem<P, Which>(p, extent);
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
    set_problem<P, Which>(p, f.extent);
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
