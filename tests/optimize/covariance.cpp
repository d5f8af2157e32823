// Standard errors: those that NIST has certified, and closed forms.
#include "tapeless/optimize/covariance.hpp"

#include "golden.hpp"
#include "nist.hpp"
#include "problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

constexpr auto b1 = input<"b1">;
constexpr auto b2 = input<"b2">;
constexpr auto b3 = input<"b3">;
constexpr auto b4 = input<"b4">;
constexpr auto b5 = input<"b5">;
constexpr auto b6 = input<"b6">;
constexpr auto b7 = input<"b7">;

double digits(double found, double certified) {
  return -std::log10(std::abs(found / certified - 1) + 1e-11);
}

// How many digits of the worst standard deviation are right, at the certified minimum.
template <class Model, class... B>
double worst(const char* name, Model model, B... b) {
  const nist data(name);
  std::size_t k = 0;
  auto theta = parameters((b = 0.0)...);
  ((theta[b] = data.certified[k++]), ...);
  const auto found = covariance(model - weight, wrt(b...), theta, height = data.x, weight = data.y);
  double least = digits(std::sqrt(found.residual_variance), data.deviation_of_residuals);
  k = 0;
  ((least = std::min(least, digits(found[b], data.deviations[k])), ++k), ...);
  return least;
}

}  // namespace

BOOST_AUTO_TEST_CASE(certified_standard_deviations) {
  BOOST_TEST(worst("misra1a", b1 * (1_c - exp(-b2 * height)), b1, b2) > 8);
  BOOST_TEST(worst("chwirut2", exp(-b1 * height) / (b2 + b3 * height), b1, b2, b3) > 8);
  BOOST_TEST(worst("boxbod", b1 * (1_c - exp(-b2 * height)), b1, b2) > 8);
  BOOST_TEST(worst("eckerle4", b1 / b2 * exp(-0.5_c * square((height - b3) / b2)), b1, b2, b3) > 8);
  BOOST_TEST(worst("mgh10", b1 * exp(b2 / (height + b3)), b1, b2, b3) > 5);
  BOOST_TEST(worst("mgh09",
                   b1 * (square(height) + height * b2) / (square(height) + height * b3 + b4), b1,
                   b2, b3, b4) > 7);
  const auto cubic = (b1 + height * (b2 + height * (b3 + height * b4))) /
                     (1_c + height * (b5 + height * (b6 + height * b7)));
  BOOST_TEST(worst("thurber", cubic, b1, b2, b3, b4, b5, b6, b7) > 6);
}

// A line: s^2 / sum (h - mean)^2, in any textbook.
BOOST_AUTO_TEST_CASE(a_line_as_formula_and_as_function) {
  const std::vector<double> h{1, 2, 3, 4}, t{1, 3, 2, 5};
  auto theta = parameters(slope = 1.1, intercept = 0.0);
  const auto found = covariance(slope * height + intercept - weight, wrt(slope, intercept), theta,
                                height = h, weight = t);
  const double variance_of_residuals = 2.7 / 2;
  BOOST_TEST(found.residual_variance == variance_of_residuals, tolerance(1e-13));
  BOOST_TEST(found[slope] == std::sqrt(variance_of_residuals / 5), tolerance(1e-13));
  BOOST_TEST(found[intercept] == std::sqrt(variance_of_residuals * 30 / (4 * 5)), tolerance(1e-13));
  BOOST_TEST(found.matrix[1] == -variance_of_residuals * 2.5 / 5, tolerance(1e-13));
  BOOST_TEST(found.matrix[1] == found.matrix[2], tolerance(1e-13));

  const auto residuals = [&](const auto& rise, const auto& start) {
    std::vector<std::remove_cvref_t<decltype(rise)>> all;
    for (std::size_t k = 0; k < h.size(); ++k) all.push_back(rise * h[k] + start - t[k]);
    return all;
  };
  BOOST_TEST(covariance(residuals, theta)[slope] == found[slope], tolerance(1e-13));
}

// Counts that are Poisson's: the variance of the logarithm of their rate is 1 / their sum.
BOOST_AUTO_TEST_CASE(a_likelihood) {
  const std::vector<double> counts{3, 5, 4, 8};
  const auto theta = parameters(x = std::log(5.0), u = std::vector{1.0, -2.0});
  const auto loss = sum(exp(x) - weight * x);
  BOOST_TEST(covariance(loss, wrt(x), theta, weight = counts)[x] == 1 / std::sqrt(20.0),
             tolerance(1e-13));
  // Tensors: one after the other.
  const auto found = covariance(loss + 2_c * sum(square(u)), wrt(x, u), theta, weight = counts);
  BOOST_TEST(found[u].size() == 2U);
  BOOST_TEST(found[u][1] == 0.5, tolerance(1e-13));
  const auto by_hand = [](const auto& r) { return 4 * exp(r) - 20 * r; };
  BOOST_TEST(covariance(by_hand, parameters(x = std::log(5.0)))[x] == 1 / std::sqrt(20.0),
             tolerance(1e-13));
}

BOOST_AUTO_TEST_CASE(sentences) {
  const auto theta = parameters(x = 1.0, y = 2.0);
  const auto of = [&](auto residuals, const std::vector<double>& data) {
    return sentence([&] { covariance(residuals, wrt(x, y), theta, weight = data); });
  };
  BOOST_TEST(of(x + y - weight, {1, 2, 3}) ==
             "tapeless: covariance: J^T J is not positive definite: the data do not tell the "
             "parameters apart, or this is no minimum");
  BOOST_TEST(of(x + y * weight, {1, 2}) ==
             "tapeless: covariance: there are 2 residuals for 2 parameters; more are needed");
}
