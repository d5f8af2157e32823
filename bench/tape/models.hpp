// Programs that only a tape can differentiate: loops and branches over any number type A. Each is
// written as its author would write it with double.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace bench {

// Vectors push each other apart with the square of the distance; what counts is the length of the
// net force along the sphere (tests and examples have the same loss).
struct pairwise {
  static constexpr int inputs = 0;  // known at run time
  std::size_t vectors, dimensions;

  template <class A>
  A operator()(const std::vector<A>& v) const {
    using std::sqrt;
    A loss(0.0);
    std::vector<A> force(dimensions), net(dimensions);
    for (std::size_t i = 0; i < vectors; ++i) {
      const A* const vi = &v[i * dimensions];
      A vi_vi(0.0);
      for (std::size_t d = 0; d < dimensions; ++d) {
        vi_vi += vi[d] * vi[d];
        net[d] = A(0.0);
      }
      for (std::size_t j = 0; j < vectors; ++j) {
        if (i == j) continue;
        const A* const vj = &v[j * dimensions];
        A squares(0.0);
        for (std::size_t d = 0; d < dimensions; ++d) {
          force[d] = vi[d] - vj[d];
          squares += force[d] * force[d];
        }
        const A scale = 1.0 / (squares * sqrt(squares));
        A along(0.0);
        for (std::size_t d = 0; d < dimensions; ++d) {
          force[d] = force[d] * scale;
          along += vi[d] * force[d];
        }
        const A radial = along / vi_vi;
        for (std::size_t d = 0; d < dimensions; ++d) net[d] += force[d] - radial * vi[d];
      }
      A squares(0.0);
      for (std::size_t d = 0; d < dimensions; ++d) squares += net[d] * net[d];
      loss += sqrt(squares);
    }
    return loss;
  }
};

// The mean of a logistic map's values.
struct logistic {
  static constexpr int inputs = 2;
  std::size_t steps;

  template <class A>
  A operator()(const std::vector<A>& start) const {
    A x = start[0];
    const A rate = start[1];
    A total(0.0);
    for (std::size_t i = 0; i < steps; ++i) {
      x = rate * x * (1.0 - x);
      total += x;
    }
    return total / static_cast<double>(steps);
  }
};

// A damped oscillator between two springs, in explicit steps: where it is at the end. Stiffness,
// drag, the two springs' forces, place, speed.
struct oscillator {
  static constexpr int inputs = 6;
  std::size_t steps;

  template <class A>
  A operator()(const std::vector<A>& p) const {
    const double step = 1e-3;
    A x = p[4], v = p[5];
    for (std::size_t i = 0; i < steps; ++i) {
      A force = -p[0] * x;
      if (v < 0) force += p[1] * v * v;
      else force -= p[1] * v * v;
      if (x > 0) force -= p[2];
      else force += p[3];
      v += step * force;
      x += step * v;
    }
    return x;
  }
};

// The squares of all entries of a product of two square matrices, added up.
struct matrix_product {
  static constexpr int inputs = 0;
  std::size_t size;

  template <class A>
  A operator()(const std::vector<A>& factors) const {
    const A *const a = factors.data(), *const b = a + size * size;
    A total(0.0);
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) {
        A c(0.0);
        for (std::size_t k = 0; k < size; ++k) c += a[i * size + k] * b[k * size + j];
        total += c * c;
      }
    return total;
  }
};

// How likely measurements are under a mixture of two normal distributions: the weight of the first,
// two means, two deviations.
struct log_densities {
  static constexpr int inputs = 5;
  std::vector<double> measured;

  template <class A>
  A operator()(const std::vector<A>& p) const {
    using std::exp;
    using std::log;
    A total(0.0);
    for (const double x : measured) {
      const A left = (x - p[1]) / p[3], right = (x - p[2]) / p[4];
      total += log(p[0] * exp(-0.5 * left * left) / p[3] +
                   (1.0 - p[0]) * exp(-0.5 * right * right) / p[4]);
    }
    return total;
  }
};

}  // namespace bench
