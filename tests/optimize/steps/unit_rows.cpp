#include "tapeless/optimize/steps/unit_rows.hpp"

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(rows_get_the_length) {
  std::vector<double> rows{3, 4, 0, -2, 1e200, 0};
  unit_rows(rows, 2);
  BOOST_TEST((rows == std::vector{0.6, 0.8, 0., -1., 1., 0.}));
  unit_rows(std::span(rows).first(4), 4, 2 * std::sqrt(2.0));
  BOOST_TEST(rows[0] == 1.2, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(rows[3] == -2, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(rows[4] == 1);
}

BOOST_AUTO_TEST_CASE(rows_of_zeros_stay) {
  std::vector<float> rows{0, 0, 0, 5};
  unit_rows(rows, 2);
  BOOST_TEST((rows == std::vector<float>{0, 0, 0, 1}));
  std::vector<float> none;
  unit_rows(none, 3);
}

BOOST_AUTO_TEST_CASE(after_every_step) {
  constexpr auto two = axis<"two", 2>;
  constexpr auto v = input<"v">(n, two);
  constexpr auto fit = gradient(sum(v * (two + 1_c)), wrt(v));
  auto theta = parameters(v = std::vector{1., 0., 0., 1.});
  sgd opt{.learning_rate = 0.1};
  for (int i = 0; i < 200; ++i)
    opt.step(theta, fit(theta), [&](auto& now) { unit_rows(now[v], 2, 0.999); });
  for (const std::size_t row : {0U, 2U}) {
    BOOST_TEST(theta[v][row] == -0.999 / std::sqrt(5.0), boost::test_tools::tolerance(1e-6));
    BOOST_TEST(theta[v][row + 1] == -1.998 / std::sqrt(5.0), boost::test_tools::tolerance(1e-6));
  }
}

BOOST_AUTO_TEST_CASE(sentences) {
  std::vector<double> rows(7);
  BOOST_TEST(sentence([&] { unit_rows(rows, 2); }) ==
             "tapeless: unit_rows: 7 values are no rows of 2");
  BOOST_TEST(sentence([&] { unit_rows(rows, 0); }) ==
             "tapeless: unit_rows: columns is 0; it must be at least 1");
  BOOST_TEST(sentence([&] { unit_rows(rows, 7, -1); }) ==
             "tapeless: unit_rows: length is -1; it must be at least 0, and finite");
}
