#pragma once

#include <algorithm>
#include <array>

#include "plain.hpp"
#include "softmax.hpp"

namespace hand {

template <std::size_t K, std::size_t D>
mixture_result<K, D> mixture_plain(const double* alpha, const double* mu, const double* q,
                                   const double* x, std::size_t n) {
  return precise::mixture<K, D>(alpha, mu, q, x, n);
}

// One sample per lane. What is summed over the samples are the weighted moments about mu: the
// precisions exp(2 q), the same for every sample, multiply them once at the end.
template <std::size_t K, std::size_t D>
class mixture_sums {
 public:
  mixture_sums(const double* alpha, const double* mu, const double* q) : mu_(mu) {
    for (std::size_t j = 0; j < K * D; j += lanes)
      store(precision_ + j, exp(2 * load_some(q + j, std::min(lanes, K * D - j))));
    for (std::size_t k = 0; k < K; ++k) {
      constant_[k] = alpha[k];
      for (std::size_t d = 0; d < D; ++d) constant_[k] += q[k * D + d];
    }
  }

  // Kept is one in the lanes that count and zero in those that pad.
  template <std::size_t Packs>
  void add(const double* x, pack kept) {
    pack column[D][Packs] = {};
    for (std::size_t p = 0; p < Packs; ++p)
      for (std::size_t d = 0; d < D; ++d)
        for (std::size_t i = 0; i < lanes; ++i) column[d][p][i] = x[(p * lanes + i) * D + d];

    pack weight[K][Packs];
    for (std::size_t k = 0; k < K; ++k) {
      pack squares[Packs] = {};
      for (std::size_t d = 0; d < D; ++d)
        for (std::size_t p = 0; p < Packs; ++p) {
          const pack u = column[d][p] - mu_[k * D + d];
          squares[p] += precision_[k * D + d] * u * u;
        }
      for (std::size_t p = 0; p < Packs; ++p) weight[k][p] = constant_[k] - 0.5 * squares[p];
    }

    const softmax_of<Packs> all(weight);
    pack scale[Packs];
    for (std::size_t p = 0; p < Packs; ++p) {
      value_ += kept * all.logarithm[p];
      scale[p] = kept / all.total[p];
    }

    for (std::size_t k = 0; k < K; ++k) {
      pack w[Packs];
      for (std::size_t p = 0; p < Packs; ++p) zeroth_[k] += w[p] = weight[k][p] * scale[p];
      for (std::size_t d = 0; d < D; ++d) {
        pack first = {}, second = {};
        for (std::size_t p = 0; p < Packs; ++p) {
          const pack u = column[d][p] - mu_[k * D + d];
          const pack wu = w[p] * u;
          first += wu;
          second += wu * u;
        }
        first_[k * D + d] += first;
        second_[k * D + d] += second;
      }
    }
  }

  mixture_result<K, D> result() const {
    mixture_result<K, D> r;
    r.value = sum(value_);
    for (std::size_t k = 0; k < K; ++k) {
      r.d_alpha[k] = sum(zeroth_[k]);
      for (std::size_t j = k * D; j < (k + 1) * D; ++j) {
        r.d_mu[j] = precision_[j] * sum(first_[j]);
        r.d_q[j] = r.d_alpha[k] - precision_[j] * sum(second_[j]);
      }
    }
    return r;
  }

 private:
  const double* mu_;
  double constant_[K], precision_[(K * D + lanes - 1) / lanes * lanes];
  pack value_ = {}, zeroth_[K] = {}, first_[K * D] = {}, second_[K * D] = {};
};

template <std::size_t K, std::size_t D>
mixture_result<K, D> mixture_best(const double* alpha, const double* mu, const double* q,
                                  const double* x, std::size_t n) {
  // A tile of several packs makes the moments' trips through memory rare.
  constexpr std::size_t packs = 8, tile = packs * lanes;
  mixture_sums<K, D> sums(alpha, mu, q);
  const pack one = pack{} + 1;
  std::size_t i = 0;
  for (; i + tile <= n; i += tile) sums.template add<packs>(x + i * D, one);
  for (; i + lanes <= n; i += lanes) sums.template add<1>(x + i * D, one);
  if (i < n) {
    double padded[lanes * D] = {};
    std::copy(x + i * D, x + n * D, padded);
    pack kept = {};
    for (std::size_t j = 0; i + j < n; ++j) kept[j] = 1;
    sums.template add<1>(padded, kept);
  }

  mixture_result<K, D> r = sums.result();
  std::array<double, K> prior;
  std::copy_n(alpha, K, prior.begin());
  const double count = static_cast<double>(n);
  r.value -= count * precise::softmax(prior);
  for (std::size_t k = 0; k < K; ++k) r.d_alpha[k] -= count * prior[k];
  return r;
}

}  // namespace hand
