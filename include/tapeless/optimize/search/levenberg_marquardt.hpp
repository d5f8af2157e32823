// Levenberg, "A method for the solution of certain non-linear problems in least squares", 1944;
// Marquardt, "An algorithm for least-squares estimation of nonlinear parameters", 1963; in the form
// of Moré, "The Levenberg-Marquardt algorithm: implementation and theory", 1978.
#pragma once

#include <string_view>

#include "tapeless/optimize/search/trust_region.hpp"

namespace tapeless {

// For sums of squares of few parameters: minimize() is given the residuals, and the value is the
// sum of their squares. It takes bounds(): what is at one and pushes beyond is held there, and
// steps are bent to end inside. It takes at_most_0() and equal_to_0().
struct levenberg_marquardt : optimizing::by_trust_region {
  static constexpr std::string_view name = "levenberg_marquardt";
  static constexpr bool of_squares = true;
  static constexpr bool takes_penalties = true;

  template <class Descent>
  reason run(Descent& descent) const {
    return optimizing::trust_region(descent).run();
  }
};

}  // namespace tapeless
