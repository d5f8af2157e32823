// A compiled formula inside the tape: called with active numbers it is one statement, whose adjoint
// is compiled as well.
#pragma once

#include "tapeless/bridge/scalar.hpp"
#include "tapeless/bridge/tensor.hpp"

namespace tapeless {

namespace bridge {

// (Of a tensor the way back is a scalar's gradient.)
template <class T, class Formula, class... Given>
consteval bool derives_twice_the_unknown() {
  using inputs = typename active_parts<Given...>::inputs;
  if constexpr (taped::depth<T> != 1) return false;
  else if constexpr (program_of<Formula>::graph.outputs[0].axes.size == 0)
    return derives_the_unknown<Formula, inputs>;
  else return derives_the_unknown<typename backwards<Formula>::sum_of_all, inputs>;
}

}  // namespace bridge

// A call of a compiled formula with active numbers: see compiled::operator().
template <class Formula, class... Wanted, class... Given>
auto record_call(const compiled<Formula, Wanted...>&, const Given&... given) {
  using T = typename bridge::active_parts<Given...>::number;
  static_assert(
      taped::depth<T> <= 1,
      "tapeless: a formula is called with numbers of a tape inside a tape inside a tape; "
      "second derivatives are compiled, for third ones write the formula as a function of "
      "numbers");
  constexpr bool scalar = program_of<Formula>::graph.outputs[0].axes.size == 0;
  constexpr bool unknown = bridge::derives_twice_the_unknown<T, Formula, Given...>();
  static_assert(!unknown,
                "tapeless: a derivative of a function made by with_derivative() is derived itself, "
                "and nobody says how: make it by with_derivative(), too");
  if constexpr (1 < taped::depth<T> || unknown) return active<T>();
  else if constexpr (scalar) return bridge::record_scalar<T, Formula>(given...);
  else return bridge::record_tensor<T, Formula>(given...);
}

}  // namespace tapeless
