// What docs/checking.md shows compiles, and says what the page says.
#include <boost/test/unit_test.hpp>

#include <vector>

#include <tapeless/first_nan.hpp>
#include <tapeless/tapeless.hpp>
#include <tapeless/verify.hpp>

namespace {

using namespace tapeless::names;

// clang-format off
constexpr auto n = axis<"n">;
constexpr auto rate = input<"rate">;
constexpr auto age = input<"age">(n);
constexpr auto left = input<"left">(n);
constexpr auto misfit = sum(square(log(left) + rate * age));
constexpr auto fit = gradient(misfit, wrt(rate));
// clang-format on

}  // namespace

BOOST_AUTO_TEST_CASE(verify_tells_whether_a_derivative_is_right) {
  // clang-format off
const std::vector<double> years{1, 2, 3}, part{0.9, 0.8, 0.7};
const verification v = verify(fit, rate = 0.1, age = years, left = part);
  // clang-format on
  BOOST_TEST(v.right, v);
}

BOOST_AUTO_TEST_CASE(formulas_and_functions_of_active_numbers) {
  const std::vector<double> years{1, 2, 3}, part{0.9, 0.8, 0.7};
  // clang-format off
const bool right = verify(misfit, wrt(rate, left), rate = 0.1, age = years, left = part).right &&
                   verify([](const auto& x) { return x[0] * sin(x[1]); }, {0.5, 2.0}).right;
  // clang-format on
  BOOST_TEST(right);
}

BOOST_AUTO_TEST_CASE(first_nan_tells_where_it_begins) {
  // clang-format off
const nan_found f = first_nan(fit, rate = 0.1, age = {1.0, 2.0, 3.0}, left = {0.9, -0.8, 0.7});
  // clang-format on
  BOOST_TEST(f.sentence ==
             "the value is nan; it begins in log(left[n]) at n = 1, where left[n] is -0.8");
}
