// Tieleman, Hinton, "Lecture 6.5 - rmsprop: divide the gradient by a running average of its recent
// magnitude", Coursera, 2012. Centred: Graves, "Generating sequences with recurrent neural
// networks", 2013.
#pragma once

#include <string_view>
#include <type_traits>

#include "tapeless/op/math.hpp"
#include "tapeless/optimize/steps/schedule.hpp"
#include "tapeless/optimize/steps/step.hpp"

namespace tapeless {

// As Keras:
//   v = rho v + (1 - rho) g^2            and, if centred,  m = rho m + (1 - rho) g
//   step = learning_rate g / (sqrt(v) + epsilon)           (centred: v - m^2 instead of v)
//   p -= step                            or, with momentum,  b = momentum b + step;  p -= b
// epsilon stands inside the root, sqrt(v + epsilon), in Keras since 2.11, and with momentum in
// every Keras.
struct rmsprop {
  schedule learning_rate = 0.001;
  double rho = 0.9;
  double momentum = 0;
  bool centred = false;
  double epsilon = 1e-7;
  bool epsilon_inside = false;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "rmsprop";

  template <class T, bool Centred, bool Momentum>
  struct rule {
    static constexpr int moments = 1 + Centred + Momentum;
    T rate, rho, momentum, inside, outside;  // one of the two epsilons is 0

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& v = remembered.front();
      v = rho * v + (1 - rho) * (g * g);
      auto spread = v;
      if constexpr (Centred) {
        auto& m = remembered[1];
        m = rho * m + (1 - rho) * g;
        spread = math::where(v > m * m, v - m * m, 0);  // rounding can leave it below 0
      }
      auto step = rate * g / (math::sqrt(spread + inside) + outside);
      if constexpr (Momentum) {
        auto& b = remembered.back();
        step = b = momentum * b + step;
      }
      p = p - step;
    }
  };

  void check(const optimizing::settings& must_be) const {
    must_be.at_least_0_and_below_1("rho", rho);
    must_be.at_least_0_and_below_1("momentum", momentum);
    must_be.at_least_0("epsilon", epsilon);
  }
  template <class T>
  void with_rule(double rate, const optimizing::history&, const auto& use) const {
    const bool inside = epsilon_inside || momentum > 0;
    const auto use_rule = [&](auto is_centred, auto has_momentum) {
      use(rule<T, is_centred, has_momentum>{.rate = T(rate),
                                            .rho = T(rho),
                                            .momentum = T(momentum),
                                            .inside = T(inside ? epsilon : 0),
                                            .outside = T(inside ? 0 : epsilon)});
    };
    constexpr std::true_type yes;
    constexpr std::false_type no;
    if (centred) momentum > 0 ? use_rule(yes, yes) : use_rule(yes, no);
    else momentum > 0 ? use_rule(no, yes) : use_rule(no, no);
  }
};

}  // namespace tapeless
