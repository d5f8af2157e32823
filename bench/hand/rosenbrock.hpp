// The sum of 100 (x[m + 1] - x[m]^2)^2 + (1 - x[m])^2 and its gradient, by hand.
#pragma once

#include "pack.hpp"

namespace hand {

inline double rosenbrock_plain(const double* x, double* g, std::size_t n) {
  double value = 0;
  for (std::size_t i = 0; i < n; ++i) g[i] = 0;
  for (std::size_t m = 0; m + 1 < n; ++m) {
    const double r = x[m + 1] - x[m] * x[m], t = 1 - x[m];
    value += 100 * r * r + t * t;
    g[m] -= 400 * r * x[m] + 2 * t;
    g[m + 1] += 200 * r;
  }
  return value;
}

// One pack of the gradient needs the residuals r and those one place before: these come from this
// pack of r and the last, in a register each. For at least a pack and an element.
inline double rosenbrock_best(const double* x, double* g, std::size_t n) {
  const std::size_t count = n - 1;
  pack total = {}, more = {}, last = {};
  const auto residual = [&](std::size_t m) { return load(x + m + 1) - load(x + m) * load(x + m); };
  const auto step = [&](std::size_t m, pack r, pack before) {
    const pack x_m = load(x + m), t = 1 - x_m;
    store(g + m, 200 * before - 400 * r * x_m - 2 * t);
    return 100 * r * r + t * t;
  };
  std::size_t m = 0;
  for (; m + 2 * lanes <= count; m += 2 * lanes) {
    const pack r = residual(m), s = residual(m + lanes);
    total += step(m, r, one_before(last, r));
    more += step(m + lanes, s, one_before(r, s));
    last = s;
  }
  for (; m + lanes <= count; m += lanes) {
    const pack r = residual(m);
    total += step(m, r, one_before(last, r));
    last = r;
  }
  if (m < count) {  // Once more what is there already, but for the sum.
    const std::size_t end = count - lanes;
    const pack again = step(end, residual(end), end > 0 ? residual(end - 1) : pack{});
    for (std::size_t i = lanes - (count - m); i < lanes; ++i) total[i] += again[i];
  }
  g[count] = 200 * (x[count] - x[count - 1] * x[count - 1]);
  return sum(total + more);
}

}  // namespace hand
