// One door for all methods: what it takes, when it ends, and that theta always holds good values.
#include "tapeless/optimize/search/minimize.hpp"

#include <thread>

#include "../golden.hpp"
#include "../problems.hpp"
#include "support/allocations.hpp"

using namespace tapeless;
using namespace tapeless::tests;
using boost::test_tools::tolerance;

namespace {

constexpr auto loss = mean(square(slope * height + intercept - weight));
const std::vector<double> h{1, 2, 3, 4}, t{1, 3, 2, 5};  // best: 1.1 h + 0

auto line_start() { return parameters(slope = 0.0, intercept = 1.0); }

// Minimises p^2 / 2 from 10.
template <class... Given>
outcome descend(Given&&... given) {
  auto theta = parameters(p = 10.0);
  return minimize(0.5_c * square(p), wrt(p), theta, std::forward<Given>(given)...);
}

}  // namespace

BOOST_AUTO_TEST_CASE(in_one_call) {
  auto theta = line_start();
  const auto end = minimize(loss, wrt(slope, intercept), height = h, weight = t, theta, lbfgs{},
                            stop{.gradient_norm = 1e-9});
  BOOST_TEST(theta[slope] == 1.1, tolerance(1e-9));
  BOOST_TEST(std::abs(theta[intercept]) < 1e-8);
  BOOST_TEST((end.why == reason::gradient_norm));
  BOOST_TEST(to_string(end.why) == "the gradient is short enough");
  BOOST_TEST(end.value == 0.675, tolerance(1e-12));
  BOOST_TEST(end.gradient_norm <= 1e-9);
  BOOST_TEST((end.iterations > 0 && end.evaluations > end.iterations));
}

