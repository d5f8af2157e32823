// Learning rates that fall, as Keras has them: adam opt{.learning_rate = cosine_decay{...}}.
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tapeless {

// initial * rate^(t / steps); in stairs of `steps` each, if wished.
struct exponential_decay {
  double initial;
  double rate;
  double steps;
  bool staircase = false;

  double operator()(double t) const {
    const double periods = t / steps;
    return initial * std::pow(rate, staircase ? std::floor(periods) : periods);
  }
};

// Half a cosine from initial down to final_fraction * initial, where it stays.
// Loshchilov, Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017 (no restarts).
struct cosine_decay {
  double initial;
  double steps;
  double final_fraction = 0;

  double operator()(double t) const {
    const double fallen = (1 + std::cos(std::numbers::pi * std::min(t, steps) / steps)) / 2;
    return initial * ((1 - final_fraction) * fallen + final_fraction);
  }
};

// initial / (1 + decay * t): the `decay` of Keras up to 2.10.
struct inverse_time_decay {
  double initial;
  double decay;

  double operator()(double t) const { return initial / (1 + decay * t); }
};

}  // namespace tapeless
