// The law of where(): what is infinite or undefined in the branch not taken never reaches a
// gradient.
#include "tapeless/tapeless.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 2>;
constexpr auto x = input<"x">;
constexpr auto y = input<"y">;
constexpr auto t = input<"t">(n);
constexpr auto m = input<"m">(n, k);

// d f / d x
double slope(auto f, double at) { return gradient(f, wrt(x))(x = at)[x]; }

std::vector<double> slopes(auto f, const std::vector<double>& at) {
  return gradient(sum(f), wrt(t))(t = at)[t];
}

}  // namespace

BOOST_AUTO_TEST_CASE(branch_not_taken) {
  for (const double at : {0.0, -0.0, -1.0, -1e300}) {
    BOOST_TEST(slope(where(x > 0_c, sqrt(x), 0_c), at) == 0);
    BOOST_TEST(slope(where(x > 0_c, log(x), x), at) == 1);
    BOOST_TEST(slope(where(x <= 0_c, x, 1_c / x), at) == 1);
    BOOST_TEST(slope(where(x > 0_c, pow(x, 0.3_c), -x), at) == -1);
    BOOST_TEST(slope(where(!(x > 0_c), 2_c * x, sqrt(log(x) / x)), at) == 2);
  }
  BOOST_TEST(slope(where(x > 0_c, sqrt(x), 0_c), 4) == 0.25);
  BOOST_TEST(slope(where(x > 0_c, log(x), x), 4) == 0.25);
}

BOOST_AUTO_TEST_CASE(overflow_in_the_branch_not_taken) {
  BOOST_TEST(slope(where(x < 1_c, exp(x), x), 1e4) == 1);
  BOOST_TEST(slope(where(x < 1_c, exp(exp(x)), x), 1e4) == 1);
  BOOST_TEST(slope(where(x < 1_c, x, sqrt(x - 1_c)), 1) ==
             INFINITY);  // taken: the infinity is real
  BOOST_TEST(slope(where(abs(x) < 1_c, asin(x), x), 7) == 1);
}

BOOST_AUTO_TEST_CASE(nested) {
  constexpr auto f =
      where(x > 0_c, where(x > 1_c, sqrt(x - 1_c), log(x)), where(x < -1_c, log(-x - 1_c), x));
  BOOST_TEST(slope(f, 2) == 0.5);
  BOOST_TEST(slope(f, 1) == 1);
  BOOST_TEST(slope(f, 0.5) == 2);
  BOOST_TEST(slope(f, 0) == 1);
  BOOST_TEST(slope(f, -1) == 1);
  BOOST_TEST(slope(f, -3) == -0.5);
}

BOOST_AUTO_TEST_CASE(conditions_of_conditions) {
  constexpr auto f = where(x > 0_c && y > 0_c, sqrt(x) * sqrt(y), x + y);
  for (const double at : {0.0, -2.0}) {
    const auto r = gradient(f, wrt(x, y))(x = at, y = 4);
    BOOST_TEST(r[x] == 1);
    BOOST_TEST(r[y] == 1);
  }
  BOOST_TEST(gradient(f, wrt(x, y))(x = 4, y = 4)[x] == 0.5);
}

BOOST_AUTO_TEST_CASE(shared_parts) {
  constexpr auto root = sqrt(x);
  BOOST_TEST(slope(where(x > 0_c, root, 0_c) + where(x > 0_c, root * root, x), 0) == 1);
  BOOST_TEST(slope(where(x > 0_c, root, 0_c) * where(x > 0_c, 1_c / root, 1_c) + x, 0) == 1);
  BOOST_TEST(slope(where(x > 0_c, root, 0_c) + where(x > 0_c, root, 0_c), 4) == 0.5);
  BOOST_TEST(slope(where(x > 0_c, root, 0_c) + root, 0) ==
             INFINITY);  // the second one is not guarded
}

BOOST_AUTO_TEST_CASE(one_formula_in_both_branches) {
  constexpr auto l = log(x);
  constexpr auto f = where(y > 0_c, where(x > 0_c, l, 0_c), where(x > 0_c, 2_c * l, 0_c));
  constexpr auto fit = gradient(f, wrt(x));
  BOOST_TEST(fit(x = 4, y = 1)[x] == 0.25);
  BOOST_TEST(fit(x = 4, y = -1)[x] == 0.5);
  BOOST_TEST(fit(x = -1, y = -1)[x] == 0);
}

