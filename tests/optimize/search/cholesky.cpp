#include "tapeless/optimize/search/cholesky.hpp"

#include <boost/test/unit_test.hpp>
#include <random>

using namespace tapeless::optimizing;
using boost::test_tools::tolerance;

BOOST_AUTO_TEST_CASE(solves_what_was_multiplied) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> number(-1, 1);
  for (const std::size_t n : {1U, 2U, 5U, 30U}) {
    std::vector<double> b(n * n), a(n * n), x(n), right(n);
    for (double& e : b) e = number(random);
    for (double& e : x) e = number(random);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j)
        for (std::size_t k = 0; k < n; ++k) a[i * n + j] += b[i * n + k] * b[j * n + k];
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) right[i] += (a[i * n + j] + (i == j ? 0.1 : 0)) * x[j];
    cholesky factors(n);
    BOOST_TEST(factors.factor(a, 0.1));
    factors.solve_lower(right);
    factors.solve_upper(right);
    for (std::size_t i = 0; i < n; ++i) BOOST_TEST(right[i] == x[i], tolerance(1e-9));
  }
}

BOOST_AUTO_TEST_CASE(lower_and_upper_are_the_halves) {
  cholesky factors(2);
  BOOST_TEST(factors.factor({4, 2, 2, 10}, 0));  // L = 2 0, 1 3
  std::vector<double> x{2, 7};
  factors.solve_lower(x);
  BOOST_TEST((x == std::vector<double>{1, 2}));
  x = {4, 3};
  factors.solve_upper(x);
  BOOST_TEST((x == std::vector<double>{1.5, 1}));
}

BOOST_AUTO_TEST_CASE(not_positive_definite) {
  cholesky factors(2);
  BOOST_TEST(!factors.factor({1, 1, 1, 1}, 0));
  BOOST_TEST(factors.factor({1, 1, 1, 1}, 1e-10));
  BOOST_TEST(!factors.factor({1, 2, 2, 1}, 0));
  BOOST_TEST(!factors.factor({0, 0, 0, 0}, 0));
  BOOST_TEST(!factors.factor({NAN, 0, 0, 1}, 0));
}
