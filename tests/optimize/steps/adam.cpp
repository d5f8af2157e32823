#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(puzzle) {
  check_puzzle(adam{.learning_rate = 0.1},
               {{1, {0.1999999903, 0.2999999855, 0.3999999818, 0.3000000479}},
                {2, {0.2999275136, 0.3998850849, 0.4998496685, 0.20054321}},
                {10, {1.090334345, 1.184124362, 1.278421198, -0.4853689694}}});
}

BOOST_AUTO_TEST_CASE(first_step_is_the_learning_rate) {
  BOOST_TEST(std::abs(parabola(adam{.learning_rate = 0.1}, 1)[0] - 9.9) < 1e-7);
  BOOST_TEST(std::abs(parabola(adam{}, 1)[0] - 9.999) < 1e-9);
}

// Published by Reiner (2020) in float, recomputed in double.
BOOST_AUTO_TEST_CASE(height_and_weight) {
  const auto path = regression(adam{.learning_rate = 0.1}, 50);
  check_line(path[0], {2680.48277, 5.94111739, -180.1});
  check_line(path[4], {659.01938, 5.55487783, -180.486272});
  check_line(path[9], {159.721606, 5.18519379, -180.856347});
  check_line(path[24], {130.621309, 5.34107611, -180.704728});
  check_line(path[49], {138.41336, 5.28554464, -180.770161});
  constexpr double published[] = {
      2680.5, 2023.1, 1467.0, 1012.6, 659.0, 402.5, 236.6, 150.7, 130.9, 159.7, 217.9, 286.6, 350.1,
      397.0,  421.5,  422.3,  402.1,  366.0, 320.3, 271.4, 224.9, 185.5, 156.0, 137.8, 130.6, 132.7,
      141.6,  154.0,  167.0,  177.8,  184.8, 186.9, 184.3, 177.8, 168.5, 158.2, 148.3, 140.0, 134.1,
      131.0,  130.4,  131.9,  134.7,  137.8, 140.6, 142.4, 143.0, 142.4, 140.7, 138.4};
  for (std::size_t i = 0; i < 50; ++i) BOOST_TEST(std::abs(path[i].loss - published[i]) < 0.0505);
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](adam opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.beta_1 = 1}) ==
             "tapeless: adam: beta_1 is 1; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.beta_2 = -0.1}) ==
             "tapeless: adam: beta_2 is -0.1; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.epsilon = NAN}) ==
             "tapeless: adam: epsilon is nan; it must be at least 0, and finite");
  BOOST_TEST(said_of({.threads = 0}) == "tapeless: adam: threads is 0; it must be at least 1");
}
