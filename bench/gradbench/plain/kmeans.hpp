#pragma once

#include <cstddef>
#include <limits>
#include <vector>

namespace gradbench::plain::kmeans {

struct problem {
  std::size_t points, centroids, width;
  std::vector<double> p, c;
};

struct choice {
  double distance = std::numeric_limits<double>::infinity();
  std::size_t centroid = 0;
};

inline choice nearest(const problem& p, std::size_t i) {
  choice best;
  for (std::size_t j = 0; j < p.centroids; ++j) {
    double sum = 0;
    for (std::size_t l = 0; l < p.width; ++l) {
      const double apart = p.p[i * p.width + l] - p.c[j * p.width + l];
      sum += apart * apart;
    }
    if (sum < best.distance) best = {sum, j};
  }
  return best;
}

inline double cost(const problem& p) {
  double sum = 0;
  for (std::size_t i = 0; i < p.points; ++i) sum += nearest(p, i).distance;
  return sum;
}

inline void gradient(const problem& p, std::vector<double>& d_c) {
  d_c.assign(p.c.size(), 0.0);
  for (std::size_t i = 0; i < p.points; ++i) {
    const std::size_t j = nearest(p, i).centroid;
    for (std::size_t l = 0; l < p.width; ++l)
      d_c[j * p.width + l] += 2 * (p.c[j * p.width + l] - p.p[i * p.width + l]);
  }
}

// A centroid less the mean of its points.
inline void dir(const problem& p, std::vector<double>& dir) {
  std::vector<double> sum(p.c.size()), count(p.centroids);
  for (std::size_t i = 0; i < p.points; ++i) {
    const std::size_t j = nearest(p, i).centroid;
    ++count[j];
    for (std::size_t l = 0; l < p.width; ++l) sum[j * p.width + l] += p.p[i * p.width + l];
  }
  for (std::size_t e = 0; e < dir.size(); ++e) dir[e] = p.c[e] - sum[e] / count[e / p.width];
}

}  // namespace gradbench::plain::kmeans
