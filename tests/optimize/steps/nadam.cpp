#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

BOOST_AUTO_TEST_CASE(puzzle) {
  check_puzzle(nadam{.learning_rate = 0.1},
               {{1, {0.2056451775, 0.3056451774, 0.4056451772, 0.2943548238}},
                {2, {0.2830953536, 0.3826264521, 0.4822621464, 0.2209064963}},
                {10, {0.8807667501, 0.9670536958, 1.055346096, -0.2293057017}},
                {100, {4.43821551, 4.467383805, 3.536631644, 2.495553575}},
                {1000, {4.473453728, 4.526546272, 3.526546272, 2.526546272}}});
}

BOOST_AUTO_TEST_CASE(puzzle_with_the_schedule_of_keras_since_2_11) {
  check_puzzle(nadam{.learning_rate = 0.1, .schedule_decay = 1},
               {{1, {0.20627878, 0.3062787798, 0.4062787797, 0.2937212213}},
                {10, {0.8555281234, 0.9442537804, 1.034688935, -0.2309109597}},
                {1000, {4.483729837, 4.516270163, 3.516270163, 2.516270163}}});
}

BOOST_AUTO_TEST_CASE(parabola_with_both_schedules) {
  const auto old = parabola(nadam{.learning_rate = 0.2}, 3);
  BOOST_TEST(ten_digits(old[0], 9.788709646));
  BOOST_TEST(ten_digits(old[1], 9.633463899));
  BOOST_TEST(ten_digits(old[2], 9.489214562));
  const auto since = parabola(nadam{.learning_rate = 0.2, .schedule_decay = 1}, 3);
  BOOST_TEST(ten_digits(since[0], 9.787442441));
  BOOST_TEST(ten_digits(since[1], 9.634175268));
  BOOST_TEST(ten_digits(since[2], 9.493945606));
}

namespace {

constexpr auto k = axis<"k", 3>;
constexpr auto features = input<"features">(n, k);
constexpr auto target = input<"target">(n);
constexpr auto w = input<"w">(k);
constexpr auto fit = gradient(sum(square(sum(features * w, k) - target)), wrt(w));

struct polynomial {
  double loss;  // before the step
  std::array<double, 3> w;
};

// x^2 + 2 x + 3 from 20 samples: a run that was printed by another program, PyTorch's NAdam.
polynomial fitted(nadam opt, int steps) {
  constexpr double xs[] = {6.76457351,   3.60076742,  1.53340905,  -9.70640829, 4.27438767,
                           5.48833490,   9.16696967,  -3.12516642, -2.76972387, 5.82446225,
                           -0.239484799, 5.63484415,  1.90892547,  12.9879854,  11.7225204,
                           -4.37248105,  -6.21550207, -6.39719938, -5.01989191, -7.68530854};
  std::vector<double> rows, targets;
  for (const double x : xs) {
    rows.insert(rows.end(), {x * x, x, 1});
    targets.push_back(x * x + 2 * x + 3);
  }
  auto theta = parameters(w = std::array{1.0260, -0.0461, -1.2620});
  double loss = 0;
  for (int i = 0; i < steps; ++i) {
    const auto r = fit(theta, features = rows, target = targets);
    loss = r.value;
    opt.step(theta, r);
  }
  return {loss, {theta[w][0], theta[w][1], theta[w][2]}};
}

void check(const polynomial& ours, const polynomial& known) {
  const auto close = boost::test_tools::tolerance(1e-8);
  BOOST_TEST(ours.loss == known.loss, close);
  for (std::size_t i = 0; i < 3; ++i) BOOST_TEST(ours.w[i] == known.w[i], close);
}

}  // namespace

BOOST_AUTO_TEST_CASE(polynomial_with_the_schedule_of_the_paper) {
  const nadam opt{.learning_rate = 0.01};
  check(fitted(opt, 1), {3882.29509957, {1.03656451778, -0.0355354822167, -1.25143548222}});
  check(fitted(opt, 2), {3668.29679105, {1.04403186542, -0.0277894256233, -1.24392057085}});
  check(fitted(opt, 3), {3527.69695279, {1.0508002711, -0.0205986737397, -1.23707762275}});
  check(fitted(opt, 10), {2870.0330435, {1.09465176264, 0.0321888082567, -1.19140952853}});
  check(fitted(opt, 100), {1096.63263635, {1.09871360494, 0.768484676444, -0.798661498757}});
  const polynomial end = fitted(opt, 1000);
  check(end, {0.0156100299844, {1.00050094917, 1.99867265748, 2.96095481382}});
  BOOST_TEST(std::abs(end.w[0] - 1.0005) < 5e-5);
  BOOST_TEST(std::abs(end.w[1] - 1.9987) < 5e-5);
  BOOST_TEST(std::abs(end.w[2] - 2.9609) < 1e-4);
}

BOOST_AUTO_TEST_CASE(polynomial_with_the_schedule_of_keras_since_2_11) {
  const nadam opt{.learning_rate = 0.01, .schedule_decay = 1};
  check(fitted(opt, 1), {3882.29509957, {1.03662787803, -0.0354721219672, -1.25137212197}});
  const polynomial end = fitted(opt, 1000);
  check({0, end.w}, {0, {1.00046051237, 1.99878851068, 2.96407555778}});
}

BOOST_AUTO_TEST_CASE(reset_forgets_the_product_too) {
  auto theta = parameters(p = 10.0);
  nadam opt{.learning_rate = 0.2};
  for (int i = 0; i < 5; ++i) opt.step(theta, fit_parabola(theta));
  opt.reset();
  theta[p] = 10;
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(ten_digits(theta[p], 9.788709646));
}

BOOST_AUTO_TEST_CASE(wrong_settings) {
  const auto said_of = [](nadam opt) { return sentence([&] { parabola(opt, 1); }); };
  BOOST_TEST(said_of({.beta_1 = 1.5}) ==
             "tapeless: nadam: beta_1 is 1.5; it must be at least 0 and below 1");
  BOOST_TEST(said_of({.schedule_decay = -1}) ==
             "tapeless: nadam: schedule_decay is -1; it must be at least 0, and finite");
}
