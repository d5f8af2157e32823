#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(plain) {
  check_puzzle(sgd{.learning_rate = 0.1}, {{1, {3.36, 2.38, 2.04, -0.26}},
                                           {2, {4.532, 2.904, 2.3, 0.128}},
                                           {100, {5.8, 3.2, 2.2, 1.2}}});
  BOOST_TEST((parabola(sgd{.learning_rate = 0.5}, 3) == std::vector{5.0, 2.5, 1.25}));
  BOOST_TEST(parabola(sgd{}, 1)[0] == 9.9);
}

BOOST_AUTO_TEST_CASE(with_momentum) {
  check_puzzle(sgd{.learning_rate = 0.05, .momentum = 0.9},
               {{1, {1.73, 1.29, 1.17, 0.07}},
                {2, {4.305, 2.947, 2.453, -0.295}},
                {3, {6.9215, 4.4889, 3.5571, -0.3245}}});
}

BOOST_AUTO_TEST_CASE(with_nesterovs_momentum) {
  check_puzzle(sgd{.learning_rate = 0.05, .momentum = 0.9, .nesterov = true},
               {{1, {3.197, 2.271, 1.953, -0.227}},
                {2, {5.72988, 3.73036, 2.975, -0.17548}},
                {3, {7.2137192, 4.3211688, 3.2019816, 0.4905688}}});
}

BOOST_AUTO_TEST_CASE(momentum_switched_on_late_starts_from_rest) {
  auto theta = parameters(p = 10.0);
  sgd opt{.learning_rate = 0.1};
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 9);
  opt.momentum = 0.5;
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 8.1);
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 8.1 - 0.45 - 0.81);
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](sgd opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.momentum = 1}) ==
             "tapeless: sgd: momentum is 1; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.momentum = -0.5}) ==
             "tapeless: sgd: momentum is -0.5; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.learning_rate = -0.1}) ==
             "tapeless: sgd: learning_rate is -0.1; it must be at least 0, and finite");
}
