#pragma once

#include "plain.hpp"

// The plain functions once more, from a translation unit compiled with -ffast-math.
namespace hand {

regression_result regression_fast_math(double slope, double intercept, const double* h,
                                       const double* w, std::size_t n);

mix_result mix_fast_math(double a, double b, double c, double d, const double* x, const double* y,
                         std::size_t n);

mixture_result<25, 10> mixture_fast_math(const double* alpha, const double* mu, const double* q,
                                         const double* x, std::size_t n);

}  // namespace hand
