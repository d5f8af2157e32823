#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(without_decay_it_is_adam) {
  BOOST_TEST((parabola(adamw{.learning_rate = 0.1, .weight_decay = 0}, 100) ==
              parabola(adam{.learning_rate = 0.1}, 100)));
}

// The shrinkage does not see the gradient, and the moments do not see the shrinkage.
BOOST_AUTO_TEST_CASE(shrinks_before_the_step) {
  const double shrunk = 10 - 0.1 * 0.5 * 10;
  BOOST_TEST(parabola(adamw{.learning_rate = 0.1, .weight_decay = 0.5}, 1)[0] == shrunk - 0.1,
             boost::test_tools::tolerance(1e-8));
  BOOST_TEST(parabola(adamw{}, 1)[0] == 10 - 0.001 * 0.004 * 10 - 0.001,
             boost::test_tools::tolerance(1e-10));
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](adamw opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.weight_decay = -1}) ==
             "tapeless: adamw: weight_decay is -1; it must be at least 0, and finite");
  BOOST_TEST(said_of({.beta_1 = 2}) ==
             "tapeless: adamw: beta_1 is 2; it must be at least 0 and below 1");
}
