// What a step moves, and that one which fails moves nothing.
#include "tapeless/optimize/steps/step.hpp"

#include <limits>

#include "../golden.hpp"

using namespace tapeless;
using namespace tapeless::tests;

namespace {

constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto tensor = input<"tensor">(n);
constexpr auto fixed = axis<"fixed", 2>;
constexpr auto pair = input<"pair">(fixed);

constexpr double infinite = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

}  // namespace

BOOST_AUTO_TEST_CASE(what_the_result_lacks_stays) {
  constexpr auto fit = gradient(square(x) + square(y), wrt(x));
  auto theta = parameters(x = 1.0, y = 2.0);
  sgd opt{.learning_rate = 0.25};
  opt.step(theta, fit(theta));
  BOOST_TEST(theta[x] == 0.5);
  BOOST_TEST(theta[y] == 2);
}

BOOST_AUTO_TEST_CASE(what_the_parameters_lack_is_ignored) {
  constexpr auto fit = gradient(square(x) + square(y), wrt(y, x));
  auto theta = parameters(x = 1.0);
  sgd opt{.learning_rate = 0.25};
  opt.step(theta, fit(theta, y = 3.0));
  BOOST_TEST(theta[x] == 0.5);
}

BOOST_AUTO_TEST_CASE(gradients_in_every_kind_of_memory) {
  constexpr auto fit =
      gradient(sum(square(tensor)) + sum(square(pair)) + square(x), wrt(x, tensor, pair));
  auto theta = parameters(x = 1.f, tensor = std::vector{2.f, 4.f, 6.f}, pair = zeros(fixed));
  theta[pair][1] = 8;
  sgd opt{.learning_rate = 0.25};
  std::vector<float> memory(3);
  opt.step(theta, fit(theta, out(tensor) = memory));
  BOOST_TEST(theta[x] == 0.5f);
  BOOST_TEST((theta[tensor] == std::vector{1.f, 2.f, 3.f}));
  BOOST_TEST((theta[pair] == std::vector{0.f, 4.f}));
}

// Each input has its own moments, so one optimizer can step several objects, in any order.
BOOST_AUTO_TEST_CASE(moments_belong_to_inputs) {
  constexpr auto fit_x = gradient(square(x), wrt(x));
  constexpr auto fit_y = gradient(square(y), wrt(y));
  auto together = parameters(x = 1.0, y = 2.0);
  auto first = parameters(y = 2.0), second = parameters(y = 1.0);
  auto only_x = parameters(x = 1.0);
  sgd a_opt{.learning_rate = 0.1, .momentum = 0.5}, b_opt = a_opt;
  constexpr auto fit_both = gradient(square(x) + square(y), wrt(x, y));
  for (int i = 0; i < 3; ++i) a_opt.step(together, fit_both(together));
  for (int i = 0; i < 3; ++i) {
    b_opt.step(first, fit_y(first));
    b_opt.step(only_x, fit_x(only_x));
  }
  BOOST_TEST(together[x] == only_x[x]);
  BOOST_TEST(together[y] == first[y]);
  BOOST_TEST(second[y] == 1);
}

// What is remembered is each model's own: moments, and the count of steps.
BOOST_AUTO_TEST_CASE(two_models_do_not_mix) {
  with_every_optimizer([](auto opt) {
    const auto path = parabola(opt, 4);
    auto one = parameters(p = 10.0);
    auto two = one;
    for (const double right : path) {
      opt.step(one, fit_parabola(one));
      BOOST_TEST(one[p] == right, opt.name);
    }
    for (const double right : path) {
      opt.step(two, fit_parabola(two));
      BOOST_TEST(two[p] == right, opt.name);
    }
  });
}

BOOST_AUTO_TEST_CASE(a_schedule_follows_each_model) {
  sgd opt{.learning_rate = [](double t) { return t < 1 ? 0.5 : 0.25; }};
  auto one = parameters(p = 8.0), two = parameters(p = 8.0);
  for (auto* theta : {&one, &two})
    for (int i = 0; i < 2; ++i) opt.step(*theta, fit_parabola(*theta));
  BOOST_TEST(one[p] == 3);
  BOOST_TEST(two[p] == 3);
}

BOOST_AUTO_TEST_CASE(a_model_that_moves_takes_its_moments_along) {
  with_every_optimizer([](auto opt) {
    const auto path = parabola(opt, 5);
    std::vector<decltype(parameters(p = 10.0))> models;
    models.push_back(parameters(p = 10.0));
    for (const double right : path) {
      opt.step(models[0], fit_parabola(models[0]));
      BOOST_TEST(models[0][p] == right, opt.name);
      models.push_back(parameters(p = 1.0));  // moves the others
    }
  });
}

BOOST_AUTO_TEST_CASE(a_model_that_gets_other_values_keeps_its_moments) {
  adam opt{.learning_rate = 0.1};
  const auto path = parabola(opt, 3);
  auto theta = parameters(p = 10.0);
  for (const double right : path) {
    opt.step(theta, fit_parabola(theta));
    const auto best = theta;
    theta = best;
    BOOST_TEST(theta[p] == right);
  }
}

BOOST_AUTO_TEST_CASE(a_copy_of_an_optimizer_goes_on_by_itself) {
  with_every_optimizer([](auto opt) {
    const auto path = parabola(opt, 5);
    auto theta = parameters(p = 10.0);
    for (int i = 0; i < 3; ++i) opt.step(theta, fit_parabola(theta));
    const auto kept = theta;
    for (int copies = 0; copies < 2; ++copies) {
      auto other = opt;
      theta = kept;
      for (std::size_t i = 3; i < 5; ++i) {
        other.step(theta, fit_parabola(theta));
        BOOST_TEST(theta[p] == path[i], opt.name);
      }
    }
  });
}

