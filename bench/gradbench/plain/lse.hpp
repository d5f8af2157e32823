#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

namespace gradbench::plain::lse {

inline double primal(const std::vector<double>& x) {
  const double greatest = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (const double xi : x) sum += std::exp(xi - greatest);
  return greatest + std::log(sum);
}

inline void gradient(const std::vector<double>& x, std::vector<double>& d_x) {
  const double greatest = *std::max_element(x.begin(), x.end());
  double sum = 0;
  for (std::size_t i = 0; i < x.size(); ++i) sum += d_x[i] = std::exp(x[i] - greatest);
  for (double& d : d_x) d /= sum;
}

}  // namespace gradbench::plain::lse
