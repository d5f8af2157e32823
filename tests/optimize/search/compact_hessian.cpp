// B as it is by the formula of BFGS, pair after pair.
#include "tapeless/optimize/search/compact_hessian.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using namespace tapeless::optimizing;

namespace {

constexpr std::size_t size = 4;
using vector = std::vector<double>;

point<double> at(int k) {
  point<double> p;
  for (std::size_t i = 0; i < size; ++i) {
    const double x = std::sin(1.7 * k + static_cast<double>(i * i));
    p.x.push_back(x);
    p.gradient.push_back((1 + static_cast<double>(i)) * x + x * x * x);
  }
  return p;
}

// Column j of B: scale I - W M W^T.
vector column(const compact_hessian& b, std::size_t j) {
  vector v(b.columns()), all(size);
  for (std::size_t k = 0; k < v.size(); ++k) v[k] = b.w(j, k);
  b.apply_m(v);
  for (std::size_t i = 0; i < size; ++i) {
    all[i] = i == j ? b.scale() : 0;
    for (std::size_t k = 0; k < v.size(); ++k) all[i] -= b.w(i, k) * v[k];
  }
  return all;
}

// Nocedal & Wright, equation 6.19, from scale I.
std::vector<vector> by_bfgs(double scale, int first, int last) {
  std::vector<vector> b(size, vector(size));
  for (std::size_t i = 0; i < size; ++i) b[i][i] = scale;
  for (int k = first; k < last; ++k) {
    vector s(size), y(size), b_s(size);
    for (std::size_t i = 0; i < size; ++i) {
      s[i] = at(k + 1).x[i] - at(k).x[i];
      y[i] = at(k + 1).gradient[i] - at(k).gradient[i];
    }
    for (std::size_t i = 0; i < size; ++i) b_s[i] = dot(b[i], s);
    const double s_b_s = dot(s, b_s), s_y = dot(s, y);
    for (std::size_t i = 0; i < size; ++i)
      for (std::size_t j = 0; j < size; ++j) b[i][j] += y[i] * y[j] / s_y - b_s[i] * b_s[j] / s_b_s;
  }
  return b;
}

}  // namespace

BOOST_AUTO_TEST_CASE(as_bfgs_has_it) {
  compact_hessian b(3);
  for (int k = 0; k < 6; ++k) {
    b.add(at(k), at(k + 1));
    const auto expected = by_bfgs(b.scale(), std::max(0, k - 2), k + 1);
    for (std::size_t j = 0; j < size; ++j)
      for (std::size_t i = 0; i < size; ++i)
        BOOST_TEST(std::abs(column(b, j)[i] - expected[i][j]) < 1e-10);
  }
}

BOOST_AUTO_TEST_CASE(a_pair_without_curvature_is_left_out) {
  compact_hessian b(3);
  b.add(at(0), at(0));
  BOOST_TEST(b.empty());
  b.add(at(0), at(1));
  BOOST_TEST(b.columns() == 2U);
  b.forget();
  BOOST_TEST(b.empty());
}
