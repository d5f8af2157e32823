// Functions of active numbers and of duals as losses and as residuals, with every method.
#include "tapeless/optimize/search/by_function.hpp"

#include <array>

#include "../golden.hpp"
#include "../nist.hpp"
#include "../problems.hpp"
#include "support/allocations.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

const auto bananas = [](const auto& l, const auto& m) {
  return 100 * square(m - l * l) + square(1 - l);
};
const auto banana_residuals = [](const auto& l, const auto& m) {
  using number = std::remove_cvref_t<decltype(l)>;
  return std::array<number, 2>{10 * (m - l * l), 1 - l};
};

auto banana_start() { return parameters(x = -1.2, y = 1.0); }
constexpr auto as_formula = 100_c * square(y - square(x)) + square(1_c - x);

}  // namespace

// Function and formula go the same way.
BOOST_AUTO_TEST_CASE(any_method) {
  const auto check = [](auto method, double within) {
    const stop rules{.iterations = 40};
    auto by_tape = banana_start(), by_duals = banana_start(), by_formula = banana_start();
    minimize(bananas, by_tape, method, rules);
    minimize(as_formula, wrt(x, y), by_formula, method, rules);
    BOOST_TEST(by_tape[x] == by_formula[x], tolerance(within));
    BOOST_TEST(by_tape[y] == by_formula[y], tolerance(within));
    if constexpr (!optimizing::of_curvature<decltype(method)>) {
      minimize(with_duals(bananas), by_duals, method, rules);
      BOOST_TEST(by_duals[x] == by_formula[x], tolerance(within));
    }
  };
  check(lbfgs{}, 1e-6);
  check(newton{}, 1e-12);
  check(sgd{.learning_rate = 1e-3}, 1e-12);
  check(adam{.learning_rate = 0.1}, 1e-12);
}

BOOST_AUTO_TEST_CASE(residuals) {
  auto by_tape = banana_start(), by_duals = banana_start();
  const auto end = minimize(banana_residuals, by_tape, levenberg_marquardt{});
  BOOST_TEST(end.value < 1e-24);
  BOOST_TEST(by_tape[y] == 1, tolerance(1e-12));
  minimize(with_duals(banana_residuals), by_duals, levenberg_marquardt{});
  BOOST_TEST(by_duals[y] == 1, tolerance(1e-12));
}

// An array, a vector, a matrix's column, or one number.
BOOST_AUTO_TEST_CASE(what_residuals_may_be) {
  const auto check = [](auto f) {
    auto theta = parameters(x = 5.0);
    minimize(f, theta, levenberg_marquardt{});
    BOOST_TEST(theta[x] == 2, tolerance(1e-9));
  };
  using number = active<double>;
  check([](const number& r) { return std::vector<number>{r - 1, r - 3, 0.0}; });
  check([](const number& r) { return std::array<number, 2>{r - 1, r - 3}; });
  check([](const number& r) { return exp(r) - std::exp(2.0); });
  check([](const dual<double, 1>& r) { return exp(r) - std::exp(2.0); });
}

BOOST_AUTO_TEST_CASE(tensors_are_spans) {
  auto theta = parameters(u = std::vector{3., -2., 5.}, x = 1.0);
  const auto loss = [](std::span<const active<double>> all, const active<double>& one) {
    active<double> total = square(one - 2);
    for (const auto& each : all) total += square(each - one);
    return total;
  };
  minimize(loss, theta, lbfgs{}, stop{.gradient_norm = 1e-8});
  BOOST_TEST(largest_distance(theta[u], 2) < 1e-7);
}

