// What docs/optimize.md shows compiles, and does what the page says.
#include <boost/test/unit_test.hpp>

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
