// How a library takes part: it says how it gets the value and the gradient of a model.
#pragma once

#include <memory>
#include <string>

#include "../problem.hpp"
#include "hand.hpp"

namespace bench {

// Calls f(name of the problem, model, where).
template <class F>
void each_model(const F& f) {
  const auto normal_numbers = [](std::size_t n) {
    const numbers x = normal(n, 0, 1, 11);
    return vector(x.begin(), x.end());
  };
  f("pairwise force N=20", pairwise{20, 32}, normal_numbers(20 * 32));
  f("pairwise force N=100", pairwise{100, 32}, normal_numbers(100 * 32));
  f("pairwise force N=150", pairwise{150, 32}, normal_numbers(150 * 32));
  f("logistic map, 1e6 steps", logistic{1000000}, vector{0.3, 3.2});
  f("oscillator, 1e6 steps", oscillator{1000000}, vector{2.0, 0.3, 0.1, 0.2, 1.0, 0.0});
  f("product of 100 x 100", matrix_product{100}, normal_numbers(2 * 100 * 100));
  f("log densities, 1e4", log_densities{normal_numbers(10000)}, vector{0.3, -1.0, 0.5, 0.7, 1.2});
}

// A row for a library. gradient(model, x, g) returns the value; it is compared with the
// hand-written code before it is timed.
template <class Model, class Gradient>
void row(const std::string& problem, const std::string& library, const Model& model,
         const vector& x, Gradient gradient) {
  vector ours(x.size()), theirs(x.size());
  const double value = gradient(model, x, ours);
  must_agree((library + ", " + problem + ": value").c_str(), value, by_hand(model, x, theirs), 1);
  double scale = 0;
  for (const double d : theirs) scale = std::max(scale, std::abs(d));
  for (std::size_t i = 0; i < x.size(); ++i)
    must_agree((library + ", " + problem + ": gradient").c_str(), ours[i], theirs[i], 100 * scale);
  const auto g = std::make_shared<vector>(x.size());
  variant(problem, library, [=] { return gradient(model, x, *g); });
}

// A library that brings the derivatives by `Width` inputs in one pass, in strips:
// derivatives(model, x, first, count, g).
template <int Width, class Strip>
auto in_strips(Strip strip) {
  return [strip](const auto& model, const vector& x, vector& g) {
    double value = 0;
    for (std::size_t first = 0; first < x.size(); first += Width)
      value = strip(model, x, first, std::min<std::size_t>(Width, x.size() - first), g);
    return value;
  };
}

template <class Model>
inline constexpr int strip_width = Model::inputs > 0 ? Model::inputs : 32;

}  // namespace bench
