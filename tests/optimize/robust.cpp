// Robust losses: what they are, that formula and number agree, and fits with outliers.
#include "tapeless/optimize/robust.hpp"

#include "golden.hpp"
#include "nist.hpp"
#include "problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

constexpr double scale = 1.5;

// use(residual as a formula, as a function of numbers, its loss, the loss's derivative)
void with_every_loss(const auto& use) {
  constexpr auto scaled = input<"scale">;
  use(
      huber_residual(x, scaled), [](const auto& r) { return huber_residual(r, scale); },
      [](double r) { return std::abs(r) <= scale ? r * r : scale * (2 * std::abs(r) - scale); },
      [](double r) { return 2 * std::clamp(r, -scale, scale); });
  const auto s = [](double r) { return r / scale * (r / scale); };
  use(
      soft_l1_residual(x, scaled), [](const auto& r) { return soft_l1_residual(r, scale); },
      [s](double r) { return 2 * scale * scale * (std::sqrt(1 + s(r)) - 1); },
      [s](double r) { return 2 * r / std::sqrt(1 + s(r)); });
  use(
      cauchy_residual(x, scaled), [](const auto& r) { return cauchy_residual(r, scale); },
      [s](double r) { return scale * scale * std::log1p(s(r)); },
      [s](double r) { return 2 * r / (1 + s(r)); });
  use(
      tukey_residual(x, scaled), [](const auto& r) { return tukey_residual(r, scale); },
      [s](double r) { return scale * scale / 3 * (1 - std::pow(std::max(1 - s(r), 0.0), 3)); },
      [s](double r) { return 2 * r * std::pow(std::max(1 - s(r), 0.0), 2); });
}

// The best m for sum of rho(t - m).
template <class Residual>
double location(Residual residual, const std::vector<double>& t, double start) {
  auto theta = parameters(x = start);
  const auto end = minimize(residual, wrt(x), weight = t, theta, levenberg_marquardt{});
  BOOST_TEST((end.why == reason::relative_step || end.why == reason::precision ||
              end.why == reason::gradient_norm));
  return theta[x];
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_square_is_the_loss) {
  with_every_loss([](auto formula, auto number, auto loss, auto derivative) {
    const auto compiled = gradient(square(formula), wrt(x));
    for (const double r : {-20.0, -1.6, -1.5, -1.4, -0.2, -1e-3, 0.0, 1e-9, 1e-2, 0.7, 1.49, 3.0}) {
      const auto found = compiled(x = r, input<"scale"> = scale);
      const dual<double, 1> same = square(number(dual<double, 1>(r, 0)));
      BOOST_TEST_CONTEXT("at " << r) {
        BOOST_TEST(std::abs(found.value - loss(r)) <= 2e-15 * (1 + loss(r)));
        BOOST_TEST(std::abs(found[x] - derivative(r)) <= 4e-14);
        BOOST_TEST(std::abs(same.value() - found.value) <= 1e-15 * (1 + loss(r)));
        BOOST_TEST(std::abs(same.derivative(0) - derivative(r)) <= 4e-14);
        BOOST_TEST(std::abs(number(r) - number(dual<double, 1>(r, 0)).value()) <= 1e-15);
      }
    }
  });
}

// By huber: the mean of those within the scale, and the scale for each beyond.
BOOST_AUTO_TEST_CASE(a_location_in_closed_form) {
  const double m = location(huber_residual(weight - x, 2_c), {0, 1, 2, 3, 100}, 0);
  BOOST_TEST(m == (0 + 1 + 2 + 3 + 2.0) / 4, tolerance(1e-12));
  // Two numbers further apart than 2: by cauchy, either side's.
  BOOST_TEST(location(cauchy_residual(weight - x, 1_c), {-3, 3}, 1) == std::sqrt(8.0),
             tolerance(1e-11));
  BOOST_TEST(std::abs(location(cauchy_residual(weight - x, 1_c), {-0.5, 0.5}, 0.3)) < 1e-10);
  // By tukey the far one has no say.
  BOOST_TEST(location(tukey_residual(weight - x, 5_c), {0, 1, 2, 3, 100}, 1) == 1.5,
             tolerance(1e-11));
  // By soft_l1 with a small scale, the median.
  BOOST_TEST(location(soft_l1_residual(weight - x, 1e-3_c), {0, 1, 2, 30, 100}, 5) == 2,
             tolerance(1e-3));
}

// NIST's data, and three of its values spoilt. The standard deviations are certified: 2.7, 7.3e-6.
BOOST_AUTO_TEST_CASE(outliers_in_misra1a) {
  const nist data("misra1a");
  constexpr auto model = x * (1_c - exp(-y * height));
  auto spoilt = data.y;
  spoilt[3] += 9;
  spoilt[8] += 4;
  spoilt[12] -= 6;
  const auto fit = [&](auto residual, double at_x, double at_y) {
    auto theta = parameters(x = at_x, y = at_y);
    minimize(residual, wrt(x, y), height = data.x, weight = spoilt, theta, levenberg_marquardt{});
    return theta;
  };
  const auto off = [&](const auto& theta) {
    return std::max(std::abs(theta[x] - data.certified[0]) / 2.7070075241,
                    std::abs(theta[y] - data.certified[1]) / 7.2668688436e-06);
  };
  BOOST_TEST(off(fit(model - weight, 500, 1e-4)) > 20);
  const auto near = fit(cauchy_residual(model - weight, 0.25_c), 500, 1e-4);
  BOOST_TEST(off(near) < 1.5);
  BOOST_TEST(off(fit(huber_residual(model - weight, 0.15_c), 500, 1e-4)) < 5);
  BOOST_TEST(off(fit(tukey_residual(model - weight, 0.5_c), near[x], near[y])) < 1);

  // The same over a function of numbers.
  auto theta = parameters(x = 500.0, y = 1e-4);
  const auto residuals = [&](const auto& scale_of, const auto& rate) {
    std::vector<std::remove_cvref_t<decltype(scale_of)>> all;
    for (std::size_t k = 0; k < spoilt.size(); ++k)
      all.push_back(cauchy_residual(scale_of * (1 - exp(-rate * data.x[k])) - spoilt[k], 0.25));
    return all;
  };
  minimize(residuals, theta, levenberg_marquardt{});
  BOOST_TEST(theta[x] == near[x], tolerance(1e-8));
  BOOST_TEST(theta[y] == near[y], tolerance(1e-8));
}
