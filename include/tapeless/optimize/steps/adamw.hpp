// Loshchilov, Hutter, "Decoupled weight decay regularization", ICLR 2019.
#pragma once

#include "tapeless/optimize/steps/adam.hpp"

namespace tapeless {

// Adam on parameters that shrink first, as Keras: p -= learning_rate weight_decay p.
struct adamw {
  schedule learning_rate = 0.001;
  double weight_decay = 0.004;
  double beta_1 = 0.9;
  double beta_2 = 0.999;
  double epsilon = 1e-7;
  int threads = 1;
  optimizing::memory memory = {};

  void step(auto&& theta, const auto& result, auto&&... project) {
    optimizing::step(*this, theta, result, project...);
  }
  void reset() { memory = {}; }

  static constexpr std::string_view name = "adamw";

  template <class T>
  struct rule {
    static constexpr int moments = adam::rule<T>::moments;
    T shrinkage;
    adam::rule<T> then;

    constexpr void operator()(auto& p, auto g, auto& remembered) const {
      p = p - shrinkage * p;
      then(p, g, remembered);
    }
  };

  void check(const optimizing::settings& must_be) const {
    without_decay().check(must_be);
    must_be.at_least_0("weight_decay", weight_decay);
  }
  template <class T>
  void with_rule(double rate, const optimizing::history& past, const auto& use) const {
    without_decay().with_rule<T>(rate, past, [&](const adam::rule<T>& then) {
      use(rule<T>{.shrinkage = T(rate * weight_decay), .then = then});
    });
  }

 private:
  adam without_decay() const { return {.beta_1 = beta_1, .beta_2 = beta_2, .epsilon = epsilon}; }
};

}  // namespace tapeless
