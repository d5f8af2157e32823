// Vectors that push each other apart with the inverse square of the distance: the sum of the sizes
// of what each gets along its sphere, and its gradient, by hand (examples/03_pairwise_force.cpp).
#pragma once

#include <algorithm>
#include <cmath>

#include "pack.hpp"

namespace hand {

template <std::size_t N, std::size_t D>
struct force {
  const double* v;
  double* d_v;
};

// A vector's components, a few packs of them.
template <std::size_t D>
struct components {
  static constexpr std::size_t packs = D / lanes;
  pack at[packs] = {};

  components() = default;
  explicit components(const double* x) {
    for (std::size_t p = 0; p < packs; ++p) at[p] = load(x + p * lanes);
  }
  void write(double* x) const {
    for (std::size_t p = 0; p < packs; ++p) store(x + p * lanes, at[p]);
  }
  void add(double factor, const components& x) {
    for (std::size_t p = 0; p < packs; ++p) at[p] += factor * x.at[p];
  }
};
template <std::size_t D>
components<D> operator-(components<D> x, const components<D>& y) {
  x.add(-1, y);
  return x;
}
template <std::size_t D>
double dot(const components<D>& x, const components<D>& y) {
  pack total = {};
  for (std::size_t p = 0; p < x.packs; ++p) total += x.at[p] * y.at[p];
  return sum(total);
}

// Statement by statement, forward and back, as bench/tape/hand.hpp has it.
template <std::size_t N, std::size_t D>
double force_straight(const force<N, D>& f) {
  using row = components<D>;
  double loss = 0;
  row d_v[N];
  for (std::size_t i = 0; i < N; ++i) {
    const row vi(f.v + i * D);
    const double vi_vi = dot(vi, vi);
    row net;
    for (std::size_t j = 0; j < N; ++j) {
      if (i == j) continue;
      const row apart = vi - row(f.v + j * D);
      const double squares = dot(apart, apart), scale = 1 / (squares * std::sqrt(squares));
      net.add(scale, apart);
      net.add(-dot(vi, apart) * scale / vi_vi, vi);
    }
    const double length = std::sqrt(dot(net, net));
    loss += length;

    row d_net;
    d_net.add(1 / length, net);
    const double d_radial = -dot(d_net, vi), d_along = d_radial / vi_vi;
    double d_vi_vi = 0;
    row d_force = d_net;
    d_force.add(d_along, vi);
    for (std::size_t j = 0; j < N; ++j) {
      if (i == j) continue;
      const row apart = vi - row(f.v + j * D);
      const double squares = dot(apart, apart), scale = 1 / (squares * std::sqrt(squares));
      const double radial = dot(vi, apart) * scale / vi_vi;
      d_vi_vi -= d_radial * radial / vi_vi;
      d_v[i].add(-radial, d_net);
      d_v[i].add(d_along * scale, apart);
      const double d_squares = -1.5 * dot(d_force, apart) * scale / squares;
      row d_apart;
      d_apart.add(scale, d_force);
      d_apart.add(2 * d_squares, apart);
      d_v[i].add(1, d_apart);
      d_v[j].add(-1, d_apart);
    }
    d_v[i].add(2 * d_vi_vi, vi);
  }
  for (std::size_t i = 0; i < N; ++i) d_v[i].write(f.d_v + i * D);
  return loss;
}

// By algebra. S has the inverse cubes of the distances. What v_i gets along its sphere is, but for
// the sign, W_i = (S V)_i less its part along v_i; U has the directions of these. With t_ij = 3
// s_ij / |v_i - v_j|^2 (u_i v_j + u_j v_i) the gradient is
//   S U + T V less (W_i v_i / v_i v_i) u_i + sum_j t_ij v_i.
// Of what is symmetric a half is computed, in squares of packs, and turned to the other side.
// (Distances by products of vectors are for vectors that are not close to each other.)
template <std::size_t N, std::size_t D>
class force_best {
 public:
  static double run(const force<N, D>& f) {
    static force_best kept;
    return kept.all(f);
  }

 private:
  static constexpr std::size_t wide = (N + lanes - 1) / lanes * lanes;
  static constexpr std::size_t tile = 4;  // rows at a time
  using square = double[wide][wide];
  using rows = double[wide][D];
  using columns = double[D][wide];

  double all(const force<N, D>& f) {
    std::copy_n(f.v, N * D, v_[0]);
    turn_rows(v_, vt_);
    for (std::size_t i = 0; i < wide; ++i) vi_vi_[i] = dot(row(v_[i]), row(v_[i]));
    set_distances();
    const double loss = set_directions();
    turn_rows(u_, ut_);
    set_pulls();
    for (std::size_t i = 0; i < N; i += tile) set_gradient(i, f.d_v + i * D);
    return loss;
  }

