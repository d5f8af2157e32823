#include <boost/test/unit_test.hpp>

#include <Eigen/Dense>
#include <cmath>

#include <tapeless/interop/eigen.hpp>
#include <tapeless/tape.hpp>

namespace {

using tapeless::active;

constexpr int n = 4;

template <class A>
using matrix = Eigen::Matrix<A, Eigen::Dynamic, Eigen::Dynamic>;
template <class A>
using column = Eigen::Matrix<A, Eigen::Dynamic, 1>;

std::vector<double> start() {
  std::vector<double> x;
  for (int i = 0; i < n * n + n; ++i) x.push_back(std::sin(1.3 * i) + (i % 5 == 0 ? 3 : 0));
  return x;
}

// A function of a matrix and a column on the tape, against finite differences.
template <class F>
void check(const F& f) {
  const auto value = [&f](const auto& x) {
    using A = typename std::remove_cvref_t<decltype(x)>::value_type;
    matrix<A> m(n, n);
    column<A> b(n);
    for (int i = 0; i < n * n; ++i) m(i / n, i % n) = x[static_cast<std::size_t>(i)];
    for (int i = 0; i < n; ++i) b(i) = x[static_cast<std::size_t>(n * n + i)];
    return A(f(m, b));
  };
  const std::vector<double> x = start();
  tapeless::tape<double> t;
  const active<double> y = value(t.inputs(x));
  BOOST_TEST(y.value() == value(x), boost::test_tools::tolerance(1e-12));
  const std::vector<double> g = t.gradient(y);
  constexpr double h = 1e-6;
  for (std::size_t i = 0; i < x.size(); ++i) {
    std::vector<double> up = x, down = x;
    up[i] += h;
    down[i] -= h;
    const double expected = (value(up) - value(down)) / (2 * h);
    BOOST_TEST(std::abs(g[i] - expected) <= 1e-6 * (1 + std::abs(expected)));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(products_and_sums) {
  check([](const auto& m, const auto& b) {
    const auto product = (m * m.transpose() * 2.0 + m).eval();
    return product.sum() + (m * b).dot(b) + (2.0 * b - b / 3.0).sum();
  });
}

BOOST_AUTO_TEST_CASE(norms) {
  check([](const auto& m, const auto& b) {
    return b.norm() + m.squaredNorm() + b.normalized()(0) + m.col(1).norm();
  });
}

BOOST_AUTO_TEST_CASE(elementwise_functions) {
  check([](const auto& m, const auto& b) {
    return m.array().square().sqrt().sum() + b.array().exp().sum() + b.array().sin().prod() +
           m.array().abs().maxCoeff();
  });
}

BOOST_AUTO_TEST_CASE(solves) {
  check([](const auto& m, const auto& b) { return m.partialPivLu().solve(b).eval().sum(); });
  check([](const auto& m, const auto& b) { return m.householderQr().solve(b).eval().norm(); });
  check([](const auto& m, const auto& b) {
    return (m * m.transpose()).eval().llt().solve(b).eval()(0);
  });
}

BOOST_AUTO_TEST_CASE(determinant_and_inverse) {
  check([](const auto& m, const auto& b) { return m.determinant() * b(1); });
  check([](const auto& m, const auto& b) { return m.inverse().eval().sum() * b(0); });
}

BOOST_AUTO_TEST_CASE(plain_and_active_together) {
  tapeless::tape<double> t;
  const auto x = t.inputs(std::vector{1.0, 2.0});
  const Eigen::Matrix2d plain{{1, 2}, {3, 4}};
  const Eigen::Matrix<active<double>, 2, 1> v(x[0], x[1]);
  const Eigen::Matrix<active<double>, 2, 1> product = plain * v;
  const std::vector<double> g = t.gradient(product(1));
  BOOST_TEST(g[0] == 3);
  BOOST_TEST(g[1] == 4);
}

BOOST_AUTO_TEST_CASE(a_matrix_of_duals_has_its_rank) {
  using number = tapeless::dual<double, 2>;
  Eigen::Matrix<number, 5, 2> b;
  for (int i = 0; i < 5; ++i)
    for (int j = 0; j < 2; ++j) b(i, j) = 1.0 / (2 + i + 3 * j) - 0.2 * i * j;
  const Eigen::Matrix<number, 5, 5> a = b * b.transpose() * 2.0;
  BOOST_TEST(a.colPivHouseholderQr().rank() == 2);
  const Eigen::Matrix<number, 2, 1> x(number(3, 0), number(4, 1));
  const number length = x.norm();
  BOOST_TEST(length.value() == 5);
  BOOST_TEST(std::abs(length.derivative(1) - 0.8) < 1e-15);
}