// With wrt() the others stay; they are the caller's to read.
BOOST_AUTO_TEST_CASE(some_of_the_parameters) {
  auto theta = banana_start();
  minimize([&](const auto& m) { return square(m - theta[x]); }, wrt(y), theta, lbfgs{});
  BOOST_TEST(theta[x] == -1.2);
  BOOST_TEST(theta[y] == -1.2, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(in_float) {
  auto theta = parameters(x = -1.2f, y = 1.f);
  minimize(banana_residuals, theta, levenberg_marquardt{});
  BOOST_TEST(theta[y] == 1.f, tolerance(1e-5f));
}

// What does not depend on the parameters has a gradient of 0.
BOOST_AUTO_TEST_CASE(a_constant) {
  auto theta = banana_start();
  const auto end = minimize([](const auto&, const auto&) { return 3.0; }, theta, lbfgs{});
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(end.value == 3);
}

BOOST_AUTO_TEST_CASE(compiled_formulas_inside) {
  const std::vector<double> h{1, 2, 3, 4}, t{1, 3, 2, 5};  // best: 1.1 h + 0
  constexpr auto misfit = function(mean(square(slope * height + intercept - weight)));
  auto theta = parameters(slope = 0.0, intercept = 1.0);
  const auto loss = [&](const auto& rise, const auto& start) {
    return misfit(slope = rise, intercept = start, height = h, weight = t);
  };
  minimize(loss, theta, lbfgs{}, stop{.gradient_norm = 1e-9});
  BOOST_TEST(theta[slope] == 1.1, tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(exceptions_leave_good_values) {
  auto theta = banana_start();
  int calls = 0;
  const auto loss = [&calls](const auto& l, const auto& m) {
    if (++calls == 7) throw 3;
    return bananas(l, m);
  };
  BOOST_CHECK_THROW(minimize(loss, theta, lbfgs{}), int);
  BOOST_TEST(function(as_formula)(theta) < 24.2);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_not_finite) {
  auto theta = parameters(x = NAN);
  BOOST_TEST(sentence([&] { minimize([](const auto& r) { return square(r); }, theta, lbfgs{}); }) ==
             "tapeless: minimize: the value is nan at the start: input \"x\" is nan; nothing is "
             "changed");
}

BOOST_AUTO_TEST_CASE(iterations_allocate_nothing) {
  const auto allocated = [](auto loss, auto method, std::int64_t iterations) {
    auto theta = banana_start();
    return allocations::in(
        [&] { minimize(loss, theta, method, stop{.gradient_norm = 0, .iterations = iterations}); });
  };
  BOOST_TEST(allocated(bananas, lbfgs{}, 5) == allocated(bananas, lbfgs{}, 25));
  BOOST_TEST(allocated(banana_residuals, levenberg_marquardt{}, 3) ==
             allocated(banana_residuals, levenberg_marquardt{}, 10));
}

// A pendulum with friction, seen at 40 times: its length, friction and first angle. (Runge-Kutta.)
BOOST_AUTO_TEST_CASE(a_pendulum) {
  const auto seen = [](const auto& stiffness, const auto& friction, const auto& start) {
    using number = std::remove_cvref_t<decltype(stiffness)>;
    constexpr double h = 0.025;
    const auto pull = [&](const number& angle, const number& speed) -> number {
      return -stiffness * sin(angle) - friction * speed;
    };
    number angle = start, speed = 0;
    std::vector<number> all;
    for (int step = 1; step <= 400; ++step) {
      const number v1 = speed, a1 = pull(angle, v1);
      const number v2 = speed + h / 2 * a1, a2 = pull(angle + h / 2 * v1, v2);
      const number v3 = speed + h / 2 * a2, a3 = pull(angle + h / 2 * v2, v3);
      const number v4 = speed + h * a3, a4 = pull(angle + h * v3, v4);
      angle += h / 6 * (v1 + 2 * v2 + 2 * v3 + v4);
      speed += h / 6 * (a1 + 2 * a2 + 2 * a3 + a4);
      if (step % 10 == 0) all.push_back(angle);
    }
    return all;
  };
  const auto angles = seen(9.0, 0.3, 1.5);
  const auto residuals = [&](const auto&... theta) {
    auto all = seen(theta...);
    for (std::size_t k = 0; k < all.size(); ++k) all[k] -= angles[k];
    return all;
  };
  const auto fit = [&](const auto& f) {
    auto theta = parameters(x = 7.0, y = 0.1, z = 1.0);
    const auto end = minimize(f, theta, levenberg_marquardt{}, bounds(y, 0, 5));
    BOOST_TEST(end.iterations < 20);
    BOOST_TEST(theta[x] == 9, tolerance(1e-10));
    BOOST_TEST(theta[y] == 0.3, tolerance(1e-10));
    BOOST_TEST(theta[z] == 1.5, tolerance(1e-10));
  };
  fit(residuals);
  fit(with_duals(residuals));
}

// GARCH(1, 1): variance[t] = omega + alpha return[t - 1]^2 + beta variance[t - 1]. The negative
// log-likelihood by lbfgs within bounds, and by Newton's method.
BOOST_AUTO_TEST_CASE(garch) {
  std::vector<double> returns;
  std::uint64_t state = 1;
  const auto uniform = [&state] {
    state = state * 6364136223846793005U + 1442695040888963407U;
    return static_cast<double>(state >> 11U) * 0x1p-53;
  };
  double now = 0.5;
  for (int t = 0; t < 2000; ++t) {
    const double normal =
        std::sqrt(-2 * std::log(1 - uniform())) * std::cos(6.283185307179586 * uniform());
    returns.push_back(std::sqrt(now) * normal);
    now = 0.05 + 0.1 * returns.back() * returns.back() + 0.8 * now;
  }
  const auto surprise = [&](const auto& omega, const auto& alpha, const auto& beta) {
    using number = std::remove_cvref_t<decltype(omega)>;
    number spread = 0.5, all = 0;
    for (const double r : returns) {
      all += log(spread) + r * r / spread;
      spread = omega + alpha * (r * r) + beta * spread;
    }
    return number(all / (2.0 * static_cast<double>(returns.size())));
  };
  const auto fit = [&](auto method) {
    auto theta = parameters(x = 0.1, y = 0.05, z = 0.5);
    const auto end = minimize(surprise, theta, method, stop{.gradient_norm = 1e-8},
                              bounds(x, 1e-6, 10), bounds(y, 0, 1), bounds(z, 0, 1));
    BOOST_TEST((end.why == reason::gradient_norm));
    return theta;
  };
  const auto one = fit(lbfgs{}), other = fit(newton{});
  BOOST_TEST(one[x] == other[x], tolerance(1e-5));
  BOOST_TEST(one[y] == other[y], tolerance(1e-5));
  BOOST_TEST(one[z] == other[z], tolerance(1e-5));
  BOOST_TEST(one[y] == 0.1, tolerance(0.3));
  BOOST_TEST(one[z] == 0.8, tolerance(0.2));
}
