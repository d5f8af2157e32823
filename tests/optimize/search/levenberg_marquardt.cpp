// Sums of squares: problems of NIST with certified results, with Jacobians written by hand, so that
// nothing but the method is tested; then through minimize().
#include "tapeless/optimize/search/levenberg_marquardt.hpp"

#include <functional>

#include "../golden.hpp"
#include "../nist.hpp"
#include "../problems.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

constexpr auto count = axis<"count">;
constexpr auto beta = input<"beta">(count);

using vector = std::vector<double>;

// A model returns its value at x, and writes its derivatives by the parameters b.
using model = std::function<double(const vector& b, double x, vector& derivative)>;

double saturation(const vector& b, double x, vector& d) {  // Misra1a, BoxBOD
  const double e = std::exp(-b[1] * x);
  d = {1 - e, b[0] * x * e};
  return b[0] * (1 - e);
}
double cubics(const vector& b, double x, vector& d) {  // Thurber
  const double above = b[0] + x * (b[1] + x * (b[2] + x * b[3]));
  const double below = 1 + x * (b[4] + x * (b[5] + x * b[6])), z = above / below;
  d = {1, x, x * x, x * x * x, -z * x, -z * x * x, -z * x * x * x};
  for (double& each : d) each /= below;
  return z;
}
double kowalik(const vector& b, double x, vector& d) {  // MGH09
  const double above = x * (x + b[1]), below = x * (x + b[2]) + b[3], z = b[0] * above / below;
  d = {above / below, b[0] * x / below, -z * x / below, -z / below};
  return z;
}
double richards(const vector& b, double x, vector& d) {  // Rat43
  const double e = std::exp(b[1] - b[2] * x), z = b[0] * std::pow(1 + e, -1 / b[3]);
  const double by_exponent = -z * e / ((1 + e) * b[3]);
  d = {z / b[0], by_exponent, -x * by_exponent, z * std::log1p(e) / (b[3] * b[3])};
  return z;
}
double peak(const vector& b, double x, vector& d) {  // Eckerle4
  const double t = (x - b[2]) / b[1], z = b[0] / b[1] * std::exp(-t * t / 2);
  d = {z / b[0], z * (t * t - 1) / b[1], z * t / b[1]};
  return z;
}
double meyer(const vector& b, double x, vector& d) {  // MGH10
  const double shifted = x + b[2], z = b[0] * std::exp(b[1] / shifted);
  d = {z / b[0], z / shifted, -z * b[1] / (shifted * shifted)};
  return z;
}

struct equations {
  double value = 0;
  vector gradient, matrix;
};

// Is called as gauss_newton() is.
struct by_hand {
  const model& f;
  const nist& data;

  template <class Theta>
  equations operator()(const Theta& theta) const {
    const vector& b = theta[beta];
    equations all{0, vector(b.size()), vector(b.size() * b.size())};
    vector derivative;
    for (std::size_t row = 0; row < data.y.size(); ++row) {
      const double r = f(b, data.x[row], derivative) - data.y[row];
      all.value += r * r;
      for (std::size_t i = 0; i < b.size(); ++i) {
        all.gradient[i] += r * derivative[i];
        for (std::size_t j = 0; j < b.size(); ++j)
          all.matrix[i * b.size() + j] += derivative[i] * derivative[j];
      }
    }
    return all;
  }
};

template <class Look, class Input, class... Given>
outcome search_by_hand(Look look, Input, Given&&... given) {
  const optimizing::arguments<hana::tuple<Input>, Given...> all(given...);
  optimizing::by_squares<Look> by_squares{look};
  return optimizing::search(by_squares, all);
}

