#include "tapeless/optimize/steps/schedule.hpp"

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(a_number_is_the_same_in_every_step) {
  const schedule rate = 0.1;
  BOOST_TEST(rate(0) == 0.1);
  BOOST_TEST(rate(1e9) == 0.1);
  BOOST_TEST(schedule(1)(3) == 1);
  BOOST_TEST(schedule(0.5f)(3) == 0.5);
}

BOOST_AUTO_TEST_CASE(anything_small_that_can_be_called) {
  const double first = 3, least = 1;
  const schedule rate = [=](double t) { return std::max(first - t, least); };
  schedule copy = 0.0;
  copy = rate;
  BOOST_TEST(copy(0) == 3);
  BOOST_TEST(copy(1) == 2);
  BOOST_TEST(copy(7) == 1);
}

// The schedule is asked for the number of steps before: 0 in the first.
BOOST_AUTO_TEST_CASE(optimizers_count_from_0) {
  auto theta = parameters(p = 10.0);
  sgd opt{.learning_rate = [](double t) { return t == 0 ? 0.5 : (t == 1 ? 0.1 : 0.0); }};
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 5);
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 4.5);
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 4.5);
}
