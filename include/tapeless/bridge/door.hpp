// A compiled formula inside the tape: called with active numbers it is one statement, whose adjoint
// is compiled as well.
#pragma once

#include "tapeless/bridge/scalar.hpp"
#include "tapeless/bridge/tensor.hpp"

namespace tapeless {

// A call of a compiled formula with active numbers: see compiled::operator().
template <class Formula, class... Wanted, class... Given>
auto record_call(const compiled<Formula, Wanted...>&, const Given&... given) {
  using T = typename bridge::active_parts<Given...>::number;
  static_assert(
      taped::depth<T> <= 1,
      "tapeless: a formula is called with numbers of a tape inside a tape inside a tape; "
      "second derivatives are compiled, for third ones write the formula as a function of "
      "numbers");
  if constexpr (1 < taped::depth<T>) return T();
  else if constexpr (program_of<Formula>::graph.outputs[0].axes.size == 0)
    return bridge::record_scalar<T, Formula>(given...);
  else return bridge::record_tensor<T, Formula>(given...);
}

}  // namespace tapeless
