#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <vector>

namespace gradbench::plain::gmm {

struct parameters {
  std::vector<double> alpha, mu, q, l;
};

struct problem {
  std::size_t n, k, d;
  double m, gamma;
  parameters at;
  std::vector<double> x;

  std::size_t packed() const { return d * (d - 1) / 2; }
};

inline double log_gamma(double a, std::size_t dimensions) {
  const double d = static_cast<double>(dimensions);
  double sum = d * (d - 1) / 4 * std::log(std::numbers::pi);
  for (std::size_t j = 0; j < dimensions; ++j) sum += std::lgamma(a - static_cast<double>(j) / 2);
  return sum;
}

// What depends on sizes alone.
inline double constant_of(const problem& p) {
  const double n = static_cast<double>(p.n), k = static_cast<double>(p.k),
               d = static_cast<double>(p.d), v = d + p.m + 1;
  return -n * d / 2 * std::log(2 * std::numbers::pi) +
         k * (v * d * std::log(p.gamma / std::numbers::sqrt2) - log_gamma(v / 2, p.d));
}

// Returns log sum exp and leaves its gradient.
inline double softmax(std::vector<double>& terms) {
  const double top = *std::max_element(terms.begin(), terms.end());
  double total = 0;
  for (double& t : terms) total += t = std::exp(t - top);
  for (double& t : terms) t /= total;
  return top + std::log(total);
}

// One loop over the samples, components inside, as one writes it down from the formulas.
class mixture {
 public:
  explicit mixture(const problem& p)
      : p_(p), diagonal_(p.at.q), u_(p.k * p.d), z_(p.k * p.d), weight_(p.at.alpha) {
    for (double& q : diagonal_) q = std::exp(q);
  }

  double objective() {
    double value = constant_of(p_) + prior() - outside();
    for (std::size_t s = 0; s < p_.n; ++s) value += sample(s);
    return value;
  }

  double jacobian(parameters& g) {
    double value = constant_of(p_) + prior() - outside();
    start(g);
    for (std::size_t s = 0; s < p_.n; ++s) {
      value += sample(s);
      for (std::size_t k = 0; k < p_.k; ++k) add(k, g);
    }
    return value;
  }

 private:
  double count() const { return static_cast<double>(p_.n); }

  // N logsumexp(alpha), whose gradient is in the weights then.
  double outside() {
    weight_ = p_.at.alpha;
    return count() * softmax(weight_);
  }

  double prior() const {
    double squares = 0, sum = 0;
    for (const double e : diagonal_) squares += e * e;
    for (const double l : p_.at.l) squares += l * l;
    for (const double q : p_.at.q) sum += q;
    return p_.m * sum - p_.gamma * p_.gamma / 2 * squares;
  }

  // The gradient of what is no sum over samples.
  void start(parameters& g) const {
    const double square = p_.gamma * p_.gamma;
    for (std::size_t k = 0; k < p_.k; ++k) g.alpha[k] = -count() * weight_[k];
    std::fill(g.mu.begin(), g.mu.end(), 0.0);
    for (std::size_t e = 0; e < g.q.size(); ++e)
      g.q[e] = p_.m - square * diagonal_[e] * diagonal_[e];
    for (std::size_t e = 0; e < g.l.size(); ++e) g.l[e] = -square * p_.at.l[e];
  }

  double sample(std::size_t s) {
    for (std::size_t k = 0; k < p_.k; ++k) weight_[k] = density(s, k);
    return softmax(weight_);
  }

  double density(std::size_t s, std::size_t k) {
    const std::size_t d = p_.d;
    double *u = &u_[k * d], *z = &z_[k * d];
    const double *l = p_.at.l.data() + k * p_.packed(), *e = &diagonal_[k * d];
    double b = p_.at.alpha[k], squares = 0;
    for (std::size_t i = 0; i < d; ++i) {
      u[i] = p_.x[s * d + i] - p_.at.mu[k * d + i];
      z[i] = e[i] * u[i];
      b += p_.at.q[k * d + i];
    }
    for (std::size_t j = 0; j < d; ++j)
      for (std::size_t i = j + 1; i < d; ++i) z[i] += *l++ * u[j];
    for (std::size_t i = 0; i < d; ++i) squares += z[i] * z[i];
    return b - squares / 2;
  }

  void add(std::size_t k, parameters& g) const {
    const std::size_t d = p_.d;
    const double *u = &u_[k * d], *z = &z_[k * d], *e = &diagonal_[k * d];
    const double* l = p_.at.l.data() + k * p_.packed();
    double* d_l = g.l.data() + k * p_.packed();
    const double w = weight_[k];
    g.alpha[k] += w;
    for (std::size_t j = 0; j < d; ++j) {
      double d_u = e[j] * z[j];
      g.q[k * d + j] += w * (1 - d_u * u[j]);
      for (std::size_t i = j + 1; i < d; ++i) {
        d_u += *l++ * z[i];
        *d_l++ -= w * z[i] * u[j];
      }
      g.mu[k * d + j] += w * d_u;
    }
  }

  const problem& p_;
  std::vector<double> diagonal_, u_, z_, weight_;
};

}  // namespace gradbench::plain::gmm
