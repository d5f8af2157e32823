// Kingma, Ba, "Adam: a method for stochastic optimization", ICLR 2015.
#pragma once

#include <cmath>
#include <string_view>

#include "tapeless/op/math.hpp"
#include "tapeless/optimize/steps/schedule.hpp"
#include "tapeless/optimize/steps/step.hpp"

namespace tapeless {

// In step t, as Keras:
//   m += (1 - beta_1) (g - m)
//   v += (1 - beta_2) (g^2 - v)
//   p -= learning_rate sqrt(1 - beta_2^t) / (1 - beta_1^t) m / (sqrt(v) + epsilon)
// which is the order at the end of the paper's section 2: epsilon is its epsilon hat.
struct adam {
  schedule learning_rate = 0.001;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "adam";

  template <class T>
  struct rule {
    static constexpr int moments = 2;
    T rate, gain_1, gain_2, epsilon;  // gain = 1 - beta

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& [m, v] = remembered;
      m = m + gain_1 * (g - m);
      v = v + gain_2 * (g * g - v);
      p = p - rate * m / (math::sqrt(v) + epsilon);
    }
  };

  void check(const optimizing::settings& must_be) const {
    must_be.at_least_0_and_below_1("beta_1", beta_1);
    must_be.at_least_0_and_below_1("beta_2", beta_2);
    must_be.at_least_0("epsilon", epsilon);
  }
  template <class T>
  void with_rule(double rate, const optimizing::history& past, const auto& use) const {
    const double t = past.next_step();
    const double bias = std::sqrt(1 - std::pow(beta_2, t)) / (1 - std::pow(beta_1, t));
    use(rule<T>{.rate = T(rate * bias),
                .gain_1 = T(1 - beta_1),
                .gain_2 = T(1 - beta_2),
                .epsilon = T(epsilon)});
  }
};

}  // namespace tapeless
