// Parts of temporaries, and bindings that are kept: whoever holds them owns them.
#include <array>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <numeric>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>
#include <type_traits>
#include <vector>

using namespace tapeless;

namespace {

constexpr auto n = axis<"n">;
constexpr auto three = axis<"three", 3>;
constexpr auto x = input<"x">(n);
constexpr auto y = input<"y">(three);
constexpr auto s = input<"s">;
constexpr auto fit = gradient(sum(square(x)) * s, wrt(x, s));

std::vector<double> load(std::size_t size = 5000) { return std::vector<double>(size, 2.0); }

double sum_of(const auto& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_part_of_a_temporary_result) {
  const auto v = load();
  double sum = 0;
  for (const double d : fit(x = v, s = 1.0)[x]) sum += d;
  BOOST_TEST(sum == 20000);

  const auto& by_x = fit(x = v, s = 1.0)[x];
  const auto& by_s = fit(x = v, s = 1.0)[s];
  auto&& second = fit(x = v, s = 1.0).get<1>();
  BOOST_TEST(sum_of(by_x) == 20000);
  BOOST_TEST(by_s == 20000);
  BOOST_TEST(sum_of(second) == 20000);

  auto [value, d_x, d_s] = fit(x = v, s = 1.0);
  BOOST_TEST(value == 20000);
  BOOST_TEST(sum_of(d_x) == 20000);
  BOOST_TEST(d_s == 20000);
}

BOOST_AUTO_TEST_CASE(a_part_of_other_temporaries) {
  const std::array<double, 3> v{1, 2, 3};
  const auto& jacobian_by_s = jacobian(y * s, wrt(s))(y = v, s = 1.0)[s];
  BOOST_TEST(sum_of(jacobian_by_s) == 6);
  const auto& matrix = gauss_newton(y * s, wrt(s))(y = v, s = 1.0).matrix;
  BOOST_TEST(matrix[0] == 14);
  const auto& start = parameters(x = load(), s = 0.5)[x];
  BOOST_TEST(sum_of(start) == 10000);
  double sum = 0;
  for (const double d : parameters(x = load(), s = 0.5)[x]) sum += d;
  BOOST_TEST(sum == 10000);
}

BOOST_AUTO_TEST_CASE(a_part_of_a_variable_is_a_reference) {
  auto r = fit(x = load(), s = 1.0);
  r[x][0] = 7;
  BOOST_TEST(r[x][0] == 7);
  auto theta = parameters(s = 0.5);
  theta[s] = 3;
  BOOST_TEST(theta[s] == 3);
}

BOOST_AUTO_TEST_CASE(a_binding_that_is_kept_owns_what_was_a_temporary) {
  const auto data = (x = load());
  const auto scale = (s = 0.5 + 0.5);
  auto again = data;
  BOOST_TEST(fit(data, scale).value == 20000);
  BOOST_TEST(fit(again, scale).value == 20000);
  BOOST_TEST(fit(std::move(again), s = 2.0).value == 40000);
}

BOOST_AUTO_TEST_CASE(a_binding_of_a_variable_sees_what_it_becomes) {
  auto v = load(2);
  const auto data = (x = v);
  v[0] = 10;
  BOOST_TEST(fit(data, s = 1.0).value == 104);
}

BOOST_AUTO_TEST_CASE(a_start_that_is_kept_is_not_moved_from) {
  const auto start = (x = load(4));
  const auto theta = parameters(start, s = 0.5), other = parameters(start, s = 0.5);
  BOOST_TEST(theta[x].size() == 4U);
  BOOST_TEST(other[x].size() == 4U);
}

BOOST_AUTO_TEST_CASE(a_temporary_start_is_moved) {
  auto numbers = load(1000);
  const double* const where = numbers.data();
  const auto theta = parameters(x = std::move(numbers));
  BOOST_TEST(theta[x].data() == where);
}

BOOST_AUTO_TEST_CASE(an_expression_of_active_numbers_that_is_kept) {
  tape<double> t;
  const auto a = t.input(3.0);
  const auto data = (s = a * a + 1.0);
  const active<double> r = function(square(s))(data);
  BOOST_TEST(value(r) == 100);
  BOOST_TEST(t.gradient(r)[0] == 120);
}
