#include "tapeless/optimize/steps/curves.hpp"

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

const auto nearly = boost::test_tools::tolerance(1e-15);

}  // namespace

BOOST_AUTO_TEST_CASE(exponential) {
  const exponential_decay smooth{.initial = 0.1, .rate = 0.96, .steps = 100};
  BOOST_TEST(smooth(0) == 0.1);
  BOOST_TEST(smooth(50) == 0.1 * std::sqrt(0.96), nearly);
  BOOST_TEST(smooth(200) == 0.1 * 0.96 * 0.96, nearly);
  const exponential_decay stairs{.initial = 0.1, .rate = 0.96, .steps = 100, .staircase = true};
  BOOST_TEST(stairs(99) == 0.1);
  BOOST_TEST(stairs(100) == 0.1 * 0.96, nearly);
  BOOST_TEST(stairs(299) == 0.1 * 0.96 * 0.96, nearly);
}

BOOST_AUTO_TEST_CASE(cosine) {
  const cosine_decay to_0{.initial = 0.1, .steps = 1000};
  BOOST_TEST(to_0(0) == 0.1);
  BOOST_TEST(to_0(500) == 0.05, nearly);
  BOOST_TEST(to_0(250) == 0.05 * (1 + std::sqrt(0.5)), nearly);
  BOOST_TEST(to_0(1000) == 0);
  BOOST_TEST(to_0(5000) == 0);
  const cosine_decay to_a_tenth{.initial = 0.1, .steps = 1000, .final_fraction = 0.1};
  BOOST_TEST(to_a_tenth(0) == 0.1, nearly);
  BOOST_TEST(to_a_tenth(500) == 0.055, nearly);
  BOOST_TEST(to_a_tenth(2000) == 0.01, nearly);
}

// lr / (1 + decay (t - 1)), where Keras counts t from 1.
BOOST_AUTO_TEST_CASE(inverse_time) {
  const inverse_time_decay rate{.initial = 0.1, .decay = 0.5};
  BOOST_TEST(rate(0) == 0.1);
  BOOST_TEST(rate(1) == 0.1 / 1.5, nearly);
  BOOST_TEST(rate(2) == 0.05, nearly);
}

BOOST_AUTO_TEST_CASE(every_optimizer_takes_every_curve) {
  with_every_optimizer([](auto opt) {
    auto constant = opt;
    constant.learning_rate = 0.1;
    const double known = parabola(constant, 1)[0];
    opt.learning_rate = exponential_decay{.initial = 0.1, .rate = 0.5, .steps = 1};
    BOOST_TEST(parabola(opt, 1)[0] == known);
    opt.learning_rate = cosine_decay{.initial = 0.1, .steps = 2};
    BOOST_TEST(parabola(opt, 1)[0] == known);
    opt.learning_rate = inverse_time_decay{.initial = 0.1, .decay = 1};
    BOOST_TEST(parabola(opt, 1)[0] == known);
  });
}

BOOST_AUTO_TEST_CASE(a_curve_that_makes_no_sense) {
  sgd opt{.learning_rate = cosine_decay{.initial = 0.1, .steps = 0}};
  BOOST_TEST(sentence([&] { parabola(opt, 1); }) ==
             "tapeless: sgd: learning_rate is nan; it must be at least 0, and finite");
}
