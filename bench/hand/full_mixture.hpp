// The logarithm of the posterior of a Gaussian mixture with full covariances, as gradbench/gmm.hpp
// has it but for the constant and with gamma = 1 and m = 0, and its gradient, by hand.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>

#include "plain.hpp"
#include "softmax.hpp"

namespace hand {

template <std::size_t K, std::size_t D>
struct full_mixture {
  static constexpr std::size_t below = D * (D - 1) / 2;

  const double *x, *alpha, *mu, *q, *l;
  double *d_alpha, *d_mu, *d_q, *d_l;
  std::size_t samples;
};

// One sample a lane, in tiles of several packs. What is summed over the samples are the weighted
// moments about mu: Q multiplies them once at the end. Components are the outer loop of these sums,
// which then stay in the first cache. Two rows of a triangle at a time share what they read.
template <std::size_t K, std::size_t D>
class full_mixture_best {
 public:
  static double run(const full_mixture<K, D>& m) {
    static full_mixture_best kept;
    return kept.all(m);
  }

 private:
  static constexpr std::size_t triangle = D * (D + 1) / 2, packs = 8, wide = packs * lanes;
  static constexpr std::size_t tiles = 16;  // at once
  static constexpr std::size_t padded = (triangle + lanes - 1) / lanes * lanes;
  using row_of_tile = pack[packs];

  static constexpr std::size_t row(std::size_t i) { return i * (i + 1) / 2; }
  // Where GradBench has an entry below the diagonal.
  static constexpr std::size_t packed(std::size_t i, std::size_t j) {
    return j * (2 * D - j - 1) / 2 + i - j - 1;
  }

  double all(const full_mixture<K, D>& m) {
    start(m);
    for (std::size_t s = 0; s < m.samples; s += tiles * wide) {
      const std::size_t end = std::min(m.samples, s + tiles * wide);
      std::size_t count = 0;
      for (std::size_t t = s; t < end; t += wide)
        weigh(m.x + t * D, std::min(wide, end - t), m.mu, count++);
      for (std::size_t k = 0; k < K; ++k)
        for (std::size_t t = 0; t < count; ++t) add_moments(t, k, m.mu + k * D);
    }
    return finish(m);
  }

  void start(const full_mixture<K, D>& m) {
    value_ = pack{};
    std::fill_n(zeroth_, K, pack{});
    std::fill_n(first_[0], K * D, pack{});
    std::fill_n(second_[0], K * padded, pack{});
    for (std::size_t k = 0; k < K; ++k) {
      constant_[k] = m.alpha[k];
      for (std::size_t i = 0; i < D; ++i) {
        constant_[k] += m.q[k * D + i];
        for (std::size_t j = 0; j < i; ++j) lower_[k][row(i) + j] = m.l[k * m.below + packed(i, j)];
        lower_[k][row(i) + i] = std::exp(m.q[k * D + i]);
      }
    }
  }

  // Where there are no more samples, weights are 0.
  void weigh(const double* x, std::size_t samples, const double* mu, std::size_t t) {
    row_of_tile kept = {};
    for (std::size_t s = 0; s < samples; ++s) {
      kept[s / lanes][s % lanes] = 1;
      for (std::size_t i = 0; i < D; ++i) column_[t][i][s / lanes][s % lanes] = x[s * D + i];
    }

    pack(&weight)[K][packs] = weight_[t];
    for (std::size_t k = 0; k < K; ++k) {
      pack u[D][packs], squares[packs] = {};
      set_u(t, mu + k * D, u);
      for (std::size_t i = 0; i + 1 < D; i += 2) square_rows<2>(lower_[k], i, u, squares);
      if constexpr (D % 2 == 1) square_rows<1>(lower_[k], D - 1, u, squares);
      for (std::size_t p = 0; p < packs; ++p) weight[k][p] = constant_[k] - 0.5 * squares[p];
    }
    const softmax_of<packs> all(weight);
    for (std::size_t p = 0; p < packs; ++p) {
      value_ += kept[p] * all.logarithm[p];
      kept[p] /= all.total[p];
      for (std::size_t k = 0; k < K; ++k) weight[k][p] *= kept[p];
    }
  }

  void set_u(std::size_t t, const double* mu, pack (&u)[D][packs]) const {
    for (std::size_t i = 0; i < D; ++i)
      for (std::size_t p = 0; p < packs; ++p) u[i][p] = column_[t][i][p] - mu[i];
  }

