// What docs/tape.md shows compiles, and does what the page says.
#include <boost/test/unit_test.hpp>

#include <cmath>
#include <fstream>
#include <span>
#include <sstream>

#include <tapeless/tapeless.hpp>

namespace {

using namespace tapeless::names;
using boost::test_tools::tolerance;

using std::abs;

// clang-format off
template <class Number>
Number newton_sqrt(const Number& a) {
  Number x = a;
  while (abs(x * x - a) > 1e-12) x = (x + a / x) / 2;  // how often depends on the value
  return x;
}

std::vector<double> solve(const std::vector<double>& b) {  // (2 1; 1 4) x = b
  return {(4 * b[0] - b[1]) / 7, (2 * b[1] - b[0]) / 7};
}

constexpr auto d = axis<"d">;
constexpr auto from = input<"from">(d);
constexpr auto to = input<"to">(d);
constexpr auto pull = function((to - from) / sqrt(sum(square(to - from))));  // a vector

}  // namespace

BOOST_AUTO_TEST_CASE(a_first_gradient) {
  tape<double> t;                                 // records on this thread while it lives
  const auto a = t.inputs(std::vector{2.0, 3.0}, "a");
  const active<double> y = newton_sqrt(a[0]) * a[1];
  const std::vector<double> g = t.gradient(y);    // by each input, in their order
  BOOST_TEST(g[0] == 3 / (2 * std::sqrt(2.0)), tolerance(1e-12));
  BOOST_TEST(g[1] == std::sqrt(2.0), tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(the_listing) {
  tape<double> t;
  const active<double> speed = t.input(2.0, "speed");
  const auto v = t.inputs(std::vector{1.0, 2.0}, "v");
  active<double> energy = speed * v[0] - 3 * v[1];
  energy += v[1] * v[1];
  const active<double> length = norm(v);
  std::ifstream file(TAPELESS_DOCS "/tape.md");
  std::ostringstream page;
  page << file.rdbuf();
  BOOST_TEST(page.str().find(describe(t)) != std::string::npos, describe(t));
  BOOST_TEST(length.value() == std::sqrt(5.0));
}

BOOST_AUTO_TEST_CASE(a_formula_inside) {
  tape<double> t;
  const auto x = t.inputs(std::vector{0.0, 0.0, 3.0, 4.0});
  const std::span<const active<double>> all(x);
  const auto unit = pull(from = all.first(2), to = all.last(2));  // two active numbers
  const active<double> y = unit[0] * unit[1];
  BOOST_TEST(y.value() == 0.48, tolerance(1e-12));
  const auto g = t.gradient(y);
  BOOST_TEST(g[2] == 4.0 * (16 - 9) / 625, tolerance(1e-12));
  BOOST_TEST(g[3] == 3.0 * (9 - 16) / 625, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(a_long_loop) {
  tape<double> t;
  using number = active<double>;
  const auto thousand_steps = [](number x, const number& rate) {
    for (int i = 0; i < 1000; ++i) x += 1e-3 * rate * x * (1.0 - x);
    return x;
  };
  number x = t.input(0.1);
  const number rate = t.input(1.0);
  for (int i = 0; i < 1000; ++i) x = t.checkpoint(thousand_steps, x, rate);
  const std::size_t bytes = t.bytes();
  BOOST_TEST(bytes < 100000u);
  BOOST_TEST(t.gradient(x).size() == 2u);
}

BOOST_AUTO_TEST_CASE(adjoints_of_your_own) {
  tape<double> t;
  const auto right_side = t.inputs(std::vector{3.0, 5.0});
  const auto x = t.with_adjoint(
      [](const std::vector<double>& b) { return solve(b); },
      [](const auto& adjoint, const auto& /*x*/, const auto& /*b*/) { return solve(adjoint); },
      right_side);  // of a symmetric matrix: the adjoint is a solve with the same one
  BOOST_TEST(t.gradient(x[0])[0] == 4. / 7, tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(second_derivatives) {
  tape<double> outer;
  const auto x = outer.inputs(std::vector{1.0, 2.0});
  tape<active<double>> inner;
  const auto z = inner.inputs(x);
  const active<active<double>> y = z[0] * z[0] * z[1];
  const std::vector<active<double>> g = inner.gradient(y);
  const active<double> along = g[0] * 3.0 + g[1] * 4.0;
  const std::vector<double> hessian_times_vector = outer.gradient(along);  // by 3, 4
  BOOST_TEST(hessian_times_vector[0] == 2 * 2.0 * 3 + 2 * 1.0 * 4);
  BOOST_TEST(hessian_times_vector[1] == 2 * 1.0 * 3);
}

BOOST_AUTO_TEST_CASE(forward_mode) {
  const dual<double, 2> x(1.5, 0), y(2.0, 1);  // the inputs with places 0 and 1
  const dual<double, 2> z = x * y + sin(x);    // z.derivative(0), z.derivative(1)
  BOOST_TEST(z.derivative(0) == 2 + std::cos(1.5), tolerance(1e-15));
  BOOST_TEST(z.derivative(1) == 1.5);
}
