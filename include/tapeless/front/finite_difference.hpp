// Derivatives by differences, with what they may be wrong by.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace tapeless::front {

struct difference {
  double value = 0;
  double error = std::numeric_limits<double>::max();  // about

  bool known() const { return error < std::numeric_limits<double>::max(); }
};

// By central differences over h and h / 2, of which Richardson's extrapolation takes what is of the
// second order in h. (Numerical Recipes, 5.7)
inline difference extrapolated(double h, double up, double down, double half_up, double half_down) {
  const double wide = (up - down) / (2 * h), narrow = (half_up - half_down) / h;
  const double noise =
      4 * std::numeric_limits<double>::epsilon() * (std::abs(half_up) + std::abs(half_down)) / h;
  const double value = narrow + (narrow - wide) / 3;
  return {value, std::abs(value - narrow) + noise};
}

// How the results of f change with its number at x: f(x) are all of them. Of several steps, some
// relative to x, each result has the best.
template <class F>
std::vector<difference> differences(const F& f, double x) {
  std::vector<difference> best;
  for (const double size : {std::max(1.0, std::abs(x)), std::abs(x)}) {
    for (const double step : {1e-2, 1e-3, 1e-4, 1e-6}) {
      const double h = (x + step * size) - x;
      if (!(h > 0)) continue;
      const std::vector<double> up = f(x + h), down = f(x - h), half_up = f(x + h / 2),
                                half_down = f(x - h / 2);
      best.resize(up.size());
      bool good = true;
      for (std::size_t i = 0; i < up.size(); ++i) {
        const difference d = extrapolated(h, up[i], down[i], half_up[i], half_down[i]);
        if (d.error < best[i].error) best[i] = d;
        good = good && best[i].error < 1e-9 * std::abs(best[i].value);
      }
      if (good) return best;
    }
  }
  return best;
}

// The slopes to both sides, of a result that may have a corner at x.
struct slopes {
  double left, right;

  // Whether d is a slope between them, and they differ.
  bool have_between(double d) const {
    const double size = std::abs(left) + std::abs(right);
    return std::abs(right - left) > 1e-4 * size && d >= std::min(left, right) - 1e-6 * size &&
           d <= std::max(left, right) + 1e-6 * size;
  }
};
template <class F>
slopes slopes_beside(const F& f, double x, std::size_t result) {
  const double h = (x + 1e-7 * std::max(1.0, std::abs(x))) - x;
  const double here = f(x)[result];
  return {(here - f(x - h)[result]) / h, (f(x + h)[result] - here) / h};
}

}  // namespace tapeless::front
