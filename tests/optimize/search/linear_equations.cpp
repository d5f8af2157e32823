// Equations that need their rows exchanged, and those that have no solution.
#include "tapeless/optimize/search/linear_equations.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

using tapeless::optimizing::linear_equations;

BOOST_AUTO_TEST_CASE(a_solution_solves) {
  constexpr std::size_t size = 7;
  std::vector<double> a(size * size), x(size), b(size);
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::sin(static_cast<double>(i * i + 1));
  for (std::size_t i = 0; i < size; ++i) a[i * size + i] = 0;
  for (std::size_t i = 0; i < size; ++i) x[i] = static_cast<double>(i) - 2.5;
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = 0; j < size; ++j) b[i] += a[i * size + j] * x[j];
  linear_equations equations;
  BOOST_TEST(equations.factor(a, size));
  equations.solve(b);
  for (std::size_t i = 0; i < size; ++i) BOOST_TEST(std::abs(b[i] - x[i]) < 1e-12);
}

BOOST_AUTO_TEST_CASE(a_singular_matrix) {
  linear_equations equations;
  BOOST_TEST(!equations.factor({1, 2, 2, 4}, 2));
  BOOST_TEST(!equations.factor({0}, 1));
}
