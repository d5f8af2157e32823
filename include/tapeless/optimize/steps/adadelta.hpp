// Zeiler, "ADADELTA: an adaptive learning rate method", arXiv:1212.5701, 2012.
#pragma once

#include <string_view>

#include "tapeless/op/math.hpp"
#include "tapeless/optimize/steps/schedule.hpp"
#include "tapeless/optimize/steps/step.hpp"

namespace tapeless {

// As Keras (the paper's learning_rate is 1):
//   a = rho a + (1 - rho) g^2
//   u = sqrt(d + epsilon) / sqrt(a + epsilon) g
//   p -= learning_rate u
//   d = rho d + (1 - rho) u^2
struct adadelta {
  schedule learning_rate = 0.001;
  double rho = 0.95;
  double epsilon = 1e-7;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "adadelta";

  template <class T>
  struct rule {
    static constexpr int moments = 2;
    T rate, rho, epsilon;

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& [a, d] = remembered;
      a = rho * a + (1 - rho) * (g * g);
      const auto u = math::sqrt(d + epsilon) / math::sqrt(a + epsilon) * g;
      p = p - rate * u;
      d = rho * d + (1 - rho) * (u * u);
    }
  };

  void check(const optimizing::settings& must_be) const {
    must_be.at_least_0_and_below_1("rho", rho);
    must_be.at_least_0("epsilon", epsilon);
  }
  template <class T>
  void with_rule(double rate, const optimizing::history&, const auto& use) const {
    use(rule<T>{.rate = T(rate), .rho = T(rho), .epsilon = T(epsilon)});
  }
};

}  // namespace tapeless