BOOST_AUTO_TEST_CASE(in_any_order) {
  auto first = line_start(), second = line_start();
  minimize(loss, wrt(slope, intercept), height = h, weight = t, first, lbfgs{}, threads(2));
  minimize(loss, wrt(intercept, slope), stop{}, threads(2), weight = t, lbfgs{}, second,
           height = h);
  BOOST_TEST(first[slope] == second[slope], tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(every_argument_of_a_call) {
  constexpr auto m = axis<"m">;
  constexpr auto matrix = input<"matrix">(n, m);  // of 2 x 2
  auto theta = parameters(x = 0.0, y = 2.0);
  minimize(sum(square(x - matrix) * y), wrt(x), m = 2, matrix = h, threads(2), theta, lbfgs{});
  BOOST_TEST(theta[x] == 2.5, tolerance(1e-6));
  BOOST_TEST(theta[y] == 2);
}

BOOST_AUTO_TEST_CASE(other_parameters_are_data) {
  auto theta = parameters(x = 0.0);
  auto others = parameters(y = 2.0, z = 5.0);
  minimize(square(x - y * z), wrt(x), others, theta, lbfgs{});
  BOOST_TEST(theta[x] == 10, tolerance(1e-6));
  BOOST_TEST(others[y] == 2);
  minimize(square(x - y * z), wrt(y), parameters(x = 20.0), others, lbfgs{});
  BOOST_TEST(others[y] == 4, tolerance(1e-6));
}

BOOST_AUTO_TEST_CASE(tensors_and_scalars_together) {
  auto theta = parameters(u = std::vector{3., -2., 5.}, x = 1.0);
  const auto end = minimize(sum(square(u - x)) + square(x - 2_c), wrt(x, u), theta, lbfgs{},
                            stop{.gradient_norm = 1e-8});
  BOOST_TEST(end.value < 1e-14);
  BOOST_TEST(largest_distance(theta[u], 2) < 1e-7);
}

// Every optimizer goes the way of its steps, bit by bit.
BOOST_AUTO_TEST_CASE(an_iteration_of_an_optimizer_is_a_step) {
  with_every_optimizer([](auto opt) {
    const auto path = parabola(opt, 10);
    std::vector<double> seen;
    const auto end = descend(opt, stop{.iterations = 10},
                             on_step([&](const auto&, const auto& at) { seen.push_back(at[p]); }));
    BOOST_TEST((std::vector(seen.begin() + 1, seen.end()) == path), opt.name);
    BOOST_TEST(end.iterations == 10);
    BOOST_TEST(end.evaluations == 11);
    BOOST_TEST(end.value == path.back() * path.back() / 2, tolerance(1e-15));
  });
}

BOOST_AUTO_TEST_CASE(an_optimizer_in_a_variable_goes_on) {
  const auto path = parabola(adam{.learning_rate = 0.1}, 10);
  auto theta = parameters(p = 10.0);
  adam opt{.learning_rate = 0.1};
  for (int twice = 0; twice < 2; ++twice)
    minimize(0.5_c * square(p), wrt(p), theta, opt, stop{.iterations = 5});
  BOOST_TEST(theta[p] == path[9]);

  const adam constant{.learning_rate = 0.1};
  auto other = parameters(p = 10.0);
  minimize(0.5_c * square(p), wrt(p), other, constant, stop{.iterations = 5});
  BOOST_TEST(other[p] == path[4]);
}

BOOST_AUTO_TEST_CASE(every_rule) {
  const sgd half{.learning_rate = 0.5};  // 10, 5, 2.5, ...
  BOOST_TEST((descend(half, stop{.gradient_norm = 2.5}).why == reason::gradient_norm));
  BOOST_TEST(descend(half, stop{.gradient_norm = 2.5}).iterations == 2);
  BOOST_TEST((descend(half, stop{.step_length = 2.5}).why == reason::step_length));
  BOOST_TEST(descend(half, stop{.step_length = 2.5}).iterations == 2);
  BOOST_TEST((descend(half, stop{.relative_step = 1}).why == reason::relative_step));
  BOOST_TEST(descend(half, stop{.relative_step = 1}).iterations == 1);
  BOOST_TEST((descend(half, stop{.relative_decrease = 0.75}).why == reason::relative_decrease));
  BOOST_TEST((descend(half, stop{.iterations = 3}).why == reason::iterations));
  BOOST_TEST(descend(half, stop{.iterations = 3}).value == 1.25 * 1.25 / 2);
  BOOST_TEST(descend(half, stop{.iterations = 0}).value == 50);
  BOOST_TEST(descend(half, stop{.iterations = 0}).evaluations == 1);
}

BOOST_AUTO_TEST_CASE(time_is_up) {
  const auto end = descend(
      sgd{.learning_rate = 1e-9}, stop{.seconds = 0.03},
      on_step([](const progress&) { std::this_thread::sleep_for(std::chrono::milliseconds(4)); }));
  BOOST_TEST((end.why == reason::seconds));
  BOOST_TEST((end.seconds >= 0.03 && end.iterations < 10));
}

BOOST_AUTO_TEST_CASE(without_a_rule) {
  BOOST_TEST(descend(sgd{.learning_rate = 1e-5}).iterations == 1000);
  BOOST_TEST(descend(sgd{.learning_rate = 1e-5}, stop{.gradient_norm = 1}).iterations == 1000);
  auto theta = rosenbrock_start(2);
  BOOST_TEST(minimize(rosenbrock, wrt(u, v), theta, lbfgs{}).value < 1e-18);
}

// A limit beside the method's own end; a rule of 0 switches that off.
BOOST_AUTO_TEST_CASE(many_iterations_are_a_limit) {
  auto theta = rosenbrock_start(2);
  const auto end = minimize(rosenbrock, wrt(u, v), theta, lbfgs{}, stop{.iterations = 20000});
  BOOST_TEST(end.iterations < 100);
  BOOST_TEST((end.why == reason::relative_decrease || end.why == reason::gradient_norm));
  BOOST_TEST(descend(sgd{.learning_rate = 1e-5}, stop{.iterations = 1500}).iterations == 1500);
}

BOOST_AUTO_TEST_CASE(callbacks) {
  std::vector<std::int64_t> seen;
  const auto end = descend(sgd{.learning_rate = 0.5}, on_step([&](const progress& now) {
                             seen.push_back(now.iterations);
                             return now.iterations < 3;
                           }));
  BOOST_TEST((seen == std::vector<std::int64_t>{0, 1, 2, 3}));
  BOOST_TEST((end.why == reason::callback));
  BOOST_TEST(end.iterations == 3);
  BOOST_TEST((descend(lbfgs{}, on_step([](const progress&) { return false; })).iterations == 0));

  int calls = 0;
  auto count = [&calls](const progress&, const auto&) { ++calls; };
  descend(sgd{}, stop{.iterations = 4}, on_step(count), on_step(count));
  BOOST_TEST(calls == 10);
}

// In between the method may look elsewhere, but nobody sees that.
BOOST_AUTO_TEST_CASE(callbacks_see_theta_where_the_value_was_found) {
  const auto value = function(beale);
  const auto check = [&](auto method) {
    auto theta = parameters(x = 1.0, y = 1.0);
    const auto end = minimize(beale, wrt(x, y), theta, method, stop{.iterations = 20},
                              on_step([&](const progress& now, const auto& at) {
                                BOOST_TEST(value(at) == now.value, tolerance(1e-12));
                              }));
    BOOST_TEST(value(theta) == end.value, tolerance(1e-12));
  };
  check(lbfgs{});
  check(sgd{.learning_rate = 0.01});
}

BOOST_AUTO_TEST_CASE(theta_keeps_the_last_good_values) {
  auto theta = parameters(x = 1.0);
  const auto end = minimize(exp(square(x)), wrt(x), theta, sgd{.learning_rate = 2},
                            on_step([](const progress&) {}));
  BOOST_TEST((end.why == reason::not_finite));
  BOOST_TEST(end.value == std::exp(theta[x] * theta[x]), tolerance(1e-12));
  BOOST_TEST(std::isfinite(end.value));
}

BOOST_AUTO_TEST_CASE(an_optimizer_that_falls_to_minus_infinity) {
  auto theta = parameters(x = 1.0);
  const auto end = minimize(-exp(x), wrt(x), theta, sgd{.learning_rate = 0.5});
  BOOST_TEST((end.why == reason::unbounded));
  BOOST_TEST(std::isfinite(theta[x]));
}

BOOST_AUTO_TEST_CASE(an_exception_leaves_good_values_too) {
  const auto value = function(beale);
  const auto check = [&](auto method) {
    auto theta = parameters(x = 1.0, y = 1.0);
    double last = 0;
    BOOST_CHECK_THROW(minimize(beale, wrt(x, y), theta, method, on_step([&](const progress& now) {
                                 last = now.value;
                                 if (now.iterations == 3) throw 3;
                               })),
                      int);
    BOOST_TEST(value(theta) == last, tolerance(1e-12));
  };
  check(lbfgs{});
  check(sgd{.learning_rate = 0.01});
}

BOOST_AUTO_TEST_CASE(iterations_allocate_nothing) {
  const auto allocated = [](auto method, std::int64_t iterations) {
    auto theta = uneven_rosenbrock_start(100);
    return allocations::in(
        [&] { minimize(rosenbrock, wrt(u, v), theta, method, stop{.iterations = iterations}); });
  };
  BOOST_TEST(allocated(lbfgs{}, 5) == allocated(lbfgs{}, 60));
  BOOST_TEST(allocated(adam{}, 5) == allocated(adam{}, 60));
  const auto by_squares = [](std::int64_t iterations) {
    auto theta = parameters(x = 1.0, y = 1.0);
    return allocations::in([&] {
      minimize(x * (1_c - exp(-y * height)) - weight, wrt(x, y), height = h, weight = t, theta,
               levenberg_marquardt{}, stop{.iterations = iterations});
    });
  };
  BOOST_TEST(by_squares(2) == by_squares(8));
}

BOOST_AUTO_TEST_CASE(sentences) {
  auto theta = parameters(x = -1.0, y = 2.0);
  const auto said_of = [&](auto formula, auto... given) {
    return sentence([&] { minimize(formula, wrt(x, y), theta, given...); });
  };
  BOOST_TEST(said_of(log(x) + y, lbfgs{}) ==
             "tapeless: minimize: the value is nan at the start; nothing is changed");
  BOOST_TEST(said_of(x + y * z, lbfgs{}, z = double{NAN}) ==
             "tapeless: minimize: the value is nan at the start: input \"z\" is nan; nothing is "
             "changed");
  BOOST_TEST(said_of(sum(x * height) + y, lbfgs{}, height = std::vector{1., 2., HUGE_VAL}) ==
             "tapeless: minimize: the value is -inf at the start: input \"height\" is inf at [2]; "
             "nothing is changed");
  BOOST_TEST(said_of(y / (x + 1_c), sgd{}) ==
             "tapeless: minimize: the value is inf at the start; nothing is changed");
  BOOST_TEST(said_of(y * sqrt(x + 1_c), sgd{}) ==
             "tapeless: minimize: the gradient by \"x\" is inf at the start; nothing is changed");
  BOOST_TEST(said_of(x + y, lbfgs{}, stop{.seconds = -1}) ==
             "tapeless: stop: seconds is -1; it must be at least 0, and finite");
  BOOST_TEST(said_of(x + y, sgd{.learning_rate = -1}) ==
             "tapeless: sgd: learning_rate is -1; it must be at least 0, and finite");
  BOOST_TEST(said_of(x + y, adam{.beta_1 = 1}, stop{.iterations = 0}) ==
             "tapeless: adam: beta_1 is 1; it must be at least 0 and below 1");
  BOOST_TEST(sentence([&] {
               auto line = line_start();
               minimize(loss, wrt(slope), height = h, weight = std::vector<double>(3), line, sgd{});
             }) ==
             "tapeless: input \"weight\" has 3 values, but axis \"n\" is 4 (from input "
             "\"height\")");
  BOOST_TEST(theta[x] == -1);
  BOOST_TEST(theta[y] == 2);
}
