#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(puzzle) {
  check_puzzle(rmsprop{.learning_rate = 0.1},
               {{1, {0.4162277629, 0.5162277614, 0.6162277603, 0.08377224913}},
                {2, {0.6366715495, 0.7318021571, 0.8278814577, -0.08857791435}}});
}

BOOST_AUTO_TEST_CASE(puzzle_with_epsilon_inside_the_root) {
  check_puzzle(rmsprop{.learning_rate = 0.1, .epsilon_inside = true},
               {{1, {0.4162277659, 0.5162277657, 0.6162277655, 0.08377223761}}});
}

BOOST_AUTO_TEST_CASE(puzzle_with_momentum) {
  check_puzzle(rmsprop{.learning_rate = 0.1, .momentum = 0.9},
               {{2, {0.9212765432, 1.016407152, 1.112486454, -0.3731829158}}});
}

BOOST_AUTO_TEST_CASE(puzzle_centred) {
  check_puzzle(rmsprop{.learning_rate = 0.1, .centred = true},
               {{2, {0.6776438777, 0.7718267589, 0.8671134161, -0.1189033316}}});
}

BOOST_AUTO_TEST_CASE(first_step) {
  BOOST_TEST(std::abs(parabola(rmsprop{.learning_rate = 0.1}, 1)[0] - 9.683772) < 1e-6);
  BOOST_TEST(std::abs(parabola(rmsprop{}, 1)[0] - (10 - 0.001 / std::sqrt(0.1))) < 1e-9);
}

// Published by Reiner (2020) in float, recomputed in double.
BOOST_AUTO_TEST_CASE(height_and_weight) {
  const auto path = regression(rmsprop{.learning_rate = 0.1}, 25);
  check_line(path[0], {2680.48277, 5.72488962, -180.316228});
  check_line(path[4], {167.047451, 5.36822611, -180.673806});
  check_line(path[9], {130.419594, 5.32044029, -180.723849});
  check_line(path[24], {130.365403, 5.3191683, -180.73739});
  constexpr double published[] = {2680.5, 936.1, 423.3, 236.4, 167.0, 142.2, 133.9, 131.3, 130.6};
  for (std::size_t i = 0; i < 25; ++i)
    BOOST_TEST(std::abs(path[i].loss - (i < 9 ? published[i] : 130.4)) < 0.0505);
}

// The spread of equal gradients is 0, and rounding must not make it less.
BOOST_AUTO_TEST_CASE(centred_on_equal_gradients) {
  constexpr auto fit = gradient(0.1_c * p, wrt(p));
  auto theta = parameters(p = 10.0);
  rmsprop opt{.learning_rate = 0.1, .centred = true, .epsilon_inside = true};
  for (int i = 0; i < 2000; ++i) {
    opt.step(theta, fit(theta));
    BOOST_REQUIRE(std::isfinite(theta[p]));
  }
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](rmsprop opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.rho = 1}) ==
             "tapeless: rmsprop: rho is 1; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.momentum = 7}) ==
             "tapeless: rmsprop: momentum is 7; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.epsilon = -1e-7}) ==
             "tapeless: rmsprop: epsilon is -1e-07; it must be at least 0, and finite");
}
