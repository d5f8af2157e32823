// 10 to the power x, which std lacks.
#pragma once

#include <cmath>
#include <concepts>

namespace tapeless::base {

template <std::floating_point T>
inline T exp10(T x) {
  return std::pow(T(10), x);
}

}  // namespace tapeless::base
