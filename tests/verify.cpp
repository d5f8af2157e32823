// Derivatives that are right are found right, and those that are not with the entry that is worst.
#include "tapeless/verify.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <list>
#include <string>
#include <vector>

#include "tapeless/optimize.hpp"

using namespace tapeless;
using namespace tapeless::literals;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto A = input<"A">(n, k);
constexpr auto w = input<"w">(k);
constexpr auto a = input<"a">;
constexpr auto which = input<"which", whole>(n);

using numbers = std::vector<double>;
const numbers some{0.3, -1.2, 2.5}, others{1.1, 0.4, -0.7};

}  // namespace

BOOST_AUTO_TEST_CASE(gradients_are_right) {
  const verification v =
      verify(gradient(mean(square(sin(a * x) - y)), wrt(a, y)), a = 0.7, x = some, y = others);
  BOOST_TEST(v.right, v);
  BOOST_TEST(v.compared == 1 + 1 + 3 + 1 + 3);  // engines: value, a, y; differences: a, y
  BOOST_TEST(v.error <= 1);
  BOOST_TEST(v.worst.find(" is ") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(formulas_are_taken_as_gradients_or_jacobians) {
  BOOST_TEST(verify(sum(exp(x) / (1_c + square(y))), wrt(x, y), x = some, y = others).right);
  BOOST_TEST(verify(exp(a * x), wrt(a, x), a = 0.5, x = some).right);
  BOOST_TEST(verify(function(exp(a * x)), a = 0.5, x = some).right);
}

BOOST_AUTO_TEST_CASE(matrices_parameters_floats_lists_and_whole_numbers) {
  const numbers six{1, 2, 3, 4, 5, 6.5};
  auto theta = parameters(w = numbers{0.5, -0.25});
  constexpr auto loss = sum(square(sum(A * w, k) - y));
  BOOST_TEST(verify(gradient(loss, wrt(w, A)), A = six, y = others, theta).right);
  BOOST_TEST(
      verify(loss, wrt(w), A = {{1.0, 2.0}, {3.0, 4.0}}, y = {1.0, 2.0}, w = {2.0, 1.0}).right);
  BOOST_TEST(verify(sum(tanh(x)), wrt(x), x = std::vector{0.5f, 2.0f}).right);
  BOOST_TEST(verify(sum(tanh(x)), wrt(x), x = std::list{0.5, 2.0}).right);
  BOOST_TEST(verify(sum(square(w(which)) * x), wrt(w, x), which = std::vector{1, 0, 1},
                    w = {1.5, 2.5}, x = some)
                 .right);
}

BOOST_AUTO_TEST_CASE(reductions_that_are_composite) {
  const numbers six{1, 2, 3, 4, 5, 6.5};
  BOOST_TEST(verify(sum(square(logsumexp(A, k))), wrt(A), A = six, n = 3).right);
  BOOST_TEST(verify(sum(square(log_softmax(A, k) + softmax(A, k))), wrt(A), A = six, n = 3).right);
  BOOST_TEST(verify(variance(x) * mean(x), wrt(x), x = some).right);
}

BOOST_AUTO_TEST_CASE(gauss_newton_steps) {
  constexpr auto f = gauss_newton(sum(A * w, k) * exp(a) - y, wrt(w, a));
  BOOST_TEST(
      verify(f, A = {{1.0, 2.0}, {3.0, 4.0}, {5.0, 7.0}}, y = others, w = {0.5, 1.0}, a = 0.2)
          .right);
}

BOOST_AUTO_TEST_CASE(at_a_corner_any_slope_between_is_right) {
  BOOST_TEST(verify(sum(abs(x)), wrt(x), x = {0.0, 1.0, -1.0}).right);
  BOOST_TEST(verify(sum(relu(x)), wrt(x), x = {0.0, 1.0, -1.0}).right);
}

BOOST_AUTO_TEST_CASE(tiny_and_enormous_numbers_are_moved_by_their_own_size) {
  BOOST_TEST(verify(sum(log(x)), wrt(x), x = {1e-12, 1e-3, 1e12}).right);
}

BOOST_AUTO_TEST_CASE(a_wrong_derivative_is_named) {
  const auto wrong = []<class T>(const std::vector<T>& z) {
    T s = 0;
    for (const T& each : z) s += each * each;
    if constexpr (!std::is_same_v<T, double>) return T(s.value() * 0) + z[0] * z[0];
    else return s;
  };
  const verification v = verify(wrong, {1.0, 2.0});
  BOOST_TEST(!v.right);
  BOOST_TEST(v.error > 1);

  const auto forgets = []<class T>(const std::vector<T>& z) {
    if constexpr (std::is_same_v<T, double>) return z[0] * z[0] + 3 * z[1];
    else return T(z[0] * z[0] + 3 * z[1].value());
  };
  const verification f = verify(forgets, {2.0, 5.0});
  BOOST_TEST(!f);
  BOOST_TEST(f.worst == "the gradient at [1] is 0, and finite differences give 3");
}

// At a = 2 alone the formula is another one, of which differences see nothing.
BOOST_AUTO_TEST_CASE(a_wrong_entry_of_a_formula_is_named) {
  constexpr auto f = where(a == 2_c, 3_c * a, square(a) + 2_c);
  const verification v = verify(gradient(sum(f * x), wrt(x, a)), a = 2.0, x = {1.0, 2.0});
  BOOST_TEST(!v.right);
  BOOST_TEST(v.worst == "the gradient by \"a\" is 9, and finite differences give 12");
  const verification j = verify(jacobian(f * x, wrt(a)), a = 2.0, x = {1.0, 2.0});
  BOOST_TEST(j.worst == "the derivative by \"a\" at n = 1 is 6, and finite differences give 8");
}

BOOST_AUTO_TEST_CASE(functions_of_active_numbers) {
  const auto product = []<class T>(const std::vector<T>& z) {
    T p = 1;
    for (const T& each : z) p *= sin(each) + 2;
    return p;
  };
  BOOST_TEST(verify(product, {0.5, 1.5, -2.0}).right);
}

BOOST_AUTO_TEST_CASE(a_nan_on_both_sides_is_left_to_first_nan) {
  const verification v = verify(gradient(sum(square(x)), wrt(x)), x = {1.0, std::nan("")});
  BOOST_TEST(v.right);
}
