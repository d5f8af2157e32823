#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(puzzle) {
  check_puzzle(adadelta{.learning_rate = 1},
               {{1, {0.1014142136, 0.2014142136, 0.3014142136, 0.3985857865}},
                {2, {0.1028462011, 0.202846081, 0.3028459894, 0.3971547544}},
                {100, {0.2545698751, 0.353335656, 0.452382028, 0.2553543952}}});
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](adadelta opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.rho = -0.5}) ==
             "tapeless: adadelta: rho is -0.5; it must be at least 0 and below 1");
}
