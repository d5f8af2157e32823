#include "fast_math.hpp"

namespace hand {

using fast_math = plain<struct fast_math_tag>;

regression_result regression_fast_math(double slope, double intercept, const double* h,
                                       const double* w, std::size_t n) {
  return fast_math::regression(slope, intercept, h, w, n);
}

mix_result mix_fast_math(double a, double b, double c, double d, const double* x, const double* y,
                         std::size_t n) {
  return fast_math::mix(a, b, c, d, x, y, n);
}

mixture_result<25, 10> mixture_fast_math(const double* alpha, const double* mu, const double* q,
                                         const double* x, std::size_t n) {
  return fast_math::mixture<25, 10>(alpha, mu, q, x, n);
}

}  // namespace hand