  template <std::size_t Rows>
  static void square_rows(const double* lower, std::size_t i, const pack (&u)[D][packs],
                          row_of_tile& squares) {
    pack z[Rows][packs] = {};
    for (std::size_t j = 0; j <= i; ++j)
      for (std::size_t r = 0; r < Rows; ++r)
        for (std::size_t p = 0; p < packs; ++p) z[r][p] += lower[row(i + r) + j] * u[j][p];
    if constexpr (Rows == 2)
      for (std::size_t p = 0; p < packs; ++p) z[1][p] += lower[row(i + 1) + i + 1] * u[i + 1][p];
    for (std::size_t r = 0; r < Rows; ++r)
      for (std::size_t p = 0; p < packs; ++p) squares[p] += z[r][p] * z[r][p];
  }

  void add_moments(std::size_t t, std::size_t k, const double* mu) {
    pack u[D][packs];
    set_u(t, mu, u);
    for (const pack& w : weight_[t][k]) zeroth_[k] += w;
    for (std::size_t i = 0; i + 1 < D; i += 2) add_rows<2>(k, i, u, weight_[t][k]);
    if constexpr (D % 2 == 1) add_rows<1>(k, D - 1, u, weight_[t][k]);
  }

  template <std::size_t Rows>
  void add_rows(std::size_t k, std::size_t i, const pack (&u)[D][packs], const row_of_tile& w) {
    pack wu[Rows][packs];
    for (std::size_t r = 0; r < Rows; ++r) {
      pack first = {};
      for (std::size_t p = 0; p < packs; ++p) first += wu[r][p] = w[p] * u[i + r][p];
      first_[k][i + r] += first;
    }
    for (std::size_t j = 0; j < i + Rows; j += Rows) {
      pack moment[Rows][Rows] = {};
      for (std::size_t p = 0; p < packs; ++p)
        for (std::size_t r = 0; r < Rows; ++r)
          for (std::size_t c = 0; c < Rows; ++c) moment[r][c] += wu[r][p] * u[j + c][p];
      for (std::size_t r = 0; r < Rows; ++r)
        for (std::size_t c = 0; c < Rows; ++c)
          if (j + c <= i + r) second_[k][row(i + r) + j + c] += moment[r][c];
    }
  }

  // With M the second moments, the gradient by Q is -Q M, and by mu it is Q' Q times the first.
  double finish(const full_mixture<K, D>& m) {
    std::array<double, K> outside;
    std::copy_n(m.alpha, K, outside.begin());
    const double count = static_cast<double>(m.samples);
    double value = sum(value_) - count * precise::softmax(outside);
    pack squares = {};
    for (std::size_t k = 0; k < K; ++k) {
      for (std::size_t e = 0; e < padded; e += lanes) {
        const pack entries = load(lower_[k] + e);
        squares += entries * entries;
        store(moment_ + e, sums(*reinterpret_cast<pack(*)[lanes]>(second_[k] + e)));
      }
      by_parameters(k, sum(zeroth_[k]), m);
      m.d_alpha[k] = sum(zeroth_[k]) - count * outside[k];
    }
    return value - sum(squares) / 2;
  }

  void by_parameters(std::size_t k, double weight, const full_mixture<K, D>& m) {
    double moment[D][D], first[D];
    for (std::size_t i = 0; i < D; ++i) {
      first[i] = sum(first_[k][i]);
      m.d_mu[k * D + i] = 0;
      for (std::size_t j = 0; j <= i; ++j) moment[i][j] = moment[j][i] = moment_[row(i) + j];
    }
    for (std::size_t i = 0; i < D; ++i) {
      const double* Q = lower_[k] + row(i);
      double by_mu = 0, by[D] = {};
      for (std::size_t j = 0; j <= i; ++j) {
        by_mu += Q[j] * first[j];
        for (std::size_t h = 0; h < D; ++h) by[h] -= Q[j] * moment[j][h];
      }
      for (std::size_t j = 0; j <= i; ++j) m.d_mu[k * D + j] += Q[j] * by_mu;
      for (std::size_t j = 0; j < i; ++j) m.d_l[k * m.below + packed(i, j)] = by[j] - Q[j];
      m.d_q[k * D + i] = weight + (by[i] - Q[i]) * Q[i];
    }
  }

  double constant_[K], lower_[K][padded] = {}, moment_[padded];
  pack column_[tiles][D][packs], weight_[tiles][K][packs];
  pack value_, zeroth_[K], first_[K][D], second_[K][padded];
};

}  // namespace hand
