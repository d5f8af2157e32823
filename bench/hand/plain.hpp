#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace hand {

struct regression_result {
  double value, d_slope, d_intercept;
};

struct mix_result {
  double value, d_a, d_b, d_c, d_d;
};

template <std::size_t K, std::size_t D>
struct mixture_result {
  double value;
  std::array<double, K> d_alpha;
  std::array<double, K * D> d_mu, d_q;
};

// The tag gives each translation unit its own copies: the same bodies are compiled with different
// flags, and the linker must not merge them.
template <class Tag>
struct plain {
  static regression_result regression(double slope, double intercept, const double* h,
                                      const double* w, std::size_t n) {
    regression_result r{};
    for (std::size_t i = 0; i < n; ++i) {
      const double error = slope * h[i] + intercept - w[i];
      r.value += error * error;
      r.d_slope += 2 * error * h[i];
      r.d_intercept += 2 * error;
    }
    const double count = static_cast<double>(n);
    return {r.value / count, r.d_slope / count, r.d_intercept / count};
  }

  static mix_result mix(double a, double b, double c, double d, const double* x, const double* y,
                        std::size_t n) {
    mix_result r{};
    for (std::size_t i = 0; i < n; ++i) {
      const double z = -y[i] * (a * x[i] + b);
      const double e = std::exp(-std::abs(z));
      const double s = std::sin(c * x[i]);
      const double t = std::tanh(d * x[i]);
      const double d_z = (z >= 0 ? 1 : e) / (1 + e);
      r.value += std::max(z, 0.0) + std::log1p(e) + 0.1 * s * t;
      r.d_a -= d_z * y[i] * x[i];
      r.d_b -= d_z * y[i];
      r.d_c += 0.1 * std::cos(c * x[i]) * t * x[i];
      r.d_d += 0.1 * s * (1 - t * t) * x[i];
    }
    return r;
  }

  template <std::size_t K, std::size_t D>
  static mixture_result<K, D> mixture(const double* alpha, const double* mu, const double* q,
                                      const double* x, std::size_t n) {
    std::array<double, K> constant, weight;
    std::array<double, K * D> scale;
    for (std::size_t k = 0; k < K; ++k) {
      constant[k] = alpha[k];
      for (std::size_t d = 0; d < D; ++d) {
        constant[k] += q[k * D + d];
        scale[k * D + d] = std::exp(q[k * D + d]);
      }
    }

    mixture_result<K, D> r{};
    for (std::size_t i = 0; i < n; ++i, x += D) {
      for (std::size_t k = 0; k < K; ++k) {
        double squares = 0;
        for (std::size_t d = 0; d < D; ++d) {
          const double z = scale[k * D + d] * (x[d] - mu[k * D + d]);
          squares += z * z;
        }
        weight[k] = constant[k] - 0.5 * squares;
      }
      r.value += softmax(weight);
      for (std::size_t k = 0; k < K; ++k) {
        r.d_alpha[k] += weight[k];
        for (std::size_t d = 0; d < D; ++d) {
          const double z = scale[k * D + d] * (x[d] - mu[k * D + d]);
          r.d_mu[k * D + d] += weight[k] * scale[k * D + d] * z;
          r.d_q[k * D + d] += weight[k] * (1 - z * z);
        }
      }
    }

    std::copy_n(alpha, K, weight.begin());
    const double count = static_cast<double>(n);
    r.value -= count * softmax(weight);
    for (std::size_t k = 0; k < K; ++k) r.d_alpha[k] -= count * weight[k];
    return r;
  }

  // Returns log(sum(exp(terms))) and leaves its gradient in terms.
  template <std::size_t K>
  static double softmax(std::array<double, K>& terms) {
    const double top = *std::max_element(terms.begin(), terms.end());
    double total = 0;
    for (double& term : terms) total += term = std::exp(term - top);
    for (double& term : terms) term /= total;
    return top + std::log(total);
  }
};

using precise = plain<struct precise_tag>;

}  // namespace hand
