// Matrices of active numbers, and matrices as parameters: read as they lie.
#include <boost/test/unit_test.hpp>

#include <Eigen/Dense>

#include <tapeless/interop/eigen.hpp>
#include <tapeless/optimize.hpp>
#include <tapeless/tapeless.hpp>

#include "../support/sentence.hpp"

using namespace tapeless;
using namespace tapeless::literals;
using tests::sentence;

namespace {

constexpr auto n = axis<"n">;
constexpr auto d = axis<"d">;
constexpr auto v = input<"v">(n);
constexpr auto X = input<"X">(n, d);

template <class T>
using columns = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic>;
template <class T>
using rows = Eigen::Matrix<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

// 1 2 3 / 4 5 6 as inputs of the tape.
template <class Matrix>
Matrix table(tape<double>& t) {
  Matrix m(2, 3);
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 3; ++j) m(i, j) = t.input(3 * i + j + 1);
  return m;
}

template <class Matrix>
void formulas_of() {
  tape<double> t;
  const auto m = table<Matrix>(t);
  const auto of_column = function(sum((n + 1_c) * v))(v = m.col(1));
  BOOST_TEST(of_column.value() == 2 + 2 * 5);
  BOOST_TEST(t.gradient(of_column) == std::vector<double>({0, 1, 0, 0, 2, 0}));
  const auto of_row = function(sum((n + 1_c) * v))(v = m.row(1));
  BOOST_TEST(t.gradient(of_row) == std::vector<double>({0, 0, 0, 1, 2, 3}));

  const auto whole = function(sum((10_c * n + d) * X))(X = m);
  BOOST_TEST(t.gradient(whole) == std::vector<double>({0, 1, 2, 10, 11, 12}));
  const auto turned = function(sum((10_c * n + d) * X))(X = m.transpose());
  BOOST_TEST(t.gradient(turned) == std::vector<double>({0, 10, 20, 1, 11, 21}));

  // A tensor, which goes back later.
  const auto doubled = function((10_c * n + d) * X * v)(X = m, v = m.col(0));
  BOOST_TEST(doubled.size() == 6U);
  BOOST_TEST(t.gradient(doubled[5]) == std::vector<double>({0, 0, 0, 12 * 6, 0, 12 * 4}));
  const auto product = function(sum(X * v))(X = m, v = Eigen::Vector2d(2, 3));
  BOOST_TEST(t.gradient(product) == std::vector<double>({2, 2, 2, 3, 3, 3}));
  const auto computed = function(sum((n + 1_c) * v))(v = 2.0 * m.col(0));
  BOOST_TEST(t.gradient(computed) == std::vector<double>({2, 0, 0, 4, 0, 0}));
  BOOST_TEST(sentence([&] { function(sum(X * v))(X = m, v = m.row(0)); }) ==
             "tapeless: input \"v\" has 3 values, but axis \"n\" is 2 (from input \"X\")");
}

template <class Matrix>
void ranges_of() {
  tape<double> t;
  const auto m = table<Matrix>(t);
  BOOST_TEST(t.gradient(sum(m.col(1))) == std::vector<double>({0, 1, 0, 0, 1, 0}));
  BOOST_TEST(t.gradient(sum(m.row(1))) == std::vector<double>({0, 0, 0, 1, 1, 1}));
  BOOST_TEST(t.gradient(dot(m.row(0), m.row(1))) == std::vector<double>({4, 5, 6, 1, 2, 3}));
  BOOST_TEST(t.jacobian(m.col(1)) == std::vector<double>({0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}));
  BOOST_TEST(t.jacobian(2.0 * m.row(0)) ==
             std::vector<double>({2, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0}));

  columns<double> into = columns<double>::Zero(2, 6);
  t.gradient(m(1, 2), into.row(1));
  BOOST_TEST(into(1, 5) == 1);
  BOOST_TEST(into.sum() == 1);
  t.jacobian(m.col(2), into);
  BOOST_TEST(into(0, 2) == 1);
  BOOST_TEST(into(1, 5) == 1);
  BOOST_TEST(into.sum() == 2);
}

}  // namespace

BOOST_AUTO_TEST_CASE(formulas) {
  formulas_of<columns<active<double>>>();
  formulas_of<rows<active<double>>>();
}

BOOST_AUTO_TEST_CASE(ranges) {
  ranges_of<columns<active<double>>>();
  ranges_of<rows<active<double>>>();
}

BOOST_AUTO_TEST_CASE(inputs_of_a_tape) {
  tape<double> t;
  columns<double> m(2, 3);
  m << 1, 2, 3, 4, 5, 6;
  const auto x = t.inputs(m);
  BOOST_TEST(x.size() == 6U);
  for (std::size_t i = 0; i < 6; ++i) BOOST_TEST(x[i].value() == double(i + 1));
  BOOST_TEST(t.inputs(m.row(1))[2].value() == 6);
  BOOST_TEST(t.inputs(2 * m.col(1))[1].value() == 10);
}

BOOST_AUTO_TEST_CASE(starts_of_parameters) {
  columns<double> m(2, 3);
  m << 1, 2, 3, 4, 5, 6;
  const auto theta = parameters(X = m, v = m.row(1));
  BOOST_TEST(theta[X] == std::vector<double>({1, 2, 3, 4, 5, 6}));
  BOOST_TEST(theta[v] == std::vector<double>({4, 5, 6}));
  BOOST_TEST(theta.shape(X) == std::vector<std::size_t>({2, 3}));
  BOOST_TEST(parameters(v = 2 * m.col(0))[v] == std::vector<double>({2, 8}));
  const double numbers[2][3] = {{1, 2, 3}, {4, 5, 6}};
  BOOST_TEST(parameters(X = numbers)[X] == theta[X]);
  BOOST_TEST(
      (parameters(X = std::vector<std::vector<double>>{{1, 2, 3}, {4, 5, 6}})[X] == theta[X]));
  BOOST_TEST(sentence([&] { parameters(v = m); }) ==
             "tapeless: parameters(): \"v\" has 1 axis, but its data 2 extents");
  constexpr auto Y = input<"Y">(n, axis<"four", 4>);
  BOOST_TEST(sentence([&] { parameters(Y = m); }) ==
             "tapeless: parameters(): \"Y\" has 3 values along axis \"four\", which is 4 (as "
             "declared)");
}
