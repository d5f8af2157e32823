// What bench/frameworks measures beside frameworks: work that can be done again and again, and two
// numbers by which all must agree.
#pragma once

#include <cmath>
#include <cstddef>
#include <functional>
#include <random>
#include <vector>

namespace bench {

using floats = std::vector<float>;

struct work {
  std::function<void()> run;
  double value;  // a loss, before anything is learned
  double norm;   // the square root of the sum of squares of its gradient
};

// The 18-layer classifier of example 11: how much more it takes an image for a cat than for a dog,
// and the gradient by the image.
work gradient_of_an_image(int threads);
// The loss of 25 images, the gradient by all parameters, the statistics that batch norm keeps, and
// RMSprop's step. (Without dropout.)
work training_step(int threads);
// The network 64-300-10 of example 09: the loss of 128 images, its gradient, and Adam's step.
work digits_step(int threads);

// Numbers from `low` up to `high` that other languages' mt19937 has, too.
inline floats made_up(std::size_t count, double low, double high, unsigned seed) {
  std::mt19937 random(seed);
  floats all(count);
  for (float& x : all)
    x = static_cast<float>(low + (high - low) * std::ldexp(static_cast<double>(random()), -32));
  return all;
}
// The kernel of a layer that reads `ins` numbers at one place, as He et al. begin.
inline floats made_up_kernel(std::size_t count, double ins, unsigned seed) {
  const double reach = std::sqrt(6 / ins);
  return made_up(count, -reach, reach, seed);
}

inline double sum_of_squares(const auto& numbers) {
  double sum = 0;
  for (const float x : numbers) sum += static_cast<double>(x) * static_cast<double>(x);
  return sum;
}

}  // namespace bench