  using row = components<D>;

  static void turn_rows(const rows& from, columns& to) {
    for (std::size_t i = 0; i < wide; i += lanes)
      for (std::size_t d = 0; d < D; d += lanes) {
        pack block[lanes];
        for (std::size_t l = 0; l < lanes; ++l) block[l] = load(from[i + l] + d);
        turn(block);
        for (std::size_t l = 0; l < lanes; ++l) store(to[d + l] + i, block[l]);
      }
  }

  // Adds a square of products of rows and columns.
  static void multiply(const rows& a, std::size_t i, const columns& b, std::size_t j,
                       pack (&sums)[lanes]) {
    for (std::size_t d = 0; d < D; ++d) {
      const pack b_d = load(b[d] + j);
      for (std::size_t l = 0; l < lanes; ++l) sums[l] += a[i + l][d] * b_d;
    }
  }

  // f(i, j) for each square on and above the diagonal.
  template <class F>
  static void each_square(F f) {
    for (std::size_t i = 0; i < wide; i += lanes)
      for (std::size_t j = i; j < wide; j += lanes) f(i, j);
  }
  static void put(square& to, std::size_t i, std::size_t j, pack (&block)[lanes]) {
    for (std::size_t l = 0; l < lanes; ++l) store(to[i + l] + j, block[l]);
    if (i == j) return;
    turn(block);
    for (std::size_t l = 0; l < lanes; ++l) store(to[j + l] + i, block[l]);
  }

  // The inverse cubes s, and 3 s over the square; 0 on the diagonal and beyond the last.
  void set_distances() {
    each_square([this](std::size_t i, std::size_t j) {
      pack block[lanes] = {}, slope[lanes];
      multiply(v_, i, vt_, j, block);
      for (std::size_t l = 0; l < lanes; ++l) {
        pack squares = vi_vi_[i + l] + load(vi_vi_ + j) - 2 * block[l];
        if (i == j) squares[l] = 0;
        const pack inverse = squares > 0 ? 1 / squares : pack{};
        block[l] = inverse * root(inverse);
        slope[l] = 3 * block[l] * inverse;
      }
      put(s_, i, j, block);
      put(t_, i, j, slope);
    });
  }
  static pack root(pack x) {
    for (std::size_t l = 0; l < lanes; ++l) x[l] = std::sqrt(x[l]);
    return x;
  }

  // Four rows of a times b, added.
  static void add_product(const square& a, std::size_t i, const rows& b, row (&sums)[tile]) {
    for (std::size_t j = 0; j < N; ++j) {
      const row b_j(b[j]);
      for (std::size_t r = 0; r < tile; ++r) sums[r].add(a[i + r][j], b_j);
    }
  }

  // W less its part along v, its size to the loss, and its direction.
  double set_directions() {
    double loss = 0;
    for (std::size_t i = 0; i < N; i += tile) {
      row w[tile];
      add_product(s_, i, v_, w);
      for (std::size_t r = 0; r < tile && i + r < N; ++r) {
        const row v(v_[i + r]);
        along_[i + r] = dot(w[r], v) / vi_vi_[i + r];
        w[r].add(-along_[i + r], v);
        const double length = std::sqrt(dot(w[r], w[r]));
        loss += length;
        row u;
        u.add(1 / length, w[r]);
        u.write(u_[i + r]);
      }
    }
    return loss;
  }

  void set_pulls() {
    each_square([this](std::size_t i, std::size_t j) {
      pack block[lanes] = {};
      multiply(u_, i, vt_, j, block);
      multiply(v_, i, ut_, j, block);
      for (std::size_t l = 0; l < lanes; ++l) block[l] *= load(t_[i + l] + j);
      put(t_, i, j, block);
    });
  }

  void set_gradient(std::size_t i, double* d_v) const {
    row d[tile];
    add_product(s_, i, u_, d);
    add_product(t_, i, v_, d);
    for (std::size_t r = 0; r < tile && i + r < N; ++r) {
      pack pulls = {};
      for (std::size_t j = 0; j < wide; j += lanes) pulls += load(t_[i + r] + j);
      d[r].add(-along_[i + r], row(u_[i + r]));
      d[r].add(-sum(pulls), row(v_[i + r]));
      d[r].write(d_v + r * D);
    }
  }

  alignas(64) rows v_ = {}, u_ = {};
  alignas(64) columns vt_, ut_;
  alignas(64) square s_, t_;
  alignas(64) double vi_vi_[wide], along_[wide];
};

}  // namespace hand