BOOST_AUTO_TEST_CASE(inside_sums) {
  const std::vector<double> at{4, 0, -1, 1, -0.0, 16, 0, 0, 4};
  BOOST_TEST(slopes(where(t > 0_c, sqrt(t), 0_c), at) ==
             std::vector<double>({0.25, 0, 0, 0.5, 0, 0.125, 0, 0, 0.25}));
  BOOST_TEST(slopes(where(t > 0_c, log(t), t), at) ==
             std::vector<double>({0.25, 1, 1, 1, 1, 0.0625, 1, 1, 0.25}));
  BOOST_TEST(slopes(where(t > 0_c, log(t), t) * where(t > 0_c, 1_c, 2_c), at) ==
             std::vector<double>({0.25, 2, 2, 1, 2, 0.0625, 2, 2, 0.25}));
}

// The guarded value is repeated along axes that the condition has, or summed along them.
BOOST_AUTO_TEST_CASE(broadcast) {
  constexpr auto guarded = gradient(sum(where(t > 0_c, sqrt(x), 0_c)), wrt(x));
  BOOST_TEST(guarded(x = 4, t = std::vector<double>{-1, 1, 1, 0, -1})[x] == 0.5);
  BOOST_TEST(guarded(x = 0, t = std::vector<double>{-1, 1})[x] == INFINITY);

  constexpr auto outer = gradient(sum(where(t > 0_c, sqrt(t + 0_c * k), t)), wrt(t));
  BOOST_TEST(outer(t = std::vector<double>{4, 0, -1})[t] == std::vector<double>({0.5, 2, 2}));

  constexpr auto rows = gradient(sum(where(x > 0_c, log(sum(m, k)), 0_c)), wrt(m));
  BOOST_TEST(rows(x = -1, m = std::vector<double>(4, 0))[m] == std::vector<double>(4, 0));
  BOOST_TEST(rows(x = 1, m = std::vector<double>(4, 2))[m] == std::vector<double>(4, 0.25));
}

BOOST_AUTO_TEST_CASE(around_reductions) {
  constexpr auto norm = sqrt(sum(t * t));
  constexpr auto fit = gradient(where(sum(t * t) > 0_c, norm, 0_c), wrt(t));
  BOOST_TEST(fit(t = std::vector<double>(3, 0))[t] == std::vector<double>(3, 0));
  BOOST_TEST(fit(t = std::vector<double>{0, 4})[t] == std::vector<double>({0, 1}));

  constexpr auto r = sqrt(sum(m * m, k));
  constexpr auto each = gradient(sum(where(r > 0_c, r, 0_c)), wrt(m));
  BOOST_TEST(each(m = std::vector<double>{0, 0, 0, 4})[m] == std::vector<double>({0, 0, 0, 1}));
}

BOOST_AUTO_TEST_CASE(masked_pairs) {
  constexpr auto j = twin<"j">(n);
  constexpr auto distance = sqrt(square(t - t(j)));
  constexpr auto fit = gradient(sum(where(n != j, distance, 0_c)), wrt(t));
  BOOST_TEST(fit(t = std::vector<double>{1, 2, 4})[t] == std::vector<double>({-4, 0, 4}));
}

// Gradients from different branches meet at a shared node, and none of them was taken.
BOOST_AUTO_TEST_CASE(branches_that_meet) {
  constexpr auto root = sqrt(x);
  constexpr auto l = log(x);
  BOOST_TEST(slope(where(x > 0_c, root, 0_c) + where(x <= 0_c, 3_c * x, root), 0) == 3);
  constexpr auto nested =
      gradient(where(y > 0_c, where(x > 0_c, l, 0_c), where(x > 0_c, 2_c * l, 0_c)), wrt(x));
  BOOST_TEST(nested(x = 0, y = 1)[x] == 0);
  BOOST_TEST(nested(x = 2, y = 1)[x] == 0.5);
  BOOST_TEST(nested(x = 2, y = -1)[x] == 1);
}

// A scalar that is repeated along an axis on which no condition holds.
BOOST_AUTO_TEST_CASE(no_element_taken) {
  constexpr auto f = gradient(sum(where(t > 0_c, sqrt(x), 0_c)), wrt(x));
  BOOST_TEST(f(x = 0, t = std::vector<double>(5, -1))[x] == 0);
  BOOST_TEST(f(x = 4, t = std::vector<double>{1, -1, 1})[x] == 0.5);
}
