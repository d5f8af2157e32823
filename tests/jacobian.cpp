// Forward mode: the same rows as the adjoint, so Jacobians are checked against it, against finite
// differences, and the normal equations against Jacobians.
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <tapeless/tapeless.hpp>
#include <vector>

#include "support/near.hpp"
#include "support/random.hpp"

using namespace tapeless;
using tests::near;

namespace {

constexpr auto n = axis<"n">;
constexpr auto k = axis<"k", 3>;
constexpr auto m = axis<"m">;
constexpr auto a = input<"a">;
constexpr auto b = input<"b">;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(n);
constexpr auto w = input<"w">(k);
constexpr auto z = input<"z">(n, k);
constexpr auto u = input<"u">(m);

std::vector<double> numbers(std::size_t count, double from, double step) {
  std::vector<double> all(count);
  for (std::size_t i = 0; i < count; ++i)
    all[i] = std::sin(from + step * static_cast<double>(i)) + 1.5;
  return all;
}

// Every function of the table that forward mode may meet, by one scalar, against the adjoint.
template <class F>
void check_against_adjoint(F) {
  constexpr auto forward = jacobian(F{}, wrt(a, b));
  constexpr auto backward = gradient(F{}, wrt(a, b));
  for (const double at : {0.3, 0.7, 1.4})
    for (const double other : {0.2, 0.9}) {
      const auto f = forward(a = at, b = other);
      const auto g = backward(a = at, b = other);
      BOOST_TEST(near(f.value, g.value, 1e-15L));
      BOOST_TEST(near(f[a], g[a], 4e-15L));
      BOOST_TEST(near(f[b], g[b], 4e-15L));
    }
}

}  // namespace

BOOST_AUTO_TEST_CASE(every_row_goes_forwards) {
  check_against_adjoint(-a * b + a - b / a);
  check_against_adjoint(square(a) * sqrt(b) + abs(a - b) * sign(b - a));
  check_against_adjoint(exp(a * b) + log(a) * log1p(b) - expm1(a));
  check_against_adjoint(sin(a) * cos(b) + tan(a * b / 2_c) + tanh(a + b));
  check_against_adjoint(asin(a / 2_c) + acos(b / 2_c) + atan(a * b));
  check_against_adjoint(pow(a, b) + pow(b, 3_c));
  check_against_adjoint(sigmoid(a - b) + softplus(a * b) * relu(a - 0.5_c));
  check_against_adjoint(max(a, b) * min(a, 2_c * b));
  check_against_adjoint(where(a < b, sin(a) * b, cos(b) / a));
}

BOOST_AUTO_TEST_CASE(reductions_go_forwards) {
  const std::vector<double> data = numbers(11, 0.3, 0.7);
  const auto check = [&data](auto f) {
    constexpr auto forward = jacobian(decltype(f){}, wrt(a, b));
    constexpr auto backward = gradient(decltype(f){}, wrt(a, b));
    const auto j = forward(a = 0.7, b = 1.2, x = data);
    const auto g = backward(a = 0.7, b = 1.2, x = data);
    BOOST_TEST(near(j[a], g[a], 1e-13L));
    BOOST_TEST(near(j[b], g[b], 1e-13L));
  };
  check(sum(a * x + b));
  check(mean(exp(a * x) / b));
  check(product(a + b * x));
  check(max(sin(a * x) * b) - min(a * b * x));
  check(logsumexp(a * x - b));
  check(sum(a + x) * b);  // what lacks the axis is repeated along it
}

BOOST_AUTO_TEST_CASE(a_tensor_of_results) {
  constexpr auto f = jacobian(a * exp(b * x), wrt(a, b));
  const std::vector<double> data = numbers(9, 0.1, 0.9);
  const auto r = f(a = 1.5, b = -0.4, x = data);
  BOOST_REQUIRE(r[a].size() == data.size());
  for (std::size_t i = 0; i < data.size(); ++i) {
    BOOST_TEST(near(r.value[i], 1.5 * std::exp(-0.4 * data[i]), 1e-15L));
    BOOST_TEST(near(r[a][i], std::exp(-0.4 * data[i]), 1e-15L));
    BOOST_TEST(near(r[b][i], 1.5 * data[i] * std::exp(-0.4 * data[i]), 1e-15L));
  }
}

BOOST_AUTO_TEST_CASE(by_a_tensor) {
  constexpr auto f = jacobian(sum(z * square(w), k), wrt(w));
  const std::vector<double> data = numbers(3 * 5, 0.1, 0.9), at{0.5, -1.0, 2.0};
  const auto r = f(w = at, z = data);
  BOOST_REQUIRE(r[w].size() == data.size());
  for (std::size_t i = 0; i < data.size(); ++i)
    BOOST_TEST(near(r[w][i], 2 * at[i % 3] * data[i], 1e-15L));
}

