// A formula with a tensor result: its values are kept on the tape, and the gradient is computed on
// the way back.
#pragma once

#include <bit>

#include "tapeless/bridge/gradient.hpp"

namespace tapeless::bridge {

template <class P, int Length>
constexpr auto length_of_program();

// An axis of a program, as the type that it was.
template <class P, int Axis>
constexpr auto axis_of_program() {
  constexpr ir::axis axis = P::graph.axes[Axis];
  constexpr base::text<axis.name.size() + 1> name(axis.name);
  if constexpr (axis.original >= 0)
    return expr::twin_axis<name, decltype(axis_of_program<P, axis.original>())>{};
  else if constexpr (axis.length >= 0)
    return expr::derived_axis<name, decltype(length_of_program<P, axis.length>())>{};
  else return expr::named_axis<name, axis.extent>{};
}

// The length of a derived one, as the formula that it was.
template <class P, int Length>
constexpr auto length_of_program() {
  constexpr ir::length l = P::graph.lengths[Length];
  using kind = ir::length::kind;
  if constexpr (l.is == kind::number) {
    return expr::constant<std::bit_cast<std::uint64_t>(static_cast<double>(l.value))>{};
  } else if constexpr (l.is == kind::extent) {
    return extent(axis_of_program<P, static_cast<int>(l.value)>());
  } else {
    constexpr auto a = length_of_program<P, l.left>();
    constexpr auto b = length_of_program<P, l.right>();
    if constexpr (l.is == kind::plus) return a + b;
    else if constexpr (l.is == kind::minus) return a - b;
    else if constexpr (l.is == kind::times) return a * b;
    else if constexpr (l.is == kind::over) return a / b;
    else if constexpr (l.is == kind::least) return min(a, b);
    else return max(a, b);
  }
}

// How a formula with a tensor result goes back: by the gradient of sum(formula * adjoint), where
// adjoint is one more input, with the axes of the result.
template <class Formula>
struct backwards {
  using program = program_of<Formula>;
  static constexpr ir::index_list axes = program::graph.outputs[0].axes;

  template <int... D>
  static expr::tensor_input<"adjoint of the result",
                            decltype(axis_of_program<program, axes[D]>())...>
      over(std::integer_sequence<int, D...>);
  using adjoint = decltype(over(std::make_integer_sequence<int, axes.size>{}));
  // (Where nothing flows back an infinite derivative does no harm.)
  using flowing = decltype(where(adjoint{} == 0_c, 0_c, Formula{} * adjoint{}));
  using sum_of_all = decltype(sum(flowing{}));
};

template <class T, class Formula, class... Given>
void tensor_way_back(const std::byte* payload, taped::adjoints<T> a) {
  using back = backwards<Formula>;
  using inputs = typename active_parts<Given...>::inputs;
  const left_behind<T, Given...> left(payload);
  const auto parts = left.parts();
  machine::workspace memory((a.results + left.operands) * sizeof(T));
  T* const adjoint = reinterpret_cast<T*>(memory.begin());
  T* const gradient = adjoint + a.results;
  for (size_t lane = 0; lane < a.lanes; ++lane) {
    if (!a.copy_results(lane, adjoint)) continue;
    const std::span<const T> of_result(adjoint, a.results);
    const expr::binding<typename back::adjoint, const std::span<const T>&> one_more{of_result};
    write_gradient<typename back::sum_of_all, inputs>(parts, left.operands, gradient, one_more);
    left.pass_on(gradient, a, lane);
  }
}

template <class T, class Formula, class... Given>
auto record_tensor(const Given&... given) {
  unpacking<T, true> call(given...);
  const auto results = call_with<compiled<Formula>>(std::tuple{call.take(given)...});
  if (!call.any()) return as_active(results, 0);
  return as_active(results, record_for_later(call, tensor_way_back<T, Formula, Given...>,
                                             results.size(), given...));
}

}  // namespace tapeless::bridge
