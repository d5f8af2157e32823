// The same by hand: reverse code as a careful person writes it from the loops, statement by
// statement.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "models.hpp"

namespace bench {

using vector = std::vector<double>;

inline double by_hand(const pairwise& p, const vector& v, vector& g) {
  const std::size_t D = p.dimensions;
  vector net(D), d_net(D), apart(D), force(D), d_force(D);
  g.assign(v.size(), 0);
  double loss = 0;
  for (std::size_t i = 0; i < p.vectors; ++i) {
    const double* const vi = &v[i * D];
    double vi_vi = 0;
    for (std::size_t d = 0; d < D; ++d) {
      vi_vi += vi[d] * vi[d];
      net[d] = 0;
    }
    for (std::size_t j = 0; j < p.vectors; ++j) {
      if (i == j) continue;
      const double* const vj = &v[j * D];
      double squares = 0, along = 0;
      for (std::size_t d = 0; d < D; ++d) {
        apart[d] = vi[d] - vj[d];
        squares += apart[d] * apart[d];
      }
      const double scale = 1 / (squares * std::sqrt(squares));
      for (std::size_t d = 0; d < D; ++d) {
        force[d] = apart[d] * scale;
        along += vi[d] * force[d];
      }
      const double radial = along / vi_vi;
      for (std::size_t d = 0; d < D; ++d) net[d] += force[d] - radial * vi[d];
    }
    double squares_of_net = 0;
    for (std::size_t d = 0; d < D; ++d) squares_of_net += net[d] * net[d];
    const double length = std::sqrt(squares_of_net);
    loss += length;
    for (std::size_t d = 0; d < D; ++d) d_net[d] = net[d] / length;

    double* const gi = &g[i * D];
    double d_vi_vi = 0;
    for (std::size_t j = 0; j < p.vectors; ++j) {
      if (i == j) continue;
      const double* const vj = &v[j * D];
      double* const gj = &g[j * D];
      double squares = 0, along = 0;
      for (std::size_t d = 0; d < D; ++d) {
        apart[d] = vi[d] - vj[d];
        squares += apart[d] * apart[d];
      }
      const double scale = 1 / (squares * std::sqrt(squares));
      for (std::size_t d = 0; d < D; ++d) {
        force[d] = apart[d] * scale;
        along += vi[d] * force[d];
      }
      const double radial = along / vi_vi;
      double d_radial = 0;
      for (std::size_t d = 0; d < D; ++d) {
        d_radial -= d_net[d] * vi[d];
        gi[d] -= radial * d_net[d];
      }
      const double d_along = d_radial / vi_vi;
      d_vi_vi -= d_radial * radial / vi_vi;
      double d_scale = 0;
      for (std::size_t d = 0; d < D; ++d) {
        d_force[d] = d_net[d] + d_along * vi[d];
        gi[d] += d_along * force[d];
        d_scale += d_force[d] * apart[d];
      }
      const double d_squares = -1.5 * d_scale * scale / squares;
      for (std::size_t d = 0; d < D; ++d) {
        const double d_apart = d_force[d] * scale + 2 * d_squares * apart[d];
        gi[d] += d_apart;
        gj[d] -= d_apart;
      }
    }
    for (std::size_t d = 0; d < D; ++d) gi[d] += 2 * d_vi_vi * vi[d];
  }
  return loss;
}

inline double by_hand(const logistic& l, const vector& start, vector& g) {
  static vector path;
  path.resize(l.steps);
  double x = start[0], total = 0;
  const double rate = start[1], weight = 1 / static_cast<double>(l.steps);
  for (std::size_t i = 0; i < l.steps; ++i) {
    path[i] = x;
    x = rate * x * (1 - x);
    total += x;
  }
  double d_x = 0, d_rate = 0;
  for (std::size_t i = l.steps; i-- > 0;) {
    d_x += weight;
    d_rate += d_x * path[i] * (1 - path[i]);
    d_x *= rate * (1 - 2 * path[i]);
  }
  g = {d_x, d_rate};
  return total * weight;
}

inline double by_hand(const oscillator& o, const vector& p, vector& g) {
  static vector path;
  path.resize(2 * o.steps);
  const double step = 1e-3;
  double x = p[4], v = p[5];
  for (std::size_t i = 0; i < o.steps; ++i) {
    path[2 * i] = x;
    path[2 * i + 1] = v;
    double force = -p[0] * x;
    if (v < 0) force += p[1] * v * v;
    else force -= p[1] * v * v;
    if (x > 0) force -= p[2];
    else force += p[3];
    v += step * force;
    x += step * v;
  }
  double d_x = 1, d_v = 0;
  g.assign(6, 0);
  for (std::size_t i = o.steps; i-- > 0;) {
    const double x_then = path[2 * i], v_then = path[2 * i + 1];
    d_v += step * d_x;
    const double d_force = step * d_v;
    if (x_then > 0) g[2] -= d_force;
    else g[3] += d_force;
    const double sign = v_then < 0 ? 1 : -1;
    g[1] += sign * d_force * v_then * v_then;
    d_v += sign * d_force * p[1] * 2 * v_then;
    g[0] -= d_force * x_then;
    d_x -= d_force * p[0];
  }
  g[4] = d_x;
  g[5] = d_v;
  return x;
}

inline double by_hand(const matrix_product& m, const vector& factors, vector& g) {
  const std::size_t n = m.size;
  const double *const a = factors.data(), *const b = a + n * n;
  g.assign(2 * n * n, 0);
  double *const d_a = g.data(), *const d_b = d_a + n * n;
  vector c(n);
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    std::fill(c.begin(), c.end(), 0);
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t j = 0; j < n; ++j) c[j] += a[i * n + k] * b[k * n + j];
    for (std::size_t j = 0; j < n; ++j) total += c[j] * c[j];
    for (std::size_t k = 0; k < n; ++k) {
      double sum = 0;
      for (std::size_t j = 0; j < n; ++j) {
        sum += 2 * c[j] * b[k * n + j];
        d_b[k * n + j] += 2 * c[j] * a[i * n + k];
      }
      d_a[i * n + k] = sum;
    }
  }
  return total;
}

inline double by_hand(const log_densities& l, const vector& p, vector& g) {
  g.assign(5, 0);
  double total = 0;
  for (const double x : l.measured) {
    const double left = (x - p[1]) / p[3], right = (x - p[2]) / p[4];
    const double first = std::exp(-0.5 * left * left) / p[3];
    const double second = std::exp(-0.5 * right * right) / p[4];
    const double density = p[0] * first + (1 - p[0]) * second;
    total += std::log(density);
    const double d_first = p[0] * first / density, d_second = (1 - p[0]) * second / density;
    g[0] += (first - second) / density;
    g[1] += d_first * left / p[3];
    g[2] += d_second * right / p[4];
    g[3] += d_first * (left * left - 1) / p[3];
    g[4] += d_second * (right * right - 1) / p[4];
  }
  return total;
}

}  // namespace bench