BOOST_AUTO_TEST_CASE(reset_forgets_everything) {
  with_every_optimizer([](auto opt) {
    const auto path = parabola(opt, 3);
    auto theta = parameters(p = 4.0);
    for (int i = 0; i < 5; ++i) opt.step(theta, fit_parabola(theta));
    opt.reset();
    BOOST_TEST((parabola(opt, 3) == path), opt.name);
  });
}

BOOST_AUTO_TEST_CASE(settings_can_change_between_steps) {
  auto theta = parameters(p = 10.0);
  sgd opt{.learning_rate = 0.5};
  opt.step(theta, fit_parabola(theta));
  opt.learning_rate = 0.1;
  opt.step(theta, fit_parabola(theta));
  BOOST_TEST(theta[p] == 4.5);
}

BOOST_AUTO_TEST_CASE(a_projection_comes_last) {
  auto theta = parameters(p = 10.0);
  sgd opt{.learning_rate = 0.5};
  int calls = 0;
  auto at_least_7 = [&calls](auto& now) mutable {
    ++calls;
    BOOST_TEST(now[p] == 5);
    now[p] = std::max(now[p], 7.0);
  };
  opt.step(theta, fit_parabola(theta), at_least_7);
  BOOST_TEST(theta[p] == 7);
  BOOST_TEST(calls == 1);
}

// A failed step leaves parameters, moments and the count of steps: the others go on as if it had
// not been.
BOOST_AUTO_TEST_CASE(a_failed_step_changes_nothing) {
  with_every_optimizer([](auto opt) {
    const auto path = parabola(opt, 4);
    const schedule good = opt.learning_rate, bad = -1;
    auto theta = parameters(p = 10.0);
    for (const double right : path) {
      auto r = fit_parabola(theta);
      r.value = not_a_number;
      BOOST_CHECK_THROW(opt.step(theta, r), error);
      r.value = infinite;
      BOOST_CHECK_THROW(opt.step(theta, r), error);
      r = fit_parabola(theta);
      r[p] = not_a_number;
      BOOST_CHECK_THROW(opt.step(theta, r), error);
      opt.learning_rate = bad;
      BOOST_CHECK_THROW(opt.step(theta, fit_parabola(theta)), error);
      opt.learning_rate = good;
      opt.step(theta, fit_parabola(theta));
      BOOST_TEST(theta[p] == right, opt.name);
    }
  });
}

// The loss is finite, its gradient is not: sqrt has an infinite slope at 0.
BOOST_AUTO_TEST_CASE(gradients_that_are_not_finite) {
  constexpr auto table = input<"table">(axis<"row">, fixed);
  constexpr auto roots =
      gradient(sum(sqrt(table)) - sum(sqrt(tensor)) + sqrt(x) + y * y, wrt(table, tensor, x, y));
  const std::vector<double> ones(6, 1.0);
  with_every_optimizer([&](auto opt) {
    for (const int threads : {1, 2}) {
      opt.threads = threads;
      const auto said_at = [&](auto&& theta) {
        const auto before = theta;
        const std::string said = sentence([&] { opt.step(theta, roots(theta)); });
        BOOST_TEST((theta[table] == before[table] && theta[tensor] == before[tensor] &&
                    theta[x] == before[x] && theta[y] == before[y]));
        return said;
      };
      const std::string start = "tapeless: " + std::string(opt.name) + ": the gradient by ";
      const std::string end = "; nothing is changed";
      std::vector<double> row(3, 1.0), cells = ones;
      row[2] = 0;
      cells[3] = 0;
      BOOST_TEST(said_at(parameters(y = 1.0, table = ones, tensor = row, x = 1.0)) ==
                 start + "\"tensor\" is -inf at [2]" + end);
      BOOST_TEST(said_at(parameters(y = 1.0, table = cells, tensor = ones, x = 1.0)) ==
                 start + "\"table\" is inf at [1, 1]" + end);
      BOOST_TEST(said_at(parameters(y = 1.0, table = ones, tensor = ones, x = 0.0)) ==
                 start + "\"x\" is inf" + end);
    }
  });
}

BOOST_AUTO_TEST_CASE(sentences) {
  auto theta = parameters(x = 1.0, tensor = std::vector{1., 2., 3.});
  adam opt;
  const auto said_of = [&](const auto& result) {
    return sentence([&] { opt.step(theta, result); });
  };
  auto r = result_of<double>(tensor, std::vector{1., 1., 1.});
  opt.step(theta, r);
  r.value = not_a_number;
  BOOST_TEST(said_of(r) == "tapeless: adam: the loss is nan; nothing is changed");
  r.value = -infinite;
  BOOST_TEST(said_of(r) == "tapeless: adam: the loss is -inf; nothing is changed");
  r.value = 1;
  r[tensor].pop_back();
  BOOST_TEST(said_of(r) ==
             "tapeless: adam: parameter \"tensor\" has 3 values, but its gradient has 2");
  theta[tensor].pop_back();
  BOOST_TEST(said_of(r) ==
             "tapeless: adam: parameter \"tensor\" has 2 values, but it had 3 in the "
             "steps before; reset() forgets them");
  opt.reset();
  BOOST_TEST(said_of(r) == "nothing was thrown");
}

BOOST_AUTO_TEST_CASE(the_first_place_is_named) {
  auto theta = parameters(tensor = zeros(30));
  auto r = result_of<double>(tensor, std::vector<double>(30, 1));
  r[tensor][17] = not_a_number;
  r[tensor][20] = infinite;
  BOOST_TEST(sentence([&] { adam{}.step(theta, r); }) ==
             "tapeless: adam: the gradient by \"tensor\" is nan at [17]; nothing is changed");
}
