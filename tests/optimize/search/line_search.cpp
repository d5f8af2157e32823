// Steps along lines that are known, among them the functions with which Moré and Thuente tested
// their line search ("Line search algorithms with guaranteed sufficient decrease", ACM TOMS 20,
// 1994, section 5).
#include "tapeless/optimize/search/line_search.hpp"

#include <boost/test/unit_test.hpp>
#include <functional>
#include <numbers>
#include <vector>

using namespace tapeless::optimizing;
using enum line_search::found;
using boost::test_tools::tolerance;

namespace {

using line = std::function<look(double)>;

struct search_result {
  line_search::found found;
  look last;
  int looks;
};

search_result search(const line& f, double first_step, double rounding = 0) {
  search_result r{nothing, {}, 0};
  const auto at = [&](double step) {
    ++r.looks;
    return r.last = f(step);
  };
  r.found = line_search(f(0), rounding)(at, first_step);
  return r;
}

bool holds_strong_wolfe(const line& f, const look& l) {
  const look start = f(0);
  return l.value <= start.value + 1e-4 * l.step * start.slope &&
         std::abs(l.slope) <= -0.9 * start.slope;
}

line parabola_with_minimum_at(double place) {
  return [=](double a) {
    return look{a, (a - place) * (a - place) / place / 2, (a - place) / place};
  };
}

look function_1(double a) {
  const double q = a * a + 2;
  return {a, -a / q, (a * a - 2) / (q * q)};
}
look function_2(double a) {
  const double b = a + 0.004;
  return {a, std::pow(b, 5) - 2 * std::pow(b, 4), 5 * std::pow(b, 4) - 8 * std::pow(b, 3)};
}
look function_3(double a) {
  constexpr double width = 0.01, waves = 39, pi = std::numbers::pi;
  const double c = waves * pi / 2 * a;
  const bool flat = std::abs(a - 1) < width;
  const double base = a <= 1 - width   ? 1 - a
                      : a >= 1 + width ? a - 1
                                       : (a - 1) * (a - 1) / (2 * width) + width / 2;
  const double slope = flat ? (a - 1) / width : a < 1 ? -1 : 1;
  return {a, base + 2 * (1 - width) / (waves * pi) * std::sin(c),
          slope + (1 - width) * std::cos(c)};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_parabola_needs_one_look_more) {
  for (const double place : {1e-3, 0.04, 0.3}) {
    const auto r = search(parabola_with_minimum_at(place), 1);
    BOOST_TEST((r.found == good_step));
    BOOST_TEST(r.last.step == place, tolerance(1e-9));
    BOOST_TEST(r.looks == 2);
  }
}

BOOST_AUTO_TEST_CASE(a_good_first_step_is_taken) {
  const auto r = search(parabola_with_minimum_at(1.5), 1);
  BOOST_TEST(r.last.step == 1);
  BOOST_TEST(r.looks == 1);
}

BOOST_AUTO_TEST_CASE(far_too_short_and_far_too_long) {
  for (const double place : {1e-8, 1e-5, 1e5, 1e8}) {
    const auto f = parabola_with_minimum_at(place);
    const auto r = search(f, 1);
    BOOST_TEST((r.found == good_step && holds_strong_wolfe(f, r.last)), place);
    BOOST_TEST(r.looks <= 10);
  }
}

BOOST_AUTO_TEST_CASE(functions_of_more_and_thuente) {
  for (const line& f : {line(function_1), line(function_2), line(function_3)})
    for (const double first : {1e-3, 1e-1, 1e1, 1e3}) {
      const auto r = search(f, first);
      BOOST_TEST((r.found == good_step && holds_strong_wolfe(f, r.last)), first);
      BOOST_TEST(r.looks <= 17);
    }
}

BOOST_AUTO_TEST_CASE(it_steps_back_from_what_is_not_finite) {
  const line barrier = [](double a) {
    return look{a, -std::log(0.01 - a) - 150 * a, 1 / (0.01 - a) - 150};
  };
  const line overflow = [](double a) {
    return look{a, std::exp(1e4 * a) - 2e4 * a, 1e4 * std::exp(1e4 * a) - 2e4};
  };
  for (const line& f : {barrier, overflow}) {
    const auto r = search(f, 1);
    BOOST_TEST((r.found == good_step && holds_strong_wolfe(f, r.last)));
    BOOST_TEST(r.looks <= 12);
  }
}

BOOST_AUTO_TEST_CASE(nothing_is_found_where_nothing_is) {
  const line up = [](double a) { return look{a, a > 0 ? 6. : 5., -1}; };
  const line nowhere = [](double a) { return look{a, a > 0 ? NAN : 0, -1}; };
  for (const line& f : {up, nowhere}) {
    const auto r = search(f, 1);
    BOOST_TEST((r.found == nothing));
    BOOST_TEST(r.looks == 20);
  }
}

// |a - 0.3| has no place where it is flat.
BOOST_AUTO_TEST_CASE(a_kink_is_lower_at_least) {
  const line kink = [](double a) { return look{a, std::abs(a - 0.3), a < 0.3 ? -1. : 1.}; };
  const auto r = search(kink, 1);
  BOOST_TEST((r.found == lower_value));
  BOOST_TEST(r.last.value < 0.01);
}

// The values say nothing, and rise as often as they fall; the slopes are right.
BOOST_AUTO_TEST_CASE(slopes_tell_the_way_where_values_cannot) {
  const line noisy = [](double a) {
    return look{a, 1 + 1e-14 * std::cos(1e6 * a), 1e-12 * (a - 0.1)};
  };
  const auto r = search(noisy, 1, 1e-13);
  BOOST_TEST((r.found == good_step));
  BOOST_TEST(r.looks <= 4);
}

BOOST_AUTO_TEST_CASE(a_line_without_an_end) {
  const auto straight = search([](double a) { return look{a, -a, -1}; }, 1);
  BOOST_TEST((straight.found == no_end));
  BOOST_TEST(straight.last.step >= 1e12);
  const auto hidden = search([](double a) { return look{a, 1e9 - a, -1}; }, 1, 1e3);
  BOOST_TEST((hidden.found == no_end));
  const auto well = search([](double a) { return look{a, std::log(1 - a), 1 / (a - 1)}; }, 1);
  BOOST_TEST((well.found == no_end));
  BOOST_TEST(well.last.finite());
}