void check_nist(const char* name, const model& f, int most_evaluations_1, int most_evaluations_2) {
  const nist data(name);
  const int most[] = {most_evaluations_1, most_evaluations_2};
  for (std::size_t from = 0; from < 2; ++from) {
    auto theta = parameters(beta = data.start[from]);
    const outcome end = search_by_hand(by_hand{f, data}, beta, theta, levenberg_marquardt{});
    BOOST_TEST_CONTEXT(name << " from start " << from + 1 << ": " << to_string(end.why)) {
      BOOST_TEST(data.digits(theta[beta]) > 10);
      BOOST_TEST((end.why == reason::relative_step || end.why == reason::precision));
      BOOST_TEST(end.evaluations <= most[from]);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(nist_by_hand) {
  check_nist("misra1a", saturation, 20, 10);
  check_nist("boxbod", saturation, 40, 25);
  check_nist("thurber", cubics, 80, 70);
  check_nist("mgh09", kowalik, 130, 75);
  check_nist("rat43", richards, 35, 25);
  check_nist("eckerle4", peak, 35, 15);
  check_nist("mgh10", meyer, 280, 85);
}

BOOST_AUTO_TEST_CASE(through_minimize) {
  constexpr auto b1 = input<"b1">;
  constexpr auto b2 = input<"b2">;
  const nist data("boxbod");
  auto theta = parameters(b1 = data.start[0][0], b2 = data.start[0][1]);
  const auto end = minimize(b1 * (1_c - exp(-b2 * height)) - weight, wrt(b1, b2), height = data.x,
                            weight = data.y, theta, levenberg_marquardt{});
  BOOST_TEST(data.digits({theta[b1], theta[b2]}) > 10);
  BOOST_TEST(end.value == 1.1680088766e3, tolerance(1e-10));
}

// The first step is the answer, and there is nothing left to gain.
BOOST_AUTO_TEST_CASE(a_line_takes_one_step) {
  const std::vector<double> h{1, 2, 3, 4}, t{1, 3, 2, 5};
  auto theta = parameters(slope = 0.0, intercept = 0.0);
  const auto end = minimize(slope * height + intercept - weight, wrt(slope, intercept), height = h,
                            weight = t, theta, levenberg_marquardt{});
  BOOST_TEST(theta[slope] == 1.1, tolerance(1e-14));
  BOOST_TEST(theta[intercept] == 0, tolerance(1e-13));
  BOOST_TEST(end.iterations <= 2);
  BOOST_TEST((end.why == reason::precision));
}

BOOST_AUTO_TEST_CASE(in_float) {
  const std::vector<float> h{1, 2, 3, 4}, t{2.5f, 3.2f, 4.4f, 5.8f};  // about 1.8 exp(0.29 h)
  auto theta = parameters(x = 1.f, y = 0.f);
  const auto end = minimize(x * exp(y * height) - weight, wrt(x, y), height = h, weight = t, theta,
                            levenberg_marquardt{});
  auto exact = parameters(x = 1.0, y = 0.0);
  minimize(x * exp(y * height) - weight, wrt(x, y),
           height = std::vector<double>(h.begin(), h.end()),
           weight = std::vector<double>(t.begin(), t.end()), exact, levenberg_marquardt{});
  BOOST_TEST(theta[x] == static_cast<float>(exact[x]), tolerance(1e-4f));
  BOOST_TEST(theta[y] == static_cast<float>(exact[y]), tolerance(1e-4f));
  BOOST_TEST(end.iterations < 20);
}

// Every point of the parabola y = x^2 is a minimum; J^T J is singular everywhere.
BOOST_AUTO_TEST_CASE(more_parameters_than_residuals) {
  auto theta = parameters(x = -1.2, y = 1.0);
  const auto end = minimize(y - square(x), wrt(x, y), theta, levenberg_marquardt{});
  BOOST_TEST(end.value < 1e-24);
  BOOST_TEST(theta[y] == theta[x] * theta[x], tolerance(1e-12));
}

// The model is right only nearby: each iteration still lowers the value.
BOOST_AUTO_TEST_CASE(the_value_never_rises) {
  const nist data("boxbod");
  auto theta = parameters(x = 1.0, y = 1.0);
  double last = INFINITY;
  minimize(x * (1_c - exp(-y * height)) - weight, wrt(x, y), height = data.x, weight = data.y,
           theta, levenberg_marquardt{}, on_step([&](const progress& now) {
             BOOST_TEST(now.value <= last * (1 + 1e-12));
             last = now.value;
           }));
}

// A starting point where the derivatives are 0 cannot be left.
BOOST_AUTO_TEST_CASE(a_flat_start) {
  auto theta = parameters(x = 0.0);
  const auto end = minimize(square(x) + 1_c, wrt(x), theta, levenberg_marquardt{});
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(end.iterations == 0);
}

// What is left are the residuals' roundings: from afar, from the solution, and from beside it.
BOOST_AUTO_TEST_CASE(a_perfect_fit_is_no_failure) {
  const std::vector<double> at{0, 0.5, 1, 2, 4, 7};
  constexpr auto model = x + y * exp(-z * height);
  for (const double scale : {1.0, 1e-8, 1e8}) {
    auto theta = parameters(x = 0.3 * scale, y = 2 * scale, z = 0.7);
    const auto exact = function(model)(theta, height = at);
    for (const double start : {1.0, 0.3, std::nextafter(0.3, 1.0)}) {
      theta[x] = start * scale;
      const auto end = minimize(model - weight, wrt(x, y, z), height = at, weight = exact, theta,
                                levenberg_marquardt{}, stop{.gradient_norm = 0});
      BOOST_TEST((end.why == reason::precision || end.why == reason::gradient_norm),
                 to_string(end.why));
      BOOST_TEST(theta[x] == 0.3 * scale, tolerance(1e-12));
    }
  }
}

// The derivative says that there is a way down, and there is none.
BOOST_AUTO_TEST_CASE(a_kink_is_a_failure) {
  auto theta = parameters(x = 1 + 1e-9);
  const auto end = minimize(1_c + abs(x - 1_c) * 10_c, wrt(x), theta, levenberg_marquardt{},
                            stop{.gradient_norm = 0});
  BOOST_TEST((end.why == reason::no_decrease), to_string(end.why));
}

// The certified minimum lies outside, or inside.
BOOST_AUTO_TEST_CASE(bounds_that_hold_and_that_do_not) {
  const nist data("misra1a");
  auto theta = parameters(x = 500.0, y = 1e-4);
  constexpr auto residuals = x * (1_c - exp(-y * height)) - weight;
  const auto fitted = [&](auto... given) {
    theta = parameters(x = 300.0, y = 4e-4);
    return minimize(residuals, wrt(x, y), height = data.x, weight = data.y, theta,
                    levenberg_marquardt{}, given...);
  };
  fitted(bounds(x, 0, 1000), bounds(y, 0, 1));
  BOOST_TEST(data.digits({theta[x], theta[y]}) > 10);

  // With x at its bound, y is the best of its own.
  theta[x] = 230;
  minimize(residuals, wrt(y), height = data.x, weight = data.y, theta, levenberg_marquardt{});
  const double best = theta[y];
  theta = parameters(x = 100.0, y = 4e-4);
  const auto end = minimize(residuals, wrt(x, y), height = data.x, weight = data.y, theta,
                            levenberg_marquardt{}, bounds(x, 0, 230));
  BOOST_TEST((end.why == reason::relative_step || end.why == reason::precision));
  BOOST_TEST(theta[x] == 230);
  BOOST_TEST(theta[y] == best, tolerance(1e-10));
}
