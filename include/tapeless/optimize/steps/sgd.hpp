// Gradient descent, with momentum if wished: Sutskever, Martens, Dahl, Hinton, "On the importance
// of initialization and momentum in deep learning", ICML 2013.
#pragma once

#include <string_view>

#include "tapeless/optimize/steps/schedule.hpp"
#include "tapeless/optimize/steps/step.hpp"

namespace tapeless {

// As Keras:
//   without momentum    p -= learning_rate g
//   with momentum       v = momentum v - learning_rate g;  p += v
//   and nesterov        v as before;                       p += momentum v - learning_rate g
struct sgd {
  schedule learning_rate = 0.01;
  double momentum = 0;
  bool nesterov = false;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "sgd";

  template <class T>
  struct plain {
    static constexpr int moments = 0;
    T rate;

    constexpr void operator()(auto& p, auto g, auto&) const { p = p - rate * g; }
  };
  template <class T>
  struct heavy_ball {
    static constexpr int moments = 1;
    T rate, momentum;

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& [v] = remembered;
      v = momentum * v - rate * g;
      p = p + v;
    }
  };
  template <class T>
  struct look_ahead {
    static constexpr int moments = 1;
    T rate, momentum;

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      auto& [v] = remembered;
      v = momentum * v - rate * g;
      p = p + (momentum * v - rate * g);
    }
  };

  void check(const optimizing::settings& must_be) const {
    must_be.at_least_0_and_below_1("momentum", momentum);
  }
  template <class T>
  void with_rule(double rate, const optimizing::history&, const auto& use) const {
    if (momentum == 0) use(plain<T>{.rate = T(rate)});
    else if (nesterov) use(look_ahead<T>{.rate = T(rate), .momentum = T(momentum)});
    else use(heavy_ball<T>{.rate = T(rate), .momentum = T(momentum)});
  }
};

}  // namespace tapeless
