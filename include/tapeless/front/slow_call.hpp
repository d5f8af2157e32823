// A call computed the slow and obvious way (ir/evaluate.hpp), where the numbers of every node can
// be looked at.
#pragma once

#include <type_traits>
#include <utility>

#include "tapeless/front/evaluation.hpp"
#include "tapeless/pass/expand.hpp"

namespace tapeless::front {

// Nothing is planned.
struct no_plan {
  struct {
    int size = 0;
    constexpr plan::buffer operator[](int) const { return {}; }
  } buffers{};
};

// The graph of a formula as the user wrote it, and the one that its derivatives were added to,
// before anything is made better.
template <class P>
struct as_written {
  using compilation = typename P::compilation;
  static constexpr const auto& graph = compilation::traced;
  static constexpr no_plan plan{};
};
template <class P>
struct as_derived {
  using compilation = typename P::compilation;
  static constexpr const auto& graph =
      pipeline::passes<compilation::derive, compilation::traced>::derived;
  static constexpr no_plan plan{};
};

template <class P, class T, class Look>
struct slow_call {
  const Look& look;
  const T* input[P::graph.input_count + 1] = {};
  ptrdiff_t extent[P::graph.axis_count + 1] = {};
  const std::int32_t* whole[P::graph.input_count + 1] = {};

  explicit slow_call(const Look& l) : look(l) {}
  void set_input(int i, const T* data) { input[i] = data; }
  const T* input_of(int i) const { return input[i]; }
  ptrdiff_t* extents() { return extent; }
  void run() const {
    const ir::graph graph = pass::expand_reductions(P::graph.thaw());
    const ir::evaluator<T> values(graph, input, extent, whole);
    look(graph, values, extent);
  }
};

// look(graph, values, extents): `values` is an ir::evaluator, `extents` has those of all axes.
template <class P, class T, class Look, class... Given>
void look_at_call(const Look& look, const Given&... given) {
  slow_call<P, T, Look> call(look);
  evaluation<P, T, slow_call<P, T, Look>, Given...> e(call);
  (e.take(given), ...);
  e.resolve(given...);
  e.run(given...);
}

}  // namespace tapeless::front