BOOST_AUTO_TEST_CASE(a_result_that_does_not_change_has_a_jacobian_of_zeros) {
  constexpr auto f = jacobian(x + 0_c * a, wrt(a));
  const auto r = f(a = 3.0, x = std::vector{1.0, 2.0});
  BOOST_TEST(r[a] == std::vector({0.0, 0.0}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_branch_not_taken_stays_out) {
  constexpr auto f = jacobian(where(a > 0_c, sqrt(a), 0_c), wrt(a));
  BOOST_TEST(f(a = 0.0)[a] == 0);
}

BOOST_AUTO_TEST_CASE(in_a_constant_evaluation) {
  constexpr auto f = jacobian(a * a * b, wrt(a, b));
  static_assert(f(a = 3.0, b = 2.0)[a] == 12);
  static_assert(f(a = 3.0, b = 2.0)[b] == 9);
}

namespace {

// Whether the normal equations are those of the Jacobian.
template <class Residuals, class... Inputs, class... Given>
void check_normal_equations(Residuals, hana::tuple<Inputs...> inputs, const Given&... given) {
  const auto g = gauss_newton(Residuals{}, inputs)(given...);
  const auto j = jacobian(Residuals{}, inputs)(given...);
  const std::size_t rows = std::size(j.value);
  std::vector<std::vector<double>> columns;
  const auto add = [&](const auto& block) {
    const std::size_t width = rows == 0 ? 0 : block.size() / rows;
    for (std::size_t c = 0; c < width; ++c) {
      columns.emplace_back();
      for (std::size_t r = 0; r < rows; ++r) columns.back().push_back(block[r * width + c]);
    }
  };
  (add(j[Inputs{}]), ...);
  const auto dot = [rows](const auto& p, const auto& q) {
    double total = 0;
    for (std::size_t r = 0; r < rows; ++r) total += p[r] * q[r];
    return total;
  };
  BOOST_TEST(near(g.value, dot(j.value, j.value), 1e-12L));
  for (std::size_t c = 0; c < columns.size(); ++c) {
    BOOST_TEST(near(g.gradient[c], dot(columns[c], j.value), 1e-12L));
    for (std::size_t d = 0; d < columns.size(); ++d)
      BOOST_TEST(near(g.matrix[c * columns.size() + d], dot(columns[c], columns[d]), 1e-12L));
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(normal_equations_by_scalars) {
  for (const std::size_t size : {0u, 1u, 2u, 7u, 8u, 9u, 100u, 1000u})
    check_normal_equations(a * exp(-b * x) - y, wrt(a, b), a = 1.2, b = 0.5,
                           x = numbers(size, 0.2, 0.3), y = numbers(size, 1.0, 0.7));
}

BOOST_AUTO_TEST_CASE(normal_equations_by_tensors) {
  for (const std::size_t size : {1u, 7u, 33u}) {
    check_normal_equations(tanh(sum(z * w, k)) * a - y, wrt(w, a), a = 1.5,
                           w = std::vector{0.1, 0.2, -0.3}, z = numbers(3 * size, 0.1, 0.37),
                           y = numbers(size, 1.0, 0.7));
    check_normal_equations(x * sum(sin(u)) - y, wrt(u), u = std::vector{0.3, 0.5},
                           x = numbers(size, 0.1, 0.37), y = numbers(size, 1.0, 0.7));
  }
}

BOOST_AUTO_TEST_CASE(four_parameters_are_one_loop) {
  constexpr auto c = input<"c">;
  constexpr auto d = input<"d">;
  constexpr auto g = gauss_newton(a * exp(-b * x) + c / (1_c + d * x) - y, wrt(a, b, c, d));
  using program = std::remove_const_t<decltype(g)>::program;
  static_assert(program::plan.loops.size == 1);
  static_assert(program::plan.buffers.size == 0);
}

BOOST_AUTO_TEST_CASE(normal_equations_with_threads_have_the_same_bits) {
  constexpr auto g = gauss_newton(a * exp(-b * x) - y, wrt(a, b));
  const auto data = numbers(100000, 0.2, 0.3), other = numbers(100000, 1.0, 0.7);
  const auto one = g(a = 1.2, b = 0.5, x = data, y = other);
  const auto four = g(a = 1.2, b = 0.5, x = data, y = other, threads(4));
  BOOST_TEST(one.value == four.value);
  BOOST_TEST((one.matrix == four.matrix));
}

BOOST_AUTO_TEST_CASE(floats) {
  constexpr auto g = gauss_newton(a * x - y, wrt(a));
  const auto r = g(a = 2.0f, x = std::vector{1.0f, 2.0f}, y = std::vector{1.0f, 1.0f});
  static_assert(std::is_same_v<decltype(r.value), float>);
  BOOST_TEST(r.value == 10);
  BOOST_TEST(r.gradient[0] == 7);
  BOOST_TEST(r.matrix[0] == 5);
}
