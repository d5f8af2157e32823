#pragma once

#include <cstdint>

#include "pack.hpp"
#include "plain.hpp"

namespace hand {

inline regression_result regression_plain(double slope, double intercept, const double* h,
                                          const double* w, std::size_t n) {
  return precise::regression(slope, intercept, h, w, n);
}

inline regression_result regression_best(double slope, double intercept, const double* h,
                                         const double* w, std::size_t n) {
  struct sums {
    pack squares = {}, products = {}, errors = {};
  };
  const auto add_pack = [=](sums& s, std::size_t i) {
    const pack h_i = load(h + i);
    const pack error = slope * h_i + (intercept - load(w + i));
    s.squares += error * error;
    s.products += error * h_i;
    s.errors += error;
  };
  double squares = 0, products = 0, errors = 0;
  const auto add_one = [&](std::size_t i) {
    const double error = slope * h[i] + (intercept - w[i]);
    squares += error * error;
    products += error * h[i];
    errors += error;
  };

  std::size_t i = 0;
  // Loads that straddle cache lines would halve the speed; short inputs do not repay the detour.
  if (n >= 32 * lanes)
    for (; reinterpret_cast<std::uintptr_t>(h + i) % sizeof(pack) != 0; ++i) add_one(i);
  // Four independent chains hide the latency of the additions.
  sums s, t, u, v;
  for (; i + 4 * lanes <= n; i += 4 * lanes) {
    add_pack(s, i);
    add_pack(t, i + lanes);
    add_pack(u, i + 2 * lanes);
    add_pack(v, i + 3 * lanes);
  }
  for (; i + lanes <= n; i += lanes) add_pack(s, i);
  for (; i < n; ++i) add_one(i);

  squares += sum(s.squares + t.squares + (u.squares + v.squares));
  products += sum(s.products + t.products + (u.products + v.products));
  errors += sum(s.errors + t.errors + (u.errors + v.errors));
  const double count = static_cast<double>(n);
  return {squares / count, 2 * products / count, 2 * errors / count};
}

}  // namespace hand
