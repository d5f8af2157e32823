#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(puzzle) {
  check_puzzle(adagrad{.learning_rate = 0.5},
               {{1, {0.5999764765, 0.699947401, 0.7999174439, -0.09942705768}},
                {2, {0.9297118547, 1.016174156, 1.104982973, -0.2826636794}}});
}

BOOST_AUTO_TEST_CASE(first_step) {
  const double sum = 0.1 + 100, eps = 1e-7;
  const auto close = boost::test_tools::tolerance(1e-15);
  BOOST_TEST(parabola(adagrad{.learning_rate = 1}, 1)[0] == 10 - 10 / (std::sqrt(sum) + eps),
             close);
  BOOST_TEST(parabola(adagrad{.learning_rate = 1, .epsilon_inside = true}, 1)[0] ==
                 10 - 10 / std::sqrt(sum + eps),
             close);
  BOOST_TEST(parabola(adagrad{.learning_rate = 1, .initial_accumulator = 0, .epsilon = 0}, 1)[0] ==
             9);
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](adagrad opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.initial_accumulator = -0.1}) ==
             "tapeless: adagrad: initial_accumulator is -0.1; it must be at least 0, and finite");
  BOOST_TEST(said_of({.epsilon = INFINITY}) ==
             "tapeless: adagrad: epsilon is inf; it must be at least 0, and finite");
}
