// Three tapes inside each other.
#include "support/taped.hpp"

using namespace tapeless;

BOOST_AUTO_TEST_CASE(third_derivatives) {
  tape<double> outer;
  const active<double> a = outer.input(0.7);
  tape<active<double>> middle;
  const active<active<double>> b = middle.input(a);
  tape<active<active<double>>> inner;
  const active<active<active<double>>> c = inner.input(b);
  const active<active<active<double>>> z = sin(c) * c + pow(c, 4) / 2 - 1 / c;
  const auto first = inner.gradient(z)[0];
  const auto second = middle.gradient(first)[0];
  const auto third = outer.gradient(second)[0];
  // (sin x x)''' = -3 sin x - x cos x
  const double x = 0.7;
  BOOST_TEST(tests::near(first.value().value(),
                         std::sin(x) + x * std::cos(x) + 2 * x * x * x + 1 / (x * x), 1e-14L));
  BOOST_TEST(tests::near(second.value(),
                         2 * std::cos(x) - x * std::sin(x) + 6 * x * x - 2 / (x * x * x), 1e-14L));
  BOOST_TEST(tests::near(third, -3 * std::sin(x) - x * std::cos(x) + 12 * x + 6 / (x * x * x * x),
                         1e-14L));
}
