// Newton's method on a trust region: Moré & Sorensen, "Computing a trust region step", SIAM J. Sci.
// Stat. Comput. 4, 1983; Nocedal & Wright, Numerical Optimization, section 4.3.
#pragma once

#include <string_view>

#include "tapeless/optimize/search/trust_region.hpp"

namespace tapeless {

// For smooth losses of few parameters: with all second derivatives, a Hessian at each point, from a
// tape inside a tape. Where the Hessian is not positive definite it is damped until it is. It takes
// bounds(), as levenberg_marquardt{} does.
struct newton : optimizing::by_trust_region {
  static constexpr std::string_view name = "newton";
  static constexpr bool of_curvature = true;

  template <class Descent>
  reason run(Descent& descent) const {
    constexpr double most_size = 1e30;
    return optimizing::trust_region(descent, most_size).run();
  }
};

}  // namespace tapeless
