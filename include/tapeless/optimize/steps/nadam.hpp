// Dozat, "Incorporating Nesterov momentum into Adam", ICLR workshop, 2016.
#pragma once

#include <cmath>
#include <string_view>

#include "tapeless/op/math.hpp"
#include "tapeless/optimize/steps/schedule.hpp"
#include "tapeless/optimize/steps/step.hpp"

namespace tapeless {

// In step t, as Keras; M is the product of mu(1), ..., mu(t):
//   mu(t) = beta_1 (1 - 0.96^(schedule_decay t) / 2)
//   m += (1 - beta_1) (g - m)
//   v += (1 - beta_2) (g^2 - v)
//   p -= learning_rate ((1 - mu(t)) / (1 - M) g + mu(t+1) / (1 - M mu(t+1)) m)
//        / (sqrt(v / (1 - beta_2^t)) + epsilon)
// schedule_decay is 0.004 in the paper and in Keras up to 2.10, and 1 in Keras since 2.11.
struct nadam {
  schedule learning_rate = 0.001;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  double schedule_decay = 0.004;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "nadam";

  template <class T>
  struct rule {
    static constexpr int moments = 2;
    T g_rate, m_rate, gain_1, gain_2, v_scale, epsilon;  // gain = 1 - beta

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& [m, v] = remembered;
      m = m + gain_1 * (g - m);
      v = v + gain_2 * (g * g - v);
      p = p - (g_rate * g + m_rate * m) / (math::sqrt(v * v_scale) + epsilon);
    }
  };

  void check(const optimizing::settings& must_be) const {
    must_be.at_least_0_and_below_1("beta_1", beta_1);
    must_be.at_least_0_and_below_1("beta_2", beta_2);
    must_be.at_least_0("epsilon", epsilon);
    must_be.at_least_0("schedule_decay", schedule_decay);
  }
  template <class T>
  void with_rule(double rate, optimizing::history& past, const auto& use) const {
    const double t = past.next_step();
    const double product = past.product * mu(t), next = product * mu(t + 1);
    use(rule<T>{.g_rate = T(rate * (1 - mu(t)) / (1 - product)),
                .m_rate = T(rate * mu(t + 1) / (1 - next)),
                .gain_1 = T(1 - beta_1),
                .gain_2 = T(1 - beta_2),
                .v_scale = T(1 / (1 - std::pow(beta_2, t))),
                .epsilon = T(epsilon)});
    past.product = product;
  }

 private:
  double mu(double t) const { return beta_1 * (1 - std::pow(0.96, schedule_decay * t) / 2); }
};

}  // namespace tapeless
