// Names that belong to the user: tapeless::names brings what it lists, and nothing takes a call
// that has no argument of ours. (All of the standard library is there as well.)
#include <bits/stdc++.h>
#include <boost/test/unit_test.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

// The rooms of our house, and functions that we have too.
int base = 1, machine = 2, op = 3, expr = 4, ir = 5, pass = 6, plan = 7, emit = 8, front = 9;
int math = 10, taped = 11, optimizing = 12, interop = 13, names = 14, pipeline = 15, program = 16;
int mistake = 17, compiled = 18, gradients = 19, literals = 20, hana = 21;

double value(std::size_t size) { return size > 0 ? 0.5 : 0; }
double gradient(double rise, double run) { return rise / run; }
double jacobian(double x, double y) { return x * y; }
double minimize(double x, double y) { return x - y; }
double wrt(double x) { return -x; }
double describe(double x) { return x + 1; }
double twin(double x) { return 2 * x; }
double variance(double x) { return x - x; }
double softmax(double x) { return x / x; }
double norm(double x) { return x < 0 ? -x : x; }
double trace(double x) { return x; }

namespace theirs {

template <class Range>
auto sum(const Range& r) {
  auto s = r[0];
  for (std::size_t i = 1; i < r.size(); ++i) s = s + r[i];
  return s;
}

double of_duals() {
  const std::vector<tapeless::dual<double, 2>> v{{1.0, 0}, {2.0, 1}};
  return tapeless::dual<double, 2>(sum(v)).value();
}

}  // namespace theirs

namespace beside_std {

using namespace std;
using namespace tapeless::names;

function<double(double)> twice = [](double x) { return 2 * x; };

constexpr auto n = axis<"n">;
constexpr auto x = input<"x">(n);
constexpr auto s = input<"s">;
constexpr auto fit = gradient(sum(exp(x) * s) + max(s, s) + min(s, 1_c), wrt(s));

double of_a_formula() {
  const vector<double> v(3, 0.0);
  return fit(x = v, s = 0.5, threads(1))[s];
}

double of_words() {
  constexpr auto z = input<"z">(n, axis<"k", 2>);
  constexpr auto j = twin<"j">(n);
  constexpr auto f = norm(x) + dot(x, x) + variance(x) + trace(outer(x, x(j)), n, j) +
                     sum(softmax(z, n) * layer_norm(z, 1_c) + cumsum(z, n)) +
                     sum(cross_entropy(z, 1_c, axis<"k", 2>)) + sum(matmul(x, z, n));
  return tapeless::function(f)(x = vector<double>{0}, z = vector<double>{0, 0}) - log(2.0);
}

double of_a_tape() {
  tape<double> t;
  const auto v = t.inputs(vector<double>{1, 2});
  const active<double> y = exp(v[0] - 1) + pow(v[1], 2) + sqrt(abs(v[0]));
  return t.gradient(y)[1];
}

// The standard library's max and min look at one of two equal numbers.
double of_equal_numbers() {
  tape<double> t;
  const active<double> a = t.input(1.0), b = t.input(1.0);
  const active<double> y = max(a, b) + 10 * min(a, b);
  return t.gradient(y)[0];
}

double of_an_optimizer() {
  auto theta = parameters(s = 0.0);
  minimize(square(s - 3_c), wrt(s), theta, lbfgs{}, stop{.iterations = 50});
  adam method{.learning_rate = 0.0};
  method.step(theta, gradient(square(s), wrt(s))(theta));
  return theta[s];
}

}  // namespace beside_std

using namespace tapeless::names;

BOOST_AUTO_TEST_CASE(functions_of_the_user) {
  BOOST_TEST(value(600) == 0.5);
  BOOST_TEST(gradient(1, 2) == 0.5);
  BOOST_TEST(jacobian(1, 2) == 2);
  BOOST_TEST(minimize(1, 2) == -1);
  BOOST_TEST(wrt(1) == -1);
  BOOST_TEST(describe(1) == 2);
  BOOST_TEST(twin(1) == 2);
  BOOST_TEST(variance(1) + softmax(2) + norm(-1) + trace(1) == 3);
  BOOST_TEST(theirs::of_duals() == 3);
  const int all = base + machine + op + expr + ir + pass + plan + emit + front + math + taped +
                  optimizing + interop + names + pipeline + program + mistake + compiled +
                  gradients + literals + hana;
  BOOST_TEST(all == 21 * 22 / 2);
}

BOOST_AUTO_TEST_CASE(beside_the_whole_standard_library) {
  BOOST_TEST(beside_std::twice(2) == 4);
  BOOST_TEST(beside_std::of_a_formula() == 5);
  BOOST_TEST(beside_std::of_words() == 0);
  BOOST_TEST(beside_std::of_a_tape() == 4);
  BOOST_TEST(beside_std::of_equal_numbers() == 5.5);
  BOOST_TEST(beside_std::of_an_optimizer() == 3, boost::test_tools::tolerance(1e-6));
}
