// Where the first NaN of a call comes from, in the user's words.
#include "tapeless/first_nan.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "tapeless/jacobian.hpp"
#include "tapeless/optimize.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 2>;
constexpr auto x = input<"x">(n);
constexpr auto A = input<"A">(n, k);
constexpr auto a = input<"a">;
constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

using numbers = std::vector<double>;

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_is_found_where_all_is_finite) {
  const nan_found f = first_nan(gradient(sum(log(x)), wrt(x)), x = numbers{1, 2});
  BOOST_TEST(!f);
  BOOST_TEST(f.sentence == "all results are finite");
}

BOOST_AUTO_TEST_CASE(an_input_that_holds_a_nan_is_named) {
  const nan_found f = first_nan(function(sum(square(a * x))), a = 2.0, x = numbers{1, 2, none, 4});
  BOOST_TEST(f.found);
  BOOST_TEST(f.sentence == "the value is nan: input \"x\" holds nan at n = 2");
  BOOST_TEST(first_nan(function(a * a), a = infinity).sentence ==
             "the value is inf: input \"a\" holds inf");
}

BOOST_AUTO_TEST_CASE(a_part_of_the_formula_is_named_with_its_element) {
  constexpr auto f = gradient(mean(a * log(x - 1_c)), wrt(a));
  BOOST_TEST(first_nan(f, a = 2.0, x = numbers{3, 2, 0.5}).sentence ==
             "the value is nan; it begins in log(x[n] - 1) at n = 2, where x[n] - 1 is -0.5");
  constexpr auto ratio = function(sum(A / sum(A, k)));
  BOOST_TEST(first_nan(ratio, A = {{1.0, 2.0}, {3.0, -3.0}}).sentence ==
             "the value is nan; it begins in A[n, k] / sum(A[n, k], k) at n = 1, k = 0, where A[n, "
             "k] is 3 and sum(A[n, k], k) is 0");
}

BOOST_AUTO_TEST_CASE(a_gradient_is_looked_at_after_the_value) {
  constexpr auto f = gradient(sum(pow(x, 0.5_c)), wrt(x));
  const nan_found found = first_nan(f, x = numbers{4, 0});
  BOOST_TEST(found.found == !std::isfinite(f(x = numbers{4, 0})[x][1]));
  BOOST_TEST_MESSAGE(found);
  if (found) BOOST_TEST(found.sentence.starts_with("the gradient by \"x\" is inf at n = 1"));
}

BOOST_AUTO_TEST_CASE(what_where_did_not_choose_does_not_matter) {
  constexpr auto safe = where(x > 0_c, log(x), 0_c);
  BOOST_TEST(!first_nan(gradient(sum(safe), wrt(x)), x = numbers{1, -1}));
  BOOST_TEST(first_nan(function(sum(safe + sqrt(x))), x = numbers{1, -1}).sentence ==
             "the value is nan; it begins in sqrt(x[n]) at n = 1, where x[n] is -1");
}

BOOST_AUTO_TEST_CASE(parameters_and_jacobians_are_taken) {
  auto theta = parameters(a = -1.0);
  constexpr auto f = gradient(sum(sqrt(a) * x), wrt(a));
  BOOST_TEST(first_nan(f, theta, x = numbers{1}).sentence ==
             "the value is nan; it begins in sqrt(a), where a is -1");
  BOOST_TEST(first_nan(jacobian(log(x), wrt(x)), x = numbers{1, -2}).sentence ==
             "the value is nan at n = 1; it begins in log(x[n]) at n = 1, where x[n] is -2");
}

BOOST_AUTO_TEST_CASE(reads_by_subscripts_are_followed) {
  constexpr auto m = axis<"m">(extent(n) - 1_c);
  BOOST_TEST(
      first_nan(function(sum(square(x(m + 1_c) - x(m)))), x = numbers{1, none, 2}).sentence ==
      "the value is nan: input \"x\" holds nan at m = 0");
}

BOOST_AUTO_TEST_CASE(behind_a_composite_reduction) {
  const nan_found f =
      first_nan(function(sum(square(logsumexp(log(A), k)))), A = numbers{1, 2, 3, -4});
  BOOST_TEST(f.sentence ==
             "the value is nan; it begins in log(A[n, k]) at n = 1, k = 1, where A[n, k] is -4");
}
