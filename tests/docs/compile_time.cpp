// A formula that is compiled once, in docs/once/line.cpp, and called from here.
#include <boost/test/unit_test.hpp>
#include <vector>

#include "once/line.hpp"

BOOST_AUTO_TEST_CASE(a_formula_of_another_file) {
  const std::vector<double> h{1, 2, 3}, w{2, 4, 7};
  const misfit now = of_a_line(2, 1, h, w);
  BOOST_TEST(now.error == 2.0 / 3, boost::test_tools::tolerance(1e-15));
  BOOST_TEST(now.d_slope == 2);
  BOOST_TEST(now.d_intercept == 4.0 / 3, boost::test_tools::tolerance(1e-15));
}
