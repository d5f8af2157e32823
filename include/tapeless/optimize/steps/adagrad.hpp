// Duchi, Hazan, Singer, "Adaptive subgradient methods for online learning and stochastic
// optimization", JMLR 12, 2011.
#pragma once

#include <string_view>

#include "tapeless/op/math.hpp"
#include "tapeless/optimize/steps/schedule.hpp"
#include "tapeless/optimize/steps/step.hpp"

namespace tapeless {

// As Keras; a is initial_accumulator before the first step:
//   a += g^2
//   p -= learning_rate g / (sqrt(a) + epsilon)
// epsilon stands inside the root, sqrt(a + epsilon), in Keras since 2.11.
struct adagrad {
  schedule learning_rate = 0.001;
  double initial_accumulator = 0.1;
  double epsilon = 1e-7;
  bool epsilon_inside = false;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "adagrad";

  template <class T>
  struct rule {
    static constexpr int moments = 1;
    T rate, inside, outside;  // one of the two epsilons is 0

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& [a] = remembered;
      a = a + g * g;
      p = p - rate * g / (math::sqrt(a + inside) + outside);
    }
  };

  void check(const optimizing::settings& must_be) const {
    must_be.at_least_0("initial_accumulator", initial_accumulator);
    must_be.at_least_0("epsilon", epsilon);
  }
  template <class T>
  void with_rule(double rate, const optimizing::history&, const auto& use) const {
    use(rule<T>{.rate = T(rate),
                .inside = T(epsilon_inside ? epsilon : 0),
                .outside = T(epsilon_inside ? 0 : epsilon)},
        initial_accumulator);
  }
};

}  // namespace tapeless
