// What callers see: neither the formula nor a header of tapeless.
#pragma once

#include <span>

struct misfit {
  double error, d_slope, d_intercept;
};

misfit of_a_line(double slope, double intercept, std::span<const double> height,
                 std::span<const double> weight);
