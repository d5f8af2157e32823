// Functions of ranges with adjoints of their own: here products with a matrix and linear solves.
#include "tapeless/tape/with_adjoint.hpp"

#include <string>

#include "support/taped.hpp"

using namespace tapeless;
using numbers = std::vector<double>;

namespace {

// The matrix is row-major, and x as long as its columns.
template <class T>
std::vector<T> product(const std::vector<T>& a, const std::vector<T>& x) {
  std::vector<T> y;
  for (std::size_t i = 0; i * x.size() < a.size(); ++i) {
    T sum = 0;
    for (std::size_t k = 0; k < x.size(); ++k) sum += a[i * x.size() + k] * x[k];
    y.push_back(sum);
  }
  return y;
}
template <class T>
std::tuple<std::vector<T>, std::vector<T>> product_back(const std::vector<T>& g,
                                                        const std::vector<T>& a,
                                                        const std::vector<T>& x) {
  std::vector<T> of_a(a.size()), of_x(x.size());
  for (std::size_t i = 0; i < g.size(); ++i)
    for (std::size_t k = 0; k < x.size(); ++k) {
      of_a[i * x.size() + k] = g[i] * x[k];
      of_x[k] += g[i] * a[i * x.size() + k];
    }
  return {of_a, of_x};
}

const auto by_hand = [](auto& t, const auto& a, const auto& x) {
  return t.with_adjoint([](const auto& m, const auto& v) { return product(m, v); },
                        [](const auto& g, const auto&, const auto& m, const auto& v) {
                          return product_back(g, m, v);
                        },
                        a, x);
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_same_as_without) {
  tape<double> t;
  const auto a = t.inputs(numbers{1, 2, 3, 4, 5, 6}), x = t.inputs(numbers{7, 8, 9});
  const auto wanted = product(a, x), made = by_hand(t, a, x);
  BOOST_TEST(t.jacobian(made) == t.jacobian(wanted));
  const active<double> y = sin(made[0]) * made[1], z = sin(wanted[0]) * wanted[1];
  BOOST_TEST(y.value() == z.value());
  BOOST_TEST(t.gradient(y) == t.gradient(z), boost::test_tools::per_element());
}

// A solve by two numbers, and by its right side alone: A' g is solved on the way back.
BOOST_AUTO_TEST_CASE(a_linear_solve) {
  const auto solve = [](double a, double b, double c, double d, const numbers& y) {
    const double det = a * d - b * c;
    return numbers{(d * y[0] - b * y[1]) / det, (a * y[1] - c * y[0]) / det};
  };
  tape<double> t;
  const auto y = t.inputs(numbers{3, 5});
  const auto x = t.with_adjoint(
      [&](const numbers& r) { return solve(2, 1, 1, 4, r); },
      [&](const numbers& g, const numbers&, const numbers&) { return solve(2, 1, 1, 4, g); }, y);
  BOOST_TEST(x[0].value() == 1);
  BOOST_TEST(x[1].value() == 1);
  BOOST_TEST(t.jacobian(x) == (numbers{4. / 7, -1. / 7, -1. / 7, 2. / 7}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(passive_numbers) {
  tape<double> t;
  const std::vector<active<double>> a{1, 2}, x{3, 4}, b{1, t.input(2)};
  BOOST_TEST(by_hand(t, a, x)[0].is_passive());
  const auto made = by_hand(t, b, x);
  BOOST_TEST(t.gradient(made[0])[0] == 4);
}

// The adjoint of the outer tape goes through the functions, too.
BOOST_AUTO_TEST_CASE(second_derivatives) {
  tape<double> outer;
  tape<active<double>> inner;
  const auto v = outer.inputs(numbers{2, 3});
  const auto in = inner.inputs(v);
  const std::vector<active<active<double>>> a{in[0] * in[0], in[1]};
  const active<active<double>> z = by_hand(inner, a, in)[0];  // x^3 + y^2
  const numbers hessian = outer.jacobian(inner.gradient(z));
  BOOST_TEST(hessian == (numbers{12, 0, 0, 2}), boost::test_tools::per_element());
}

// In a checkpoint the call is made again, with another recording.
BOOST_AUTO_TEST_CASE(in_a_checkpoint) {
  tape<double> t;
  const auto a = t.inputs(numbers{1, 2, 3, 4}), x = t.inputs(numbers{5, 6});
  using vector = std::vector<active<double>>;
  const vector made = t.checkpoint(
      [&t](const vector& m, const vector& v) { return by_hand(t, m, v); }, a, x);
  BOOST_TEST(t.jacobian(made) == t.jacobian(product(a, x)));
}

BOOST_AUTO_TEST_CASE(an_adjoint_of_another_size) {
  tape<double> t;
  const auto x = t.inputs(numbers{1, 2});
  const auto y = t.with_adjoint([](const numbers& v) { return v; },
                                [](const auto&...) { return numbers{1}; }, x);
  BOOST_TEST(tests::complaint([&] { t.gradient(y[0]); }) ==
             "tapeless: with_adjoint(): the adjoint of an argument has 1 numbers, and the argument "
             "2");
}
