// What docs/optimize.md shows compiles, and does what the page says.
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstdio>
#include <vector>

#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

using namespace tapeless::names;
using boost::test_tools::tolerance;

namespace {

constexpr auto n = axis<"n">;
constexpr auto height = input<"height">(n);
constexpr auto weight = input<"weight">(n);
constexpr auto slope = input<"slope">;
constexpr auto intercept = input<"intercept">;
constexpr auto residuals = slope * height + intercept - weight;
constexpr auto loss = mean(square(residuals));

// On the line weight = 3 height + 1.
constexpr auto pull = input<"pull">;
constexpr auto friction = input<"friction">;

// The angles of a pendulum, a step after the other.
template <class Number>
std::vector<Number> swing(const Number& a, const Number& b) {
  Number angle = 1, speed = 0;
  std::vector<Number> all;
  for (int step = 0; step < 100; ++step) {
    speed += 0.05 * (-a * sin(angle) - b * speed);
    angle += 0.05 * speed;
    all.push_back(angle);
  }
  return all;
}

const std::vector<double> h{-2, -1, 0, 1, 2, 3}, w{-5, -2, 1, 4, 7, 10};

}  // namespace

// clang-format off
BOOST_AUTO_TEST_CASE(in_one_call) {
  auto theta = parameters(slope = 6.0, intercept = -230.0);
  const auto end = minimize(loss, wrt(slope, intercept), height = h, weight = w, theta, lbfgs{},
                            stop{.gradient_norm = 1e-9, .relative_decrease = 1e-15});
  std::puts(std::string(to_string(end.why)).c_str());  // why it ended; theta[slope] is the answer
  BOOST_TEST(theta[slope] == 3, tolerance(1e-6));
  BOOST_TEST(theta[intercept] == 1, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(by_residuals) {
  auto theta = parameters(slope = 6.0, intercept = -230.0);
  const auto fitted = minimize(residuals, wrt(slope, intercept), height = h, weight = w, theta,
                               levenberg_marquardt{});
  BOOST_TEST(fitted.value < 1e-20);
  BOOST_TEST(theta[slope] == 3, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(functions) {
  const std::vector<double> seen = [] {
    std::vector<double> all;
    for (const auto& angle : swing(active<double>(9.0), active<double>(0.5)))
      all.push_back(angle.value());
    return all;
  }();
  auto theta = parameters(pull = 5.0, friction = 0.0);
  const auto off = [&](const auto& a, const auto& b) {
    auto angles = swing(a, b);
    for (std::size_t k = 0; k < angles.size(); ++k) angles[k] -= seen[k];
    return angles;
  };
  minimize(off, theta, levenberg_marquardt{}, bounds(friction, 0, 10));
  BOOST_TEST(theta[pull] == 9, tolerance(1e-9));
  minimize(with_duals(off), theta = parameters(pull = 5.0, friction = 0.0), levenberg_marquardt{});
  BOOST_TEST(theta[friction] == 0.5, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(within_bounds) {
  auto theta = parameters(slope = 1.0, intercept = 0.0);
  const auto end = minimize(loss, wrt(slope, intercept), height = h, weight = w, theta, lbfgs{},
                            bounds(slope, 0, 2), bounds(intercept, -10, 10));
  BOOST_TEST(theta[slope] == 2);
  BOOST_TEST(theta[intercept] == 1.5, tolerance(1e-6));
  BOOST_TEST(end.gradient_norm < 1e-5);
}

BOOST_AUTO_TEST_CASE(within_constraints) {
  auto theta = parameters(slope = 1.0, intercept = 0.0);
  constexpr auto at = input<"at">;
  const auto kept = minimize(loss, wrt(slope, intercept), height = h, weight = w, theta, lbfgs{},
                             equal_to_0(slope * at + intercept - 7_c, at = 2.0),
                             at_most_0(slope - 2_c), bounds(intercept, -10, 10));
  std::puts(to_string(kept).c_str());  // why it ended; kept.worst.by is how far one is broken
  BOOST_TEST(theta[slope] == 2, tolerance(1e-8));
  BOOST_TEST(theta[intercept] == 3, tolerance(1e-8));
  BOOST_TEST(kept.worst.by <= 1e-9);
}

BOOST_AUTO_TEST_CASE(outliers) {
  auto spoilt = w;
  spoilt[4] += 100;
  auto theta = parameters(slope = 1.0, intercept = 0.0);
  minimize(cauchy_residual(residuals, 0.5_c), wrt(slope, intercept), height = h, weight = spoilt,
           theta, levenberg_marquardt{});
  BOOST_TEST(theta[slope] == 3, tolerance(1e-2));
}

BOOST_AUTO_TEST_CASE(standard_errors) {
  auto noisy = w;
  noisy[0] += 1;
  auto theta = parameters(slope = 3.0, intercept = 1.0);
  minimize(residuals, wrt(slope, intercept), height = h, weight = noisy, theta,
           levenberg_marquardt{});
  const auto sure = covariance(residuals, wrt(slope, intercept), theta, height = h, weight = noisy);
  const double error = sure[slope];  // also sure.matrix, row-major, and sure.residual_variance
  BOOST_TEST(error == std::sqrt(sure.residual_variance / 17.5), tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(step_by_step) {
  auto theta = parameters(slope = 2.0, intercept = 0.0);
  constexpr auto fit = gradient(loss, wrt(slope, intercept));
  adam method{.learning_rate = cosine_decay{.initial = 0.1, .steps = 200}};
  for (int i = 0; i < 200; ++i) {
    auto now = fit(theta, height = h, weight = w);  // theta stands for the inputs that it holds
    clip_by_norm(now, 100);
    method.step(theta, now);
  }
  BOOST_TEST(theta[slope] == 3, tolerance(0.02));
}

BOOST_AUTO_TEST_CASE(jacobians) {
  const auto theta = parameters(slope = 2.0, intercept = 0.0);
  constexpr auto along = jacobian(residuals, wrt(slope, intercept));
  const auto r = along(theta, height = h, weight = w);  // r[slope][i] is d residual i / d slope
  BOOST_TEST(r[slope] == h, boost::test_tools::per_element());
  constexpr auto equations = gauss_newton(residuals, wrt(slope, intercept));
  const auto e = equations(theta, height = h, weight = w);  // e.value, e.gradient, e.matrix
  BOOST_TEST(e.matrix[0] == 19);
  BOOST_TEST(e.matrix[1] == 3);
  BOOST_TEST(e.matrix[3] == 6);
}
